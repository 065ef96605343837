"""Conclusions about one person drawn from all findings of an audit, by forward chaining."""
