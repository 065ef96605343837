"""Where the company works: units, their zones and hours, and the territories they answer for."""

from dataclasses import dataclass

from checker.sample.clocks import Interval

COMPANY = "АО «Техдеталь»"
COMPANY_UNIT = "U-00"
COMPANY_ZONE = "Europe/Moscow"
STANDARD_HOURS: tuple[Interval, ...] = ((540, 1080),)


@dataclass(frozen=True)
class Territory:
    """A sales area with the region digits of its tax numbers."""

    id: str
    name: str
    region: str
    town: str
    area: str


@dataclass(frozen=True)
class Unit:
    """A unit that serves clients. `hours` are local minutes of the day, `share` its part of the clients."""

    id: str
    name: str
    kind: str
    zone: str
    province: str
    hours: tuple[Interval, ...]
    share: float
    sellers: int
    territories: tuple[Territory, ...]


def _land(region: str, name: str, town: str, area: str) -> Territory:
    return Territory(f"T-{region}", name, region, town, area)


UNITS = (
    Unit("U-MSK", "Отдел продаж (Москва)", "department", COMPANY_ZONE, "Москва", STANDARD_HOURS, 0.34, 3,
         (_land("77", "Москва", "Москва", "495"), _land("50", "Московская область", "Подольск", "496"))),
    Unit("U-KGD", "Филиал в Калининграде", "branch", "Europe/Kaliningrad", "Калининградская область", STANDARD_HOURS,
         0.12, 1, (_land("39", "Калининградская область", "Калининград", "401"),)),
    Unit("U-EKB", "Филиал в Екатеринбурге", "branch", "Asia/Yekaterinburg", "Свердловская область", ((510, 1050),),
         0.22, 2, (_land("66", "Свердловская область", "Екатеринбург", "343"),
                   _land("74", "Челябинская область", "Челябинск", "351"))),
    Unit("U-IRK", "Филиал в Иркутске", "branch", "Asia/Irkutsk", "Иркутская область", ((540, 780), (840, 1080)),
         0.17, 1, (_land("38", "Иркутская область", "Иркутск", "395"), _land("03", "Бурятия", "Улан-Удэ", "301"))),
    Unit("U-VVO", "Филиал во Владивостоке", "branch", "Asia/Vladivostok", "Приморский край", STANDARD_HOURS,
         0.15, 1, (_land("25", "Приморский край", "Владивосток", "423"),
                   _land("27", "Хабаровский край", "Хабаровск", "421"))),
)  # fmt: skip

SEGMENTS = ("добыча", "дорожное строительство", "переработка", "аренда техники")
INDUSTRIES = (
    "Добыча нерудных материалов",
    "Строительство дорог",
    "Горнодобыча",
    "Аренда спецтехники",
    "Производство бетона",
)
PRODUCT_GROUPS = ("Футеровки дробилок", "Гидравлика", "Фильтры", "Ходовая часть", "Режущая кромка", "Конвейерная лента")
NEEDS = (
    "Футеровки щековых дробилок, раз в квартал", "Фильтры и гидравлика для экскаваторов", "Ходовая часть бульдозеров",
    "Запасные части для карьерных самосвалов", "Конвейерная лента и ролики", "Режущие кромки и зубья ковшей",
)  # fmt: skip
SOURCES = ("Сайт компании", "Рекомендация партнёра", "Отраслевая выставка", "Поисковая реклама", "Звонок менеджера")
