"""Turning the pages of a long list."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Turning:
    """Rows `first` to `last` of `total` stand on page `page` of `pages`; offsets of the other pages, None for none."""

    first: int
    last: int
    total: int
    page: int
    pages: int
    start: int | None
    before: int | None
    after: int | None
    end: int | None


def turning(offset: int, limit: int, total: int) -> Turning:
    """Where a page stands that begins after `offset` rows and holds at most `limit`."""
    shown = max(0, min(limit, total - offset))
    pages = max(1, -(-total // limit))
    last_begins = (pages - 1) * limit
    return Turning(
        first=offset + 1 if shown else 0,
        last=offset + shown if shown else 0,
        total=total,
        page=min(offset // limit + 1, pages),
        pages=pages,
        start=0 if offset else None,
        before=max(0, min(offset, pages * limit) - limit) if offset else None,
        after=offset + limit if offset + limit < total else None,
        end=last_begins if offset < last_begins else None,
    )
