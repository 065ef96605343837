"""A folder of exported tables becomes canonical typed tables, a quarantine and facts about both."""

from checker.snapshot.read import read_snapshot

__all__ = ["read_snapshot"]
