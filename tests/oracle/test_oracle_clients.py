"""The oracle against cases worked out by hand from the text: territories, lists and first-time clients."""

from typing import Any

from .test_oracle import MOSCOW, Row, states
from .world import World


def territory_world(approvals: list[Row] | None, **client: Any) -> World:
    """Client c of territory t (unit north) created on 4 March at noon with an owner in unit south."""
    card = {"id": "c", "territory_id": "t", "owner_id": "o", "created_at": "2024-03-04 12:00:00", **client}
    log = card.pop("log", [])
    tables: dict[str, list[Row]] = {
        "client": [card],
        "territory": [{"id": "t", "unit_id": "north", "valid_from_on": "2024-03-04", "valid_until_on": "2024-03-04"}],
        "employee": [
            {"id": "o", "unit_id": "south", "role": "salesperson"},
            {"id": "p", "unit_id": "south", "role": "salesperson"},
            {"id": "n", "unit_id": "north", "role": "branch_manager"},
        ],
        "org_unit": [{"id": "south", "head_id": "s"}],
        "field_change": log,
    }
    if approvals is not None:
        tables["approval"] = approvals
    return World(MOSCOW, tables, "2024-04-01 00:00:00")


def signed(key: str, approver: str = "", role: str = "", decision: str = "approved", **more: Any) -> Row:
    """A decision on a departure of client c at the moment of the assignment."""
    row = {"id": key, "subject_type": "client", "subject_id": "c", "step": "exception", "approver_id": approver}
    return {**row, "approver_role": role, "decision": decision, "decided_at": "2024-03-04 12:00:00", **more}


ALL = [signed("1", role="sales_director"), signed("2", "n"), signed("3", "s"), signed("4", role="general_manager")]


def departure(approvals: list[Row] | None, **client: Any) -> list[str]:
    """States of sp2-1b, sp2-1c and sp2-1d."""
    world = territory_world(approvals, **client)
    return [state for clause in ("sp2-1b", "sp2-1c", "sp2-1d") for _, state in states(world, clause)]


def test_departures_need_three_heads_and_the_director() -> None:
    assert departure(ALL) == ["satisfied", "satisfied", "satisfied"]
    assert departure(ALL[:3]) == ["violated", "satisfied", "violated"]
    assert departure(ALL[1:]) == ["violated", "violated", "satisfied"]
    assert departure([*ALL, signed("5", role="general_manager", decision="returned")]) == [
        "violated",
        "satisfied",
        "violated",
    ]
    late = [{**row, "decided_at": "2024-03-04 12:00:00.000001"} for row in ALL]
    assert departure(late) == ["violated", "violated", "violated"]
    assert departure(None) == ["undetermined"] * 3


def test_the_home_unit_and_the_assigned_unit() -> None:
    assert departure(ALL, owner_id="n") == ["satisfied"]
    assert departure(ALL, owner_id="nobody", unit_id="north") == ["satisfied"]
    assert departure(ALL, territory_id="") == ["undetermined"]
    assert departure(ALL, created_at="2024-03-05 00:00:00") == ["undetermined"]  # the map ended the day before


def test_a_change_of_owner_inside_a_unit_is_no_assignment() -> None:
    def owner(old: str, new: str) -> Row:
        row = {
            "id": "1",
            "entity": "client",
            "entity_id": "c",
            "field": "owner_id",
            "changed_at": "2024-03-04 15:00:00",
        }
        return {**row, "old_value": old, "new_value": new}

    assert departure(ALL, log=[owner("o", "p")]) == ["satisfied"] * 3
    assert departure(ALL, log=[owner("o", "n")]) == ["satisfied"] * 4
    # The approvals before the creation of the card belong to it, not to the move to the south three hours later.
    assert departure(ALL, log=[owner("n", "o")]) == ["satisfied", "violated", "violated", "violated"]


def listed(moment: str, **tables: list[Row]) -> list[tuple[str, str]]:
    """Rows of sp2-3a for list l, approved on 4 March at noon, with a contact at the moment."""
    lead_list = {"id": "l", "client_ids": "c;d", "created_at": "2024-03-01 10:00:00"}
    call = {"id": "k", "client_id": "c", "lead_list_id": "l", "direction": "outbound", "started_at": moment}
    approval = {**signed("1", role="sales_director"), "subject_type": "lead_list", "subject_id": "l", "step": ""}
    given = {"lead_list": [lead_list], "interaction": [call], "approval": [approval], **tables}
    return states(World(MOSCOW, given, "2024-04-01 00:00:00"), "sp2-3a")


