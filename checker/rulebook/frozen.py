"""Values of a rule book as bytes, and back: a pickle that can make these classes and call nothing else."""

import gc
import pickle
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from decimal import Decimal
from functools import cache
from io import BytesIO
from typing import Any, TypeVar

from checker.kinds.rule import Strict
from checker.rulebook.register import Clause
from checker.rulebook.views import ParsedView

Model = TypeVar("Model", bound=Strict)
PLAIN: tuple[type, ...] = (Clause, Decimal, ParsedView, date)


def frozen(value: Any) -> bytes:
    """A value made of texts, numbers, days, collections, models of rule files, clauses and views as bytes."""
    written = BytesIO()
    _Freezing(written, pickle.HIGHEST_PROTOCOL).dump(value)
    return written.getvalue()


def thawed(content: bytes) -> Any:
    """The value again. pickle.UnpicklingError where the bytes name anything else."""
    with _uncollected():
        return _Thawing(BytesIO(content)).load()


def made(model: type[Model], given: dict[str, Any]) -> Model:
    """A model with the fields given, which were checked before, and its defaults for the others."""
    found = object.__new__(model)
    state = {
        "__dict__": _defaults(model) | given,
        "__pydantic_fields_set__": set(given),
        "__pydantic_extra__": None,
        "__pydantic_private__": None,
    }
    for name, value in state.items():
        object.__setattr__(found, name, value)
    return found


class _Freezing(pickle.Pickler):
    def reducer_override(self, value: Any) -> Any:
        """Of a model only what the file says, in the order of its fields: reading is quicker the less there is."""
        if not isinstance(value, Strict):
            return NotImplemented
        fields = vars(value)
        return made, (type(value), {name: fields[name] for name in fields if name in value.model_fields_set})


class _Thawing(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> Any:
        """Only the classes of a rule book, and `made`; nothing else can be called."""
        try:
            return _allowed()[module, name]
        except KeyError:
            raise pickle.UnpicklingError(f"{module}.{name} is no part of a rule book") from None


@cache
def _allowed() -> dict[tuple[str, str], Any]:
    known, waiting = set(PLAIN), [Strict]
    while waiting:
        for model in waiting.pop().__subclasses__():
            known.add(model)
            waiting.append(model)
    return {(one.__module__, one.__qualname__): one for one in known} | {(__name__, made.__name__): made}


@cache
def _defaults(model: type[Strict]) -> dict[str, Any]:
    return {name: field.get_default(call_default_factory=True) for name, field in model.model_fields.items()}


@contextmanager
def _uncollected() -> Iterator[None]:
    """Without the garbage collector, which would look through all that is made here again and again, for nothing."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
