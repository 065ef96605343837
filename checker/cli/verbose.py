"""What `--verbose` says: the policy that an audit judges by, on stderr before it judges."""

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from checker.auditing.settled import Settled


def policy_teller(lang: str) -> "Callable[[Settled], None]":
    """Prints the policy of an audit line by line, in one language."""

    def tell(settled: "Settled") -> None:
        from checker.auditing.policy_in_use import policy_in_use
        from checker.words.words import Words

        for line in policy_in_use(settled, Words(lang)):
            print(f"checker: {line}", file=sys.stderr)

    return tell
