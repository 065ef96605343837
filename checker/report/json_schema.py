"""The published JSON Schema of the format json."""

from importlib.resources import files

FILE = "report.schema.json"
VERSION = 1


def schema_text() -> str:
    """The schema as it is shipped."""
    return files("checker.report").joinpath(FILE).read_text("utf-8")
