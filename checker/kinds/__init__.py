"""The kinds of obligation: one file each; this union is the only list of them."""

from typing import Annotated, get_args

from pydantic import Field

from checker.kinds.deadline import Deadline
from checker.kinds.invariant import Invariant
from checker.kinds.required_fields import RequiredFields
from checker.kinds.threshold import Threshold

AnyRule = Annotated[Deadline | Invariant | RequiredFields | Threshold, Field(discriminator="kind")]

KINDS = {get_args(model.model_fields["kind"].annotation)[0]: model for model in get_args(get_args(AnyRule)[0])}
