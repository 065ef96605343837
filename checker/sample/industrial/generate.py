"""The whole industrial sample: the company first, then client after client, then the papers that sum them up."""

from collections.abc import Callable
from pathlib import Path

from checker.sample.industrial.calls import write_calls
from checker.sample.industrial.card import fill_card, write_card, write_file, write_people
from checker.sample.industrial.client import STANDING, Client, draw_client
from checker.sample.industrial.company import write_company
from checker.sample.industrial.courses import write_courses
from checker.sample.industrial.desk import Desk
from checker.sample.industrial.figures import write_client_figures, write_figures
from checker.sample.industrial.house import House
from checker.sample.industrial.inquiries import write_inquiries
from checker.sample.industrial.key_account import write_key_account
from checker.sample.industrial.lists import write_lists
from checker.sample.industrial.logins import write_logins
from checker.sample.industrial.mistakes import spoiler
from checker.sample.industrial.monthly import write_monthly
from checker.sample.industrial.occasions import write_occasions
from checker.sample.industrial.people import People
from checker.sample.industrial.projects import write_project
from checker.sample.industrial.reading import write_lending, write_reading
from checker.sample.industrial.receptions import write_receptions
from checker.sample.industrial.regulations import write_regulations
from checker.sample.industrial.revisits import write_revisits
from checker.sample.industrial.rows import open_rows
from checker.sample.industrial.security import write_security
from checker.sample.industrial.service_visits import write_plan_lines, write_service
from checker.sample.industrial.settings import header_text, policy_text
from checker.sample.industrial.staff_papers import write_staff_papers
from checker.sample.industrial.statistics import write_statistics
from checker.sample.industrial.stock import write_stock
from checker.sample.industrial.suggestions import write_suggestions
from checker.sample.industrial.surveys import write_surveys
from checker.sample.industrial.talks import month_of
from checker.sample.industrial.tally import Tally
from checker.sample.industrial.trade import write_trade
from checker.sample.industrial.trials import write_trials
from checker.sample.industrial.yearly import write_yearly
from checker.sample.times import DAY

Progress = Callable[[int], None]
PROGRESS_EVERY = 300


def write_industrial(house: House, folder: Path, truth: Path, progress: Progress) -> dict[str, int]:
    """Write all tables, the header and the policy; returns the number of rows of each table."""
    with open_rows(folder, truth, house.taken, spoiler(house) if house.noise else None) as rows:
        desk = Desk(house, People(house), rows, house.luck("company"))
        tally = Tally()
        write_company(desk)
        write_logins(desk)
        write_security(desk.of("security"))
        write_courses(desk)
        write_regulations(desk.of("regulations"))
        for number in range(house.clients):
            write_client(draw_client(desk.of("client", number), tally, number))
            if (number + 1) % PROGRESS_EVERY == 0:
                progress(number + 1)
        _sum_up(desk, tally)
        counts = dict(rows.counts)
    (folder / "snapshot.yaml").write_text(header_text(house), encoding="utf-8")
    (folder / "compliance.yaml").write_text(policy_text(house), encoding="utf-8")
    return counts


def write_client(client: Client) -> None:
    """Write everything about one client; its card comes last, once all that moves it is known."""
    tally = client.tally
    if client.kind == STANDING:
        tally.keep_active(client.unit, client.id)
        if client.tier == "strategic":
            tally.strategic.append(client.id)
    tally.newcomers[month_of(client.created // DAY)] += 1
    fill_card(client)
    write_people(client)
    write_key_account(client)
    write_file(client)
    write_project(client)
    write_trade(client)
    write_calls(client)
    write_service(client)
    write_plan_lines(client)
    write_receptions(client)
    write_trials(client)
    write_inquiries(client)
    write_lending(client)
    write_revisits(client)
    write_statistics(client)
    write_client_figures(client)
    write_card(client)


def _sum_up(desk: Desk, tally: Tally) -> None:
    write_lists(desk, tally)
    write_yearly(desk)
    write_monthly(desk, tally)
    write_surveys(desk, tally)
    write_occasions(desk, tally)
    write_suggestions(desk.of("suggestions"))
    write_stock(desk)
    write_figures(desk, tally)
    write_staff_papers(desk, tally)
    write_reading(desk)
