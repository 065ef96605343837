"""Russian names, firms, tax numbers and addresses, each a function of chance or of a number."""

from random import Random
from typing import TypeVar

T = TypeVar("T")

_MEN = (
    "Александр Алексей Андрей Антон Борис Вадим Виктор Владимир Денис Дмитрий Евгений Иван Игорь Кирилл "
    "Максим Михаил Николай Олег Павел Роман Сергей Степан Юрий Ярослав"
)
_WOMEN = (
    "Алина Анастасия Анна Вера Виктория Галина Дарья Екатерина Елена Ирина Ксения Людмила Марина Мария "
    "Надежда Наталья Ольга Полина Светлана Татьяна Юлия"
)
_FATHERS = (
    "Александров Алексеев Андреев Борисов Викторов Владимиров Дмитриев Иванов Игорев Михайлов Николаев Олегов "
    "Павлов Петров Романов Сергеев Степанов Юрьев"
)
_FAMILIES = (
    "Агафонов Баранов Белов Богданов Быков Васильев Волков Воробьев Гаврилов Голубев Григорьев Данилов Егоров "
    "Ершов Ефимов Жуков Зайцев Захаров Иванов Ильин Казаков Калинин Киселев Климов Ковалев Козлов Комаров "
    "Королев Кузнецов Куликов Лебедев Логинов Макаров Медведев Миронов Морозов Назаров Никитин Новиков Орлов "
    "Павлов Панов Петров Поляков Попов Романов Рябов Савельев Сафонов Семенов Сидоров Смирнов Соболев Соколов "
    "Сорокин Степанов Суханов Тарасов Титов Третьяков Ушаков Федоров Филатов Фомин Фролов Чернов Шестаков "
    "Щербаков Яковлев"
)

_HEADS = (
    ("Урал", "ural"), ("Сиб", "sib"), ("Даль", "dal"), ("Балт", "balt"), ("Центр", "centr"), ("Север", "sever"),
    ("Байкал", "baikal"), ("Амур", "amur"), ("Восток", "vostok"), ("Рос", "ros"), ("Мос", "mos"), ("Примор", "primor"),
)  # fmt: skip
_TAILS = (
    ("карьер", "karier"), ("дорстрой", "dorstroy"), ("горнопром", "gornoprom"), ("нерудпром", "nerudprom"),
    ("автодор", "avtodor"), ("спецтехника", "spectehnika"), ("щебень", "scheben"), ("мехколонна", "mehkolonna"),
    ("разрез", "razrez"), ("дробмаш", "drobmash"), ("асфальт", "asfalt"), ("мостострой", "mostostroy"),
    ("грунт", "grunt"), ("техмаш", "tehmash"), ("рудник", "rudnik"), ("дорсервис", "dorservis"),
)  # fmt: skip
_STREETS = (
    "Промышленная Заводская Карьерная Дорожная Горняков Шахтёров Механизаторов Индустриальная Строителей Вокзальная"
)

MEN, WOMEN = tuple(_MEN.split()), tuple(_WOMEN.split())
FATHERS, FAMILIES, STREETS = tuple(_FATHERS.split()), tuple(_FAMILIES.split()), tuple(_STREETS.split())

_TEN = (2, 4, 10, 3, 5, 9, 4, 6, 8)
_ELEVEN = (7, 2, 4, 10, 3, 5, 9, 4, 6, 8)
_TWELVE = (3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8)


def pick(chance: Random, values: tuple[T, ...]) -> T:
    """One of the values, each as likely."""
    return values[int(chance.random() * len(values))]


def person(chance: Random) -> str:
    """Family name, first name, father's name."""
    family, father = pick(chance, FAMILIES), pick(chance, FATHERS)
    if chance.random() < 0.6:
        return f"{family} {pick(chance, MEN)} {father}ич"
    return f"{family}а {pick(chance, WOMEN)} {father}на"


def firm(chance: Random) -> tuple[str, str]:
    """Name of a firm and the Latin spelling used in its mail domain."""
    (head, latin_head), (tail, latin_tail) = pick(chance, _HEADS), pick(chance, _TAILS)
    form = "АО" if chance.random() < 0.15 else "ООО"
    return f"{form} «{head}{tail}»", latin_head + latin_tail


def _check(digits: str, weights: tuple[int, ...]) -> str:
    return str(sum(int(digit) * weight for digit, weight in zip(digits, weights, strict=True)) % 11 % 10)


def firm_inn(region: str, number: int) -> str:
    """Ten-digit tax number of a firm; different numbers below ten million give different tails."""
    body = f"{region}{(number * 7_654_321 + 2_345_678) % 10_000_000:07}"
    return body + _check(body, _TEN)


def person_inn(region: str, number: int) -> str:
    """Twelve-digit tax number of a person."""
    body = f"{region}{(number * 76_543_211 + 34_567_891) % 100_000_000:08}"
    body += _check(body, _ELEVEN)
    return body + _check(body, _TWELVE)


def phone(area: str, number: int, step: int) -> str:
    """A phone number in the area; different numbers below ten million give different phones."""
    tail = f"{(number * step + 1_234_567) % 10_000_000:07}"
    return f"+7 ({area}) {tail[:3]}-{tail[3:5]}-{tail[5:]}"


def address(chance: Random, town: str) -> str:
    """A street address in the town."""
    return f"г. {town}, ул. {pick(chance, STREETS)}, д. {1 + int(chance.random() * 120)}"
