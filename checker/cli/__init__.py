"""The command line: finds the command, runs it, turns errors into messages and exit codes."""

import os
import sys
from collections.abc import Sequence
from importlib import import_module
from signal import SIGINT
from typing import Any, NoReturn

from checker.one_line import one_line

# Command -> (module with `app` or a function of that name, one line of help). Help, docs and tests derive from it.
COMMANDS: dict[str, tuple[str, str]] = {
    "audit": ("checker.cli.audit", "judge a snapshot against the rules and store the result"),
    "query": ("checker.cli.query", "list, count and group stored cases"),
    "due": ("checker.cli.due", "what falls due next, by responsible, with the time left"),
    "trend": ("checker.cli.trend", "violations and compliance rate from period to period"),
    "explain": ("checker.cli.explain", "why a case has its verdict: clause, facts, clock, arithmetic"),
    "diff": ("checker.cli.diff", "what became of violations between two stored audits"),
    "report": ("checker.cli.report", "render a stored audit in another format or language"),
    "serve": ("checker.cli.serve", "stored audits as a local, read-only web page with an API"),
    "verify": ("checker.cli.verify", "re-hash stored audits and their inputs, check their chain"),
    "store": ("checker.cli.store", "list stored audits, and take old ones out"),
    "waiver": ("checker.cli.waiver", "exceptions for violations: list, lint, add"),
    "dispute": ("checker.cli.dispute", "objections to violations: add, decide, list"),
    "baseline": ("checker.cli.baseline", "known violations that fail no audit: create, accept, prune, show"),
    "rules": ("checker.cli.rules", "list, show, lint, test and cover the rules"),
    "data": ("checker.cli.data", "validate and inspect a snapshot"),
    "calendar": ("checker.cli.calendar", "show and explain working days and opening hours"),
    "init": ("checker.cli.init", "write a commented compliance.yaml"),
    "sample": ("checker.cli.sample", "write the snapshot of a made-up company"),
    "version": ("checker.cli.version", "print the version"),
}


INTERRUPTED = 128
"""With the number of the signal."""
UNREAD = 141
"""Whoever read stdout has gone, and with him how it ended: the code that a shell gives such a command."""


def main() -> NoReturn:
    """Run the command line and end the process. What is written to a stream that is closed goes nowhere."""
    for stream in ("stdout", "stderr"):
        if getattr(sys, stream) is None:
            setattr(sys, stream, os.fdopen(os.open(os.devnull, os.O_WRONLY), "w", encoding="utf-8"))
    sys.exit(run(sys.argv[1:]))


def run(arguments: Sequence[str]) -> int:
    """Run one command line; the exit code."""
    from checker.cli.interruption import interruptible

    with interruptible() as came:
        try:
            return _dispatched(list(arguments))
        except BrokenPipeError:
            from checker.report.output import unread

            unread()
            return UNREAD
        except KeyboardInterrupt:
            return _interrupted(came)
        except Exception as error:
            return _interrupted(came) if came else _failed(error)


def _dispatched(arguments: list[str]) -> int:
    if not arguments or arguments[0] in ("--help", "-h", "help"):
        print(_help(), flush=True)
        return 0 if arguments else 2
    name = "version" if arguments[0] == "--version" else arguments[0]
    if name not in COMMANDS:
        from checker.errors import nearest

        print(f"checker: unknown command '{one_line(name)}'; {nearest(name, COMMANDS)}", file=sys.stderr)
        return 2
    from checker.cli.empty_values import empty_values

    if mistakes := list(empty_values(arguments[1:])):
        from checker.errors import UsageError

        raise UsageError(mistakes)
    return _invoked(name, arguments[1:])


def _interrupted(came: Sequence[int]) -> int:
    print("checker: interrupted", file=sys.stderr)
    return INTERRUPTED + (came[0] if came else SIGINT)


def _failed(error: Exception) -> int:
    """A user's mistake becomes a message; a fault of the program shows a traceback only with CHECKER_DEBUG."""
    from checker.errors import EXIT_INCOMPLETE, CheckerError

    if isinstance(error, OSError):
        from checker.report.output import refused

        error = refused(error) or error
    if isinstance(error, CheckerError):
        for problem in error.problems:
            print(f"checker: {problem}", file=sys.stderr)
        return error.exit_code
    if os.environ.get("CHECKER_DEBUG"):
        raise error
    print(f"checker: fault of the program: {one_line(f'{type(error).__name__}: {error}')}", file=sys.stderr)
    print("checker: set CHECKER_DEBUG=1 and run again to see where", file=sys.stderr)
    return EXIT_INCOMPLETE


def command_of(name: str) -> Any:
    """The command as typer declares it, with its parameters or its subcommands."""
    import typer

    module = import_module(COMMANDS[name][0])
    app = getattr(module, "app", None)
    if app is None:
        app = typer.Typer(add_completion=False)
        app.command()(getattr(module, name))
    return typer.main.get_command(app)


def _invoked(name: str, arguments: list[str]) -> int:
    """Without `main` of typer, which would keep an interruption and a reader that has gone to itself."""
    command = command_of(name)
    try:
        with command.make_context(f"checker {name}", arguments) as context:
            code = command.invoke(context)
    except Exception as error:
        return _usage(name, error)
    sys.stdout.flush()
    return code if isinstance(code, int) else 0


def _usage(name: str, error: Exception) -> int:
    """Wrong options: click's message and exit code; anything else is not ours."""
    show, code = getattr(error, "format_message", None), getattr(error, "exit_code", None)
    if type(error).__name__ in ("Exit", "Abort"):
        return code if isinstance(code, int) else 1
    if show is None:
        raise error
    if show():
        print(f"checker: {one_line(show())}", file=sys.stderr)
    where = getattr(getattr(error, "ctx", None), "command_path", f"checker {name}")
    print(f"checker: `{where} --help` lists the options", file=sys.stderr)
    return 2


def _help() -> str:
    width = max(map(len, COMMANDS)) + 2
    lines = [f"  {name:<{width}}{says}" for name, (_, says) in COMMANDS.items()]
    return "\n".join(
        [
            "Usage: checker COMMAND [OPTIONS]",
            "",
            "Written regulations as declarative rules, judged over snapshots of CRM data.",
            "",
            "Commands:",
            *lines,
            "",
            "`checker COMMAND --help` shows the options of a command.",
        ]
    )
