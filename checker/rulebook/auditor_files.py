"""The files that an auditor keeps beside compliance.yaml, as texts."""

from pathlib import Path

from checker.errors import Problem, UsageError


def text_of(path: Path) -> str:
    """The text of a file with its own line ends. UsageError where it cannot be read, or is not UTF-8."""
    try:
        return path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        remedy = "name a file that is there"
        raise UsageError(Problem(str(path), f"cannot be read: {error.strerror}", remedy)) from None
    except UnicodeDecodeError as error:
        raise UsageError(Problem(str(path), f"not UTF-8 at byte {error.start}", "save the file as UTF-8")) from None
