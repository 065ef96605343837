"""The kinds of obligation: one file each; this union is the only list of them."""

from typing import Annotated, get_args

from pydantic import Field

from checker.kinds.absence import Absence
from checker.kinds.cadence import Cadence
from checker.kinds.continuity import Continuity
from checker.kinds.deadline import Deadline
from checker.kinds.indicator import Indicator
from checker.kinds.invariant import Invariant
from checker.kinds.precedence import Precedence
from checker.kinds.reference import Reference
from checker.kinds.required_fields import RequiredFields
from checker.kinds.threshold import Threshold
from checker.kinds.transition import Transition
from checker.kinds.unique import Unique

AnyRule = Annotated[
    Absence
    | Cadence
    | Continuity
    | Deadline
    | Indicator
    | Invariant
    | Precedence
    | Reference
    | RequiredFields
    | Threshold
    | Transition
    | Unique,
    Field(discriminator="kind"),
]

KINDS = {get_args(model.model_fields["kind"].annotation)[0]: model for model in get_args(get_args(AnyRule)[0])}
