"""Stored audits: immutable folders, chained by their hashes."""
