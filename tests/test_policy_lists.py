"""Tables of the policy that rules read as lists."""

from checker.rulebook.pack import Parameter
from checker.rulebook.policy import Policy
from checker.rulebook.policy_lists import policy_overrides

SAYS = {"en": "x", "ru": "x", "zh": "x"}
MATRIX = Parameter.model_validate({"type": "list", "policy": "permission_matrix", "says": SAYS})
AUTHORITY = Parameter.model_validate({"type": "list", "policy": "approval_authority", "says": SAYS})


def test_the_matrix_names_every_role_and_what_it_may() -> None:
    policy = Policy(permission_matrix={"seller": {"modules": ["*"], "scopes": ["own", "unit"]}, "guest": None})
    (found,) = policy_overrides({"p.matrix": MATRIX, "p.other": Parameter.model_validate({"says": SAYS})}, policy)
    assert found == {
        "name": "p.matrix",
        "value": ["seller.", "seller.modules.*", "seller.scopes.own", "seller.scopes.unit", "guest."],
    }


def test_authority_lines_are_numbered_json() -> None:
    policy = Policy(approval_authority=[{"role": "head", "max_amount": "5000"}, {"role": "глава"}])
    (found,) = policy_overrides({"p.authority": AUTHORITY}, policy)
    assert found["value"] == ['{"max_amount": "5000", "place": 1, "role": "head"}', '{"place": 2, "role": "глава"}']


def test_a_policy_that_is_silent_fills_nothing() -> None:
    assert policy_overrides({"p.matrix": MATRIX, "p.authority": AUTHORITY}, Policy()) == []
