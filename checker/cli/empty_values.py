"""Empty values on the command line, which a variable of the shell that is not set leaves behind."""

from collections.abc import Iterator, Sequence

from checker.errors import Problem

REMEDY = "leave it out, or set the variable of the shell that stands for it"


def empty_values(arguments: Sequence[str]) -> Iterator[Problem]:
    """One mistake for each argument that says nothing: taken as absent, a filter would find everything."""
    before = ""
    for place, argument in enumerate(arguments, 1):
        name, equals, value = argument.partition("=")
        if not argument.strip():
            yield Problem(before if before.startswith("-") else f"argument {place}", "is empty", REMEDY)
        elif name.startswith("--") and equals and not value.strip():
            yield Problem(name, "is empty", REMEDY)
        before = argument
