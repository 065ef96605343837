"""SQL for moments, spans and figures in a sentence, as `checker.words.formats` writes them, for millions of cases."""

from checker.cases.evidence import quoted
from checker.words.formats import SPAN_UNITS, pattern, separators
from checker.words.texts import JOINTS

WHOLE = 10**15
"""From here on a float no longer tells whole numbers exactly."""


def instant(wall: str, lang: str) -> str:
    """A local date and time, precise to what is there: seconds, and fractions of them, only where there are some."""
    with_fraction = f"rtrim({_clock(wall, lang, '%H:%M:%S.%f')}, '0')"
    return (
        f"CASE WHEN epoch_us({wall}) % 60000000 = 0 THEN {_clock(wall, lang, '%H:%M')} "
        f"WHEN epoch_us({wall}) % 1000000 = 0 THEN {_clock(wall, lang, '%H:%M:%S')} ELSE {with_fraction} END"
    )


def limit(wall: str, lang: str) -> str:
    """A limit that is itself out of time: of a midnight people name the last day, which ends there."""
    last = f"strftime({wall} - to_days(1), {quoted(pattern(lang, 'date_strftime'))})"
    return f"CASE WHEN {wall} = date_trunc('day', {wall}) THEN {last} ELSE {instant(wall, lang)} END"


def duration(seconds: str, lang: str) -> str:
    """Whole seconds written out in days, hours, minutes and seconds; '' where they are not known."""
    left, parts = f"abs({seconds})", list[str]()
    for unit, size in SPAN_UNITS:
        parts.append(_part(f"{left} // {size}", unit, lang))
        left = f"{left} % {size}"
    parts.append(_part(left, "second", lang, f"{left} > 0 OR {seconds} = 0"))
    sign = f"CASE WHEN {seconds} < 0 THEN '-' ELSE '' END"
    return f"concat({sign}, concat_ws({quoted(JOINTS[lang])}, {', '.join(parts)}))"


def figure(column: str, lang: str) -> str:
    """A number with the separators of the language and every decimal that it has."""
    mark = quoted(separators(lang)[1])
    written = f"CAST(abs({column}) AS VARCHAR)"
    before = _grouped(f"CAST(trunc(abs({column})) AS BIGINT)", lang)
    after = f"CASE WHEN {column} = floor({column}) THEN '' ELSE concat({mark}, split_part({written}, '.', 2)) END"
    sign = f"CASE WHEN {column} < 0 THEN '-' ELSE '' END"
    plain = f"abs({column}) < {WHOLE} AND NOT contains({written}, 'e')"
    return f"CASE WHEN {plain} THEN concat({sign}, {before}, {after}) ELSE CAST({column} AS VARCHAR) END"


def _clock(wall: str, lang: str, time: str) -> str:
    form = pattern(lang, "instant").format(date=pattern(lang, "date_strftime"), time=time)
    return f"strftime({wall}, {quoted(form)})"


def _part(count: str, unit: str, lang: str, condition: str = "") -> str:
    before, _, after = pattern(lang, f"span.{unit}").partition("{n}")
    written = f"concat({quoted(before)}, {_grouped(count, lang)}, {quoted(after)})"
    return f"CASE WHEN {condition or f'{count} > 0'} THEN {written} END"


def _grouped(whole: str, lang: str) -> str:
    grouped = f"replace(format('{{:,}}', {whole}), ',', {quoted(separators(lang)[0])})"
    return f"CASE WHEN {whole} < 1000 THEN CAST({whole} AS VARCHAR) ELSE {grouped} END"
