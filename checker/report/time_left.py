"""How much time is left, in words: cut, never rounded up."""

from checker.words.words import Words

DAY, HOUR, MINUTE = 86_400, 3_600, 60


def said_left(seconds: float | None, days: int | None, words: Words) -> str:
    """Of a moment the two greatest units of the time left, of a whole day the days; how much it is over where it is."""
    if seconds is not None:
        span = said_span(abs(seconds), words)
        return span if seconds >= 0 else words.text("due.left.over", span=span)
    if days is None:
        return words.text("due.left.unknown")
    if days == 0:
        return words.text("due.left.today")
    span = words.duration(abs(days) * DAY)
    return span if days > 0 else words.text("due.left.over", span=span)


def said_span(seconds: float, words: Words) -> str:
    """Days and hours, hours and minutes, or minutes: what is below is left out."""
    whole = int(seconds)
    if whole < MINUTE:
        return words.text("due.left.under_a_minute")
    step = HOUR if whole >= DAY else MINUTE
    return words.duration(whole - whole % step)
