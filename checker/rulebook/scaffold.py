"""A stub of a rule of any kind, to be pasted into a pack."""

from checker.kinds import KINDS
from checker.kinds.rule import Rule

SKIPPED = {"kind", "id", "clauses", "title", "severity", "basis", "subject", "examples"}


def stub(rule: str, kind: str, clause: str) -> str:
    """YAML with the required fields of the kind to be filled in and the optional ones as comments."""
    model: type[Rule] = KINDS[kind]
    own = [(name, field) for name, field in model.model_fields.items() if name not in SKIPPED]
    required = [f"    {name}: TODO" for name, field in own if field.is_required()]
    optional = [f"    # {name}:" for name, field in own if not field.is_required()]
    head = [
        f"  - id: {rule}",
        f"    clauses: [{clause}]",
        '    title: {en: "", ru: "", zh: ""}',
        "    severity: medium",
        "    basis: explicit",
        f"    kind: {kind}",
        "    subject: ENTITY",
    ]
    example = [
        "    examples:",
        "      - name: a full sentence that says what the case shows",
        "        as_of: 2026-10-06 00:00",
        "        given: {ENTITY: [{id: a1}]}",
        "        expect: {a1: met}",
    ]
    return "\n".join(["rules:", *head, *required, *optional, *example])
