"""Names of files that every system takes, Windows too, on disks that do not tell big letters from small."""

import re
import unicodedata
from collections import Counter
from hashlib import sha256

LONGEST = 90
_REFUSED = re.compile(r'[<>:"/\\|?*\s.,;=+%&$#!@^`\'~()\[\]{}«»“”„]+')
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)", re.IGNORECASE)


def safe_part(text: str, longest: int = LONGEST) -> str:
    """A part of a file's name: letters of any script, figures, - and _; at most so many bytes; '' if none is left."""
    kept = "".join(
        one if unicodedata.category(one)[0] in "LNPSMZ" else " " for one in unicodedata.normalize("NFC", text)
    )
    plain = "".join(one for one in _REFUSED.sub("-", kept) if one in "-_" or unicodedata.category(one)[0] in "LNM")
    plain = re.sub(r"-{2,}", "-", plain).strip("-_")
    while len(plain.encode()) > longest:
        plain = plain[:-1]
    plain = plain.rstrip("-_")
    return f"{plain}-" if _RESERVED.fullmatch(plain) else plain


def digest(text: str) -> str:
    """Eight signs that tell two ids apart that would be one file."""
    return sha256(text.encode("utf-8", "replace")).hexdigest()[:8]


def unique_names(parts: dict[str, str]) -> dict[str, str]:
    """Id to the stem of its file, from id to name: `id_name`, with a digest of the id where that alone says too little.

    It says too little where not every sign of the id can stand in a name, or another id differs by size alone."""
    seen = Counter(safe_part(key).casefold() for key in parts)
    found = {}
    for key, name in parts.items():
        plain = safe_part(key)
        told = [plain] if plain == key and seen[plain.casefold()] == 1 else [plain, digest(key)]
        found[key] = "_".join(part for part in [*told, safe_part(name)] if part)
    stems = Counter(stem.casefold() for stem in found.values())
    return {key: stem if stems[stem.casefold()] == 1 else f"{stem}_{digest(key)}" for key, stem in found.items()}
