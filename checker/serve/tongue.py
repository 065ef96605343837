"""The language that an answer is given in."""

from checker.words.texts import LANGUAGES

OTHERWISE = LANGUAGES[0]


def tongue(asked: str | None, accepted: str) -> str:
    """As `?lang=` asks, else what the browser likes best of our languages (Accept-Language), else English."""
    if asked in LANGUAGES:
        return asked
    liked = [(quality, -place, name) for place, (name, quality) in enumerate(_told(accepted)) if quality > 0]
    return max(liked)[2] if liked else OTHERWISE


def _told(accepted: str) -> list[tuple[str, float]]:
    """Languages that we speak with what each is worth to the browser, as it lists them."""
    found = []
    for part in accepted.split(",")[:50]:
        name, *parameters = part.strip().lower().split(";")
        spoken = OTHERWISE if name == "*" else name.partition("-")[0]
        if spoken in LANGUAGES:
            found.append((spoken, _quality(parameters)))
    return found


def _quality(parameters: list[str]) -> float:
    for one in parameters:
        name, _, value = one.strip().partition("=")
        if name == "q":
            try:
                return float(value)
            except ValueError:
                return 0.0
    return 1.0
