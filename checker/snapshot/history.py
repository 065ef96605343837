"""The spans of fields that change, as the snapshot stage offers them."""

from checker.schema.history import history_select

__all__ = ["history_select"]
