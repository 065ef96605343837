"""`checker version`."""

import typer

from checker import __version__


def version() -> None:
    """Print the version."""
    typer.echo(f"checker {__version__}")
