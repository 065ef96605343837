"""What a rule may fall short by without failing an audit: a number of violations, or a share of what was judged."""

from decimal import Decimal
from math import floor

from pydantic import Field, model_validator

from checker.kinds.rule import Strict


class Budget(Strict):
    """Exactly one of its two. `share`: of the cases of the rule that were met or violated in the period."""

    count: int | None = Field(default=None, ge=0)
    share: Decimal | None = Field(default=None, ge=0, le=1)

    @model_validator(mode="after")
    def _one(self) -> "Budget":
        if (self.count is None) == (self.share is None):
            raise ValueError("a budget is either {count: 3} or {share: 0.02}")
        return self

    def limit(self, judged: int) -> int:
        """The most violations that stay inside, where so many cases were judged."""
        return self.count if self.count is not None else floor((self.share or Decimal(0)) * judged)