def test_lists_are_approved_before_work() -> None:
    assert listed("2024-03-04 12:00:00") == [("l/c", "satisfied")]
    assert listed("2024-03-04 11:59:59.999999") == [("l/c", "violated")]
    assert listed("2024-03-05 12:00:00", interaction=[]) == []
    task = {"id": "t", "lead_list_id": "l", "created_at": "2024-03-05 10:00:00"}
    assert listed("2024-03-06 10:00:00", task=[task]) == [("l/c", "satisfied"), ("l/d", "satisfied")]
    added = {"id": "1", "entity": "lead_list", "entity_id": "l", "field": "client_ids", "old_value": "c"}
    log = [{**added, "new_value": "c;d", "changed_at": "2024-03-04 13:00:00"}]
    assert listed("2024-03-06 10:00:00", task=[task], field_change=log) == [("l/c", "satisfied"), ("l/d", "violated")]


def newcomer(as_of: str = "2024-04-01 00:00:00", **more: Any) -> World:
    """A complete card of a client whose first inquiry came on Friday 1 March; the limit is the end of Monday 4."""
    card: Row = {"id": "c", "name": "LLC", "phone": "123-45-67", "email": "", "industry": "steel", "needs": "pumps"}
    card |= {"lead_source": "fair", "status": "new_client", "created_at": "2024-03-01 10:00:00", "tax_id": "77"}
    tables: dict[str, list[Row]] = {
        "inquiry": [{"id": "q", "client_id": "c", "received_at": "2024-03-01 10:00:00"}],
        "contact_person": [{"id": "p", "client_id": "c", "name": "Ann", "created_at": "2024-03-04 23:59:59.999999"}],
        "invoice": [],
        "sales_order": [],
        "field_change": [],
    }
    tables |= {name: more.pop(name) for name in [*tables, "client"] if name in more}
    tables["client"] = [{**card, **more}, *tables.get("client", [])]
    return World(MOSCOW, tables, as_of)


def first_time(**more: Any) -> list[str]:
    """States of sp2-17c and sp2-17d for client c."""
    world = newcomer(**more)
    return [state for clause in ("sp2-17c", "sp2-17d") for key, state in states(world, clause) if key == "c"]


def test_first_time_clients_owe_status_and_card() -> None:
    assert first_time() == ["satisfied", "satisfied"]
    assert first_time(status="active", needs="-") == ["violated", "violated"]
    assert first_time(status="active", needs="-", as_of="2024-03-04 23:59:59") == ["pending", "pending"]
    late = [{"id": "p", "client_id": "c", "name": "Ann", "created_at": "2024-03-05 00:00:00"}]
    assert first_time(contact_person=late) == ["satisfied", "violated"]
    assert first_time(contact_person=late, client_type="consumer") == ["satisfied", "satisfied"]
    assert first_time(created_at="2024-03-05 00:00:00") == ["violated", "violated"]


def test_an_earlier_dealing_makes_no_newcomer() -> None:
    assert first_time(sales_order=[{"id": "o", "client_id": "c", "created_at": "2024-03-01 09:59:59"}]) == []
    assert len(first_time(sales_order=[{"id": "o", "client_id": "c", "created_at": "2024-03-01 10:00:00"}])) == 2
    assert first_time(invoice=[{"id": "i", "client_id": "c", "issued_on": "2024-02-29"}]) == []
    assert len(first_time(invoice=[{"id": "i", "client_id": "c", "issued_on": "2024-03-01"}])) == 2
    twin = {"id": "d", "tax_id": " 77 ", "first_inquiry_at": "2024-03-01 09:00:00"}
    assert first_time(client=[twin]) == []
    assert len(first_time(client=[{**twin, "tax_id": "78", "phone": "1234"}], phone="1234")) == 2


def test_the_status_is_read_from_its_history() -> None:
    def status(old: str, new: str, at: str) -> list[Row]:
        row = {"id": "1", "entity": "client", "entity_id": "c", "field": "status", "old_value": old, "new_value": new}
        return [{**row, "changed_at": at}]

    assert first_time(field_change=status("new_client", "active", "2024-03-01 10:00:00"))[0] == "violated"
    assert first_time(field_change=status("new_client", "active", "2024-03-01 10:00:00.000001"))[0] == "satisfied"
    assert first_time(field_change=status("", "new_client", "2024-03-05 00:00:00"))[0] == "violated"
    assert first_time(field_change=status("", "new_client", "2024-03-04 23:59:59"))[0] == "satisfied"


def test_what_cannot_be_known_of_a_newcomer() -> None:
    world = newcomer()
    for name in ("invoice", "sales_order"):
        less = World(world.header, {k: v for k, v in world.tables.items() if k != name}, world.as_of)
        assert states(less, "sp2-17c") == [("c", "undetermined")]
    no_persons = World(world.header, {k: v for k, v in world.tables.items() if k != "contact_person"}, world.as_of)
    assert states(no_persons, "sp2-17d") == [("c", "undetermined")]
