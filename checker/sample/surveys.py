"""Quarterly satisfaction surveys, clients' answers, and the reports that follow."""

from dataclasses import dataclass
from random import Random

from checker.sample.people import DIRECTOR, MARKETERS, MARKETING_HEAD, clerks_of, head_of
from checker.sample.places import COMPANY_UNIT, UNITS
from checker.sample.plants import Plants
from checker.sample.tasks import month_report
from checker.sample.times import DAY, HOUR, day_date, day_number, day_text, moment_text, month_starts, next_month
from checker.sample.world import World
from checker.sample.write import Tables


@dataclass(frozen=True)
class Survey:
    """One survey and the quarter [first, last] that it covers; `broken` says what is wrong with it."""

    id: str
    first: int
    last: int
    started: int
    completed: int
    broken: str

    @property
    def regular(self) -> bool:
        """True for a survey that counts for its quarter."""
        return not self.broken


def quarters(first: int, last: int) -> list[tuple[str, int, int]]:
    """Quarters that begin within the months of [first, last]: mark such as 2025Q4, first and last day."""
    found = []
    for start in month_starts(first, last):
        day = day_date(start)
        if day.month % 3 == 1:
            end = next_month(next_month(next_month(start))) - 1
            found.append((f"{day.year}Q{day.month // 3 + 1}", start, end))
    return found


def plan_surveys(world: World, plants: Plants) -> tuple[Survey, ...]:
    """The surveys of the span and of the quarters before it."""
    found = []
    for mark, first, last in quarters(
        day_number(day_date(world.last).replace(year=day_date(world.last).year - 2)), world.last
    ):
        way = plants.draw("absent", "late", "unscheduled", "invalid_answers") if first >= world.first else ""
        started = world.days.roll(last - 30) * DAY + 11 * HOUR
        completed = world.days.roll(last - 19) * DAY + 16 * HOUR
        if way == "late":
            completed = world.days.after(last, 3) * DAY + 16 * HOUR
            way = way if completed <= world.taken else "absent"
        if way:
            plants.truth("9a", "company", "company", f"survey_{way}", first * DAY)
        found.append(Survey(f"Y-{mark}", first, last, started, completed, way))
    return tuple(found)


def write_surveys(world: World, tables: Tables, plants: Plants, surveys: tuple[Survey, ...]) -> None:
    """Write surveys with their reports, and the regular reports of the marketing department."""
    for survey in surveys:
        if survey.broken != "absent":
            kind = "unscheduled" if survey.broken == "unscheduled" else "satisfaction"
            tables.add("survey", (
                survey.id, kind, COMPANY_UNIT, day_text(survey.first), day_text(survey.last),
                moment_text(survey.started), moment_text(survey.completed), MARKETING_HEAD, MARKETERS[0], "",
                "Телефонный опрос", f"R-SAT-{survey.id[2:]}" if survey.regular else "",
            ))  # fmt: skip
        if survey.regular:
            _survey_reports(world, tables, plants, survey)
    _regular_reports(world, tables, plants)


def _report(
    tables: Tables, report_id: str, kind: str, author: str, span: tuple[int, int], filed: int, topic: str,
    survey: str = "", recipient: str = "", role: str = "", source: str = "1C",
) -> None:  # fmt: skip
    marketing = "sales" if author.endswith("-1") else "marketing"
    tables.add("report", (
        report_id, kind, topic, author, marketing, COMPANY_UNIT, survey, recipient, role, day_text(span[0]),
        day_text(span[1]), moment_text(filed), "filed", source, "",
    ))  # fmt: skip


def _survey_reports(world: World, tables: Tables, plants: Plants, survey: Survey) -> None:
    filed = world.days.after(survey.completed // DAY, 4) * DAY + 12 * HOUR
    span, mark = (survey.first, survey.last), survey.id[2:]
    judged = survey.first >= world.first and survey.completed + 45 * DAY <= world.taken
    if judged and plants.draw("absent"):
        plants.truth("s2-09", "survey", survey.id, "report_absent")
    else:
        _report(tables, f"R-SAT-{mark}", "satisfaction_survey", MARKETERS[0], span, filed,
                "Удовлетворённость клиентов", survey.id, DIRECTOR, "general_manager")  # fmt: skip
    if judged and plants.draw("absent"):
        plants.truth("9c", "survey", survey.id, "recommendation_absent")
        return
    for unit in UNITS:
        head = head_of(unit.id)
        role = "sales_director" if unit.id == "U-MSK" else "branch_manager"
        _report(tables, f"R-REC-{mark}-{unit.id[2:]}", "recommendation", MARKETING_HEAD, span, filed + DAY,
                "Рекомендации по активности клиентов", survey.id, head, role)  # fmt: skip


def _regular_reports(world: World, tables: Tables, plants: Plants) -> None:
    for month in month_starts(world.first - 1, world.last):
        last = next_month(month) - 1
        way = plants.draw("author", "source")
        report_id = month_report(month)
        if way:
            plants.truth("10a" if way == "author" else "10c", "report", report_id, f"{way}_wrong")
        author = clerks_of("U-MSK")[0] if way == "author" else MARKETERS[0]
        _report(tables, report_id, "client_analysis", author, (month, last), _filed(world, last, 11),
                "Итоги месяца по клиентам", source="" if way == "source" else "1C")  # fmt: skip
    start = day_date(world.last).replace(year=day_date(world.last).year - 2)
    for mark, first, last in quarters(day_number(start), world.last):
        judged = first >= world.first and (last + 45) * DAY <= world.taken
        if judged and plants.draw("absent"):
            plants.truth("s2-10", "company", "company", "report_absent", first * DAY)
        else:
            _report(tables, f"R-RETQ-{mark}", "retention", MARKETERS[0], (first, last), _filed(world, last, 12),
                    "Удержание клиентов за квартал")  # fmt: skip


def _filed(world: World, last: int, hour: int) -> int:
    return world.days.before(last + 1) * DAY + hour * HOUR


def write_answers(
    tables: Tables, surveys: tuple[Survey, ...], client: str, number: int, created: int, chance: Random
) -> None:
    """Write a client's answers: some clients answer, every fiftieth always does."""
    for survey in surveys:
        draw, score = chance.random(), chance.random()
        if survey.broken == "absent" or created >= survey.started or (number % 50 and draw > 0.10):
            continue
        asked = survey.started + HOUR
        answered = asked + int(draw * 10 % 1 * (survey.completed - asked - HOUR))
        tables.add("survey_response", (
            f"W{client[1:]}-{survey.id[2:]}", survey.id, client, moment_text(asked), moment_text(answered),
            "false" if survey.broken == "invalid_answers" else "true", 3 + int(score * 3),
        ))  # fmt: skip
