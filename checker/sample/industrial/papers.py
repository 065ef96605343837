"""Documents, reports, decisions and tasks with what they have in common filled in."""

from typing import Any

from checker.sample.industrial.desk import Desk
from checker.sample.times import DAY


def file_document(desk: Desk, paper_id: str, kind: str, title: str, made: int, by: str, **cells: Any) -> str:
    """A document prepared by somebody and filed at the moment `made`; returns its id."""
    day = made // DAY
    given = {"number": paper_id.removeprefix("D-"), "prepared_on": day, "issued_on": day, "status": "in_force"}
    desk.add("document", id=paper_id, kind=kind, title=title, prepared_by_id=by, filed_at=made, **(given | cells))
    return paper_id


def file_report(desk: Desk, report_id: str, kind: str, by: str, filed: int | None, **cells: Any) -> str:
    """A report handed in at a moment; none if it was never written. Returns its id, or an empty text."""
    if filed is None:
        return ""
    author = desk.people.by_id[by]
    given = {"department": author.department, "unit_id": author.unit, "status": "filed"}
    written = desk.add("report", id=report_id, kind=kind, author_id=by, filed_at=filed, **(given | cells))
    return report_id if written else ""


def decide(
    desk: Desk, subject: str, subject_id: str, approver: str, decided: int | None, asked_by: str = "",
    step: str = "approval", decision: str = "approved", mark: str = "", remarks: str | None = None,
) -> None:  # fmt: skip
    """A decision of one approver on one subject; nothing if none was taken."""
    if decided is None or not subject_id:
        return
    desk.add(
        "approval", id=f"V-{subject_id}-{step[:3]}-{approver[2:]}{mark}", subject_type=subject, subject_id=subject_id,
        step=step, approver_id=approver, approver_role=desk.people.by_id[approver].role, decision=decision,
        requested_at=decided - 5_400, requested_by_id=asked_by, decided_at=decided, remarks=remarks,
    )  # fmt: skip


def give_task(
    desk: Desk, task_id: str, kind: str, to: str, by: str, created: int | None, due: int | None, done: int | None,
    **cells: Any,
) -> None:  # fmt: skip
    """A task given to somebody with its limit and, if it was done, the end of it."""
    if created is None:
        return
    over = desk.house.seen(done)
    given: dict[str, Any] = {"started_at": created + 3_600, "status": "done" if over else "in_progress"}
    if "reviewed_at" not in cells and over:
        given["reviewed_by_id"] = by
        given["reviewed_at"] = done + 7_200 if done else None
    desk.add(
        "task", id=task_id, kind=kind, assignee_id=to, assigned_by_id=by, created_at=created, due_at=due, done_at=done,
        unit_id=desk.people.by_id[to].unit, **(given | cells),
    )  # fmt: skip
