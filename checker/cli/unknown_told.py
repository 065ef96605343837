"""Values of filters that nothing in the audits is called, told beside an empty answer."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from checker.query.unknown import Unknown
    from checker.words.words import Words


def tell_unknown(found: "Iterable[Unknown]", words: "Words") -> None:
    """A line on stderr for each, with what is nearest to it."""
    for one in found:
        near = words.text("query.near", near=one.near) if one.near else ""
        what = words.text(f"query.unknown.{one.name}", value=one.value)
        typer.echo(f"checker: --{one.name}: {what}{near}", err=True)
