"""The recipes for CI, run on a sample repository."""
