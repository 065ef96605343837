"""Lists of clients: prospects of the units, candidates and screenings of key accounts, the key accounts themselves."""

from checker.sample.industrial.desk import Desk
from checker.sample.industrial.tally import Tally
from checker.sample.times import DAY, HOUR

TITLES = {
    "potential_client": "潜在客户名单", "ka_candidate": "大客户候选名单", "ka_screening": "大客户筛选名单",
    "ka_list": "大客户名单",
}  # fmt: skip


def write_lists(desk: Desk, tally: Tally) -> None:
    """Write the lists with the clients that were put on them."""
    for (kind, unit, day), clients in sorted(tally.listed.items()):
        luck = desk.house.luck("list", kind, unit, day)
        by = f"E-{unit[2:]}-L1" if unit else "E-CM" if kind != "ka_candidate" else "E-CS1"
        made = day * DAY + 16 * HOUR
        desk.add(
            "lead_list", id=f"LL-{kind[-6:]}-{unit[2:]}-{day}", name=TITLES[kind], kind=kind,
            criteria=luck.kept("年采购额五十万元以上"), created_at=made, created_by_id=luck.kept(by, 0.3),
            supervisor_id=by, prescreened_at=made + 5 * DAY if kind == "ka_screening" and not luck.slips() else None,
            work_started_at=made + 20 * HOUR, client_ids=clients,
            items={"说明": "已初步分析"} if not luck.slips() else None,
        )  # fmt: skip
