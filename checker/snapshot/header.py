"""The header of a snapshot: what the export says about itself."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from checker.errors import Problem, UsageError, nearest
from checker.schema.model import load_schema
from checker.yaml_text import YamlText, load_yaml

HEADER_FILE = "snapshot.yaml"
DEFAULT_ZONE = "UTC"
DEFAULT_PLACEHOLDERS = ("-", "n/a", "none", "test")
FACTS = ("taken_at", "company", "company_unit_id", "time_zone", "source", "tables")
_INSTANT = re.compile(r"\d{4}-\d\d-\d\d([ T]\d\d:\d\d(:\d\d(\.\d{1,6})?)?( ?(Z|[+-]\d\d(:?\d\d)?))?)?")


@dataclass(frozen=True)
class Header:
    """Facts of the export. Instants are naive UTC; `tables` holds the instants of tables taken at another moment.

    `policy` holds every other known key as written (all scalars text): the pipeline decides whether it counts.
    """

    taken_at: datetime | None = None
    company: str | None = None
    company_unit_id: str | None = None
    time_zone: str = DEFAULT_ZONE
    time_zone_given: bool = False
    source: str | None = None
    tables: Mapping[str, datetime] = field(default_factory=dict)
    policy: Mapping[str, Any] = field(default_factory=dict)

    @property
    def placeholders(self) -> tuple[str, ...]:
        """Texts that count as not filled, in lower case."""
        given = self.policy.get("placeholders")
        texts = given if isinstance(given, list) else DEFAULT_PLACEHOLDERS
        return tuple(str(text).strip().lower() for text in texts if text is not None)

    def taken(self, entity: str) -> datetime | None:
        """When the table of this entity was taken."""
        return self.tables.get(entity, self.taken_at)


def read_header(folder: Path) -> Header:
    """The header of the snapshot in `folder`; raises UsageError with all mistakes when it is none."""
    if not folder.exists():
        raise UsageError(Problem(str(folder), "no such folder", "name the folder that holds snapshot.yaml"))
    if not folder.is_dir():
        raise UsageError(Problem(str(folder), "a snapshot is a folder, not a file", "name the folder around it"))
    path = folder / HEADER_FILE
    if not path.is_file():
        remedy = f"add {HEADER_FILE} with at least taken_at and time_zone beside the tables"
        raise UsageError(Problem(str(folder), f"not a snapshot: {HEADER_FILE} is missing", remedy))
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UsageError(Problem(str(path), f"not UTF-8 at byte {error.start}", "save the file as UTF-8")) from None
    return parse_header(text, HEADER_FILE)


def parse_header(text: str, name: str = HEADER_FILE) -> Header:
    """The header written in `text`; `name` stands in the places of mistakes."""
    document = load_yaml(text, name)
    data = document.data if document.data is not None else {}
    if not isinstance(data, dict):
        raise UsageError(Problem(f"{name}:1:1", "the header is no mapping", "write key: value lines"))
    problems = _unknown_keys(data, document)
    facts = {key: _text(key, data, document, problems) for key in FACTS if key != "tables"}
    zone = _zone(facts["time_zone"], document, problems)
    taken_at = _instant(facts["taken_at"], zone, ("taken_at",), document, problems)
    tables = _tables(data.get("tables"), zone, document, problems)
    if problems:
        raise UsageError(sorted(problems))
    return Header(
        taken_at=taken_at,
        company=facts["company"],
        company_unit_id=facts["company_unit_id"],
        time_zone=zone,
        time_zone_given=facts["time_zone"] is not None,
        source=facts["source"],
        tables=tables,
        policy={key: value for key, value in data.items() if key not in FACTS},
    )


def instant(text: str, zone: str) -> datetime:
    """A written instant as naive UTC: local time of `zone` unless it carries an offset. Raises ValueError."""
    if not _INSTANT.fullmatch(text):
        raise ValueError(text)
    moment = datetime.fromisoformat(text.replace(" +", "+").replace(" -", "-").replace(" Z", "Z"))
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=ZoneInfo(zone))
    return moment.astimezone(UTC).replace(tzinfo=None)


def _unknown_keys(data: Mapping[str, Any], document: YamlText) -> list[Problem]:
    known = {*FACTS, *load_schema().header}
    return [
        Problem(document.places[(key,)], f"unknown key '{key}'", nearest(key, known))
        for key in data
        if key not in known
    ]


def _text(key: str, data: Mapping[str, Any], document: YamlText, problems: list[Problem]) -> str | None:
    value = data.get(key)
    if value is None or isinstance(value, str):
        return value.strip() or None if value else None
    problems.append(Problem(document.places[(key,)], f"{key} must be one text", f"write {key}: value"))
    return None


def _zone(name: str | None, document: YamlText, problems: list[Problem]) -> str:
    if name is None:
        return DEFAULT_ZONE
    try:
        ZoneInfo(name)
    except (ValueError, OSError, LookupError):
        remedy = nearest(name, available_timezones()) or "use an IANA name such as Europe/Moscow"
        problems.append(Problem(document.places[("time_zone",)], f"unknown time zone '{name}'", remedy))
        return DEFAULT_ZONE
    return name


def _instant(
    text: str | None, zone: str, path: tuple[str, ...], document: YamlText, problems: list[Problem]
) -> datetime | None:
    if text is None:
        return None
    try:
        return instant(text, zone)
    except (ValueError, OverflowError):
        remedy = "write YYYY-MM-DD HH:MM:SS, local time unless an offset follows"
        problems.append(Problem(document.places[path], f"'{text}' is no instant", remedy))
        return None


def _tables(data: Any, zone: str, document: YamlText, problems: list[Problem]) -> dict[str, datetime]:
    if data is None:
        return {}
    if not isinstance(data, dict):
        problems.append(
            Problem(document.places[("tables",)], "tables must map entities", "tables: {client: {taken_at: ...}}")
        )
        return {}
    found: dict[str, datetime] = {}
    for entity, body in data.items():
        moment = _table(entity, body, zone, document, problems)
        if moment is not None:
            found[entity] = moment
    return found


def _table(entity: str, body: Any, zone: str, document: YamlText, problems: list[Problem]) -> datetime | None:
    place = document.places[("tables", entity)]
    entities = load_schema().entities
    if entity not in entities:
        problems.append(Problem(place, f"unknown entity '{entity}'", nearest(entity, entities)))
        return None
    if not isinstance(body, dict) or set(body) != {"taken_at"} or not isinstance(body["taken_at"], str):
        problems.append(Problem(place, "only taken_at may stand here", f"{entity}: {{taken_at: YYYY-MM-DD HH:MM}}"))
        return None
    return _instant(body["taken_at"], zone, ("tables", entity, "taken_at"), document, problems)
