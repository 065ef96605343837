"""One language: its labels, sentences, dates, numbers and durations."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from checker.errors import Problem, UsageError, nearest
from checker.words import formats
from checker.words.labels import find_label, labels
from checker.words.texts import LANGUAGES, texts

Number = int | float | Decimal


class Words:
    """Texts and formats of one language (`en`, `ru` or `zh`). Raises UsageError for any other."""

    def __init__(self, lang: str) -> None:
        if lang not in LANGUAGES:
            remedy = nearest(lang, LANGUAGES) or f"known: {', '.join(LANGUAGES)}"
            raise UsageError(Problem("language", f"unknown language '{lang}'", remedy))
        self.lang = lang

    def label(self, kind: str, name: str) -> str:
        """What something is called. Kinds: entity, field, value and the groups of labels_terms.yaml (verdict ...).

        Raises LookupError when there is no label."""
        found = find_label(self.lang, kind, name)
        if found is None:
            raise LookupError(f"no label for {kind} '{name}'; {nearest(name, labels(kind))}".rstrip("; "))
        return found

    def find(self, kind: str, name: str) -> str | None:
        """The label, or None: for names that a site may add (values of open enums, own fields)."""
        return find_label(self.lang, kind, name)

    def text(self, key: str, **values: Any) -> str:
        """The text `<file>.<key>` with its {placeholders} filled.

        A text with plural forms is chosen by the value `n`, which is written as a number of the language.
        Raises LookupError: no such text, or a placeholder without a value."""
        file, _, rest = key.partition(".")
        leaf = texts(file).get(rest) or texts(file).get(key)
        if leaf is None:
            raise LookupError(f"{file}.yaml has no text '{rest}'; {nearest(rest, texts(file))}".rstrip("; "))
        chosen = leaf[self.lang]
        if not isinstance(chosen, str):
            form = self.plural(values["n"])
            chosen = chosen.get(form) or chosen["other"]
            values["n"] = self.number(values["n"])
        try:
            return chosen.format_map(values)
        except KeyError as missing:
            raise LookupError(f"text '{key}' needs a value for {missing}") from None

    def plural(self, n: Number) -> str:
        """The plural form that the language uses with n: one, few, many or other."""
        return formats.plural(self.lang, n)

    def date(self, day: date) -> str:
        """A local date: `5 Oct 2026`, `05.10.2026`, `2026年10月5日`."""
        return formats.day(self.lang, day)

    def instant(self, moment: datetime, zone: str, *, offset: bool = False) -> str:
        """A naive UTC instant as local date and time of an IANA zone, seconds only where there are some.

        With `offset` the distance to UTC follows: `(UTC+3)`."""
        return formats.instant(self.lang, moment, zone, offset)

    def number(self, value: Number, places: int = 3) -> str:
        """A number with the separators of the language, at most `places` decimals."""
        return formats.number(self.lang, value, places)

    def percent(self, share: Number, places: int = 2) -> str:
        """A share of one as a percentage (0.7 is 70%), at most `places` decimals."""
        return formats.percent(self.lang, share, places)

    def duration(self, seconds: Number, *, days: bool = True) -> str:
        """A span of time in full: days (of 24 hours), hours, minutes, seconds. Without `days` hours are the largest."""
        return formats.duration(self.lang, seconds, days)

    def quantity(self, value: Number, unit: str) -> str:
        """A figure in its unit of measure: seconds as a duration, percent with its sign (70 is 70%), days in words.

        A unit without a sentence of its own (another currency) follows the number."""
        if unit == "seconds":
            return self.duration(value)
        if unit == "percent":
            return self.percent(Decimal(str(value)) / 100)
        key = f"quantity.{unit}"
        return (
            self.text(f"formats.{key}", n=value) if key in texts("formats") else f"{self.number(value)} {unit}".rstrip()
        )
