"""The expression language of rules: a closed, portable subset of SQL."""
