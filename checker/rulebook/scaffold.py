"""A stub of a rule of any kind, to be pasted into a pack."""

import re
from typing import Any, Literal, get_args, get_origin

from checker.errors import Problem, UsageError
from checker.kinds import KINDS
from checker.kinds.rule import Rule

HEAD = ("id", "clauses", "title", "severity", "basis", "kind", "subject")
IDENTIFIER = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
# What a kind needs beside its required fields, where it lets the author choose between several.
CHOSEN: dict[str, dict[str, str]] = {
    "deadline": {"within": "30 minutes", "met_by": "todo"},
    "indicator": {"figure": "todo"},
    "precedence": {"requires": "[{name: todo, of: todo, on: {todo: todo}, at: todo}]"},
    "threshold": {"at_least": "todo"},
}
WIDTH = 118


def stub(rule: str, kind: str, clause: str) -> str:
    """YAML that loads once its names are filled in, the optional fields as comments. UsageError: a bad id."""
    if not IDENTIFIER.fullmatch(rule):
        raise UsageError(Problem("rule", f"'{rule}' is no id", "write small letters, digits and hyphens: sp2-reply"))
    model: type[Rule] = KINDS[kind]
    chosen = CHOSEN.get(kind, {})
    own = {name: field for name, field in model.model_fields.items() if name not in (*HEAD, "examples")}
    filled = {name: _filler(field.annotation) for name, field in own.items() if field.is_required()} | chosen
    said = " ".join((model.__doc__ or "").split())
    return "\n".join(
        [
            "rules:",
            f"  - id: {rule}",
            f"    clauses: [{clause}]",
            '    title: {en: "", ru: "", zh: ""}',
            "    severity: medium",
            "    basis: explicit",
            *_wrapped(said),
            f"    kind: {kind}",
            "    subject: ENTITY",
            *(f"    {own[name].alias or name}: {value}" for name, value in filled.items()),
            *_wrapped("Optional: " + ", ".join(own[name].alias or name for name in own if name not in filled) + "."),
            "    examples:",
            "      - name: A sentence that says what the case shows",
            "        as_of: 2026-10-06 00:00",
            "        given: {ENTITY: [{id: a1}]}",
            "        expect: {a1: met}",
        ]
    )


def _filler(annotation: Any) -> str:
    if get_origin(annotation) is Literal:
        return str(get_args(annotation)[0])
    if get_origin(annotation) is dict:
        return f"{{todo: {_filler(get_args(annotation)[1])}}}"
    return "[todo]" if get_origin(annotation) is list else "todo"


def _wrapped(text: str) -> list[str]:
    from textwrap import wrap

    return wrap(text, WIDTH, initial_indent="    # ", subsequent_indent="    # ")
