"""A profile file to a profile, or every mistake in it with its place."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo, available_timezones

from checker.errors import Problem, UsageError, nearest
from checker.importing.profile import Facts, Profile, TableFrom
from checker.rulebook.parse import parse_model
from checker.schema.model import Entity, load_schema
from checker.yaml_text import YamlText, load_yaml


def load_profile(path: Path) -> Profile:
    """The profile in a file. UsageError names every mistake with file, line and column."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(Problem(str(path), f"cannot be read: {error}", "a profile is a YAML file in UTF-8")) from None
    return profile_of(text, path.name)


def profile_of(text: str, name: str) -> Profile:
    """The profile in a text; `name` stands in the places of mistakes."""
    document = load_yaml(text, name)
    if not isinstance(document.data, dict):
        raise UsageError(Problem(f"{name}:1:1", "not a profile", "begin with profile: and the name of the export"))
    profile, problems = parse_model(Profile, document, name)
    if profile is None:
        raise UsageError(problems)
    problems = [*_facts(profile.snapshot, document), *_files(profile, document)]
    for index, table in enumerate(profile.tables):
        problems += _table(table, ("tables", str(index)), document)
    if problems:
        raise UsageError(problems)
    return profile


def fields_of(entity: Entity) -> dict[str, str]:
    """Every name that a table may fill, keys of JSON columns as column.key, with its canonical type."""
    fields = {field.name: field.type for field in entity.fields.values()}
    keys = {f"{field.name}.{key}": type_ for field in entity.fields.values() for key, type_ in field.keys.items()}
    return fields | keys


def moment_problem(text: str, where: str) -> Problem | None:
    """What is wrong with a written moment, if anything."""
    try:
        datetime.fromisoformat(text)
    except ValueError:
        return Problem(where, f"'{text}' is no moment", "write YYYY-MM-DD HH:MM:SS, local time of time_zone")
    return None


def _facts(facts: Facts, document: YamlText) -> Iterator[Problem]:
    try:
        ZoneInfo(facts.time_zone)
    except (ValueError, OSError, LookupError):
        remedy = nearest(facts.time_zone, available_timezones()) or "use an IANA name such as Europe/Moscow"
        yield Problem(document.places[("snapshot", "time_zone")], f"unknown time zone '{facts.time_zone}'", remedy)
    if facts.taken_at is not None:
        problem = moment_problem(facts.taken_at, document.places[("snapshot", "taken_at")])
        if problem:
            yield problem


def _files(profile: Profile, document: YamlText) -> Iterator[Problem]:
    read = {table.from_ for table in profile.tables}
    for name in profile.files:
        if name not in read:
            yield Problem(document.places[("files", name)], f"no table is read from '{name}'", nearest(name, read))


def _table(table: TableFrom, path: tuple[str, ...], document: YamlText) -> Iterator[Problem]:
    entity = load_schema().entities.get(table.entity)
    if entity is None:
        where = document.places[(*path, "entity")]
        yield Problem(where, f"unknown entity '{table.entity}'", nearest(table.entity, load_schema().entities))
        return
    known = fields_of(entity)
    for name in table.columns:
        if name not in known:
            where = document.places[(*path, "columns", name)]
            yield Problem(where, f"'{table.entity}' has no field '{name}'", nearest(name, known))
    if entity.key[0] not in table.columns:
        where = document.places[(*path, "columns")]
        yield Problem(where, f"the key '{entity.key[0]}' of {table.entity} is missing", "say which column holds it")
    yield from _values(table, path, document, entity)


def _values(table: TableFrom, path: tuple[str, ...], document: YamlText, entity: Entity) -> Iterator[Problem]:
    """Values that a closed list does not know would only be refused later, row by row."""
    for name, source in table.columns.items():
        field = entity.fields.get(name)
        if field is None or field.type != "enum" or field.open:
            continue
        known = {*field.values, *field.value_aliases}
        written = {key: value for key, value in source.values.items() if value}
        written |= {option: value for option in ("constant", "otherwise") if (value := getattr(source, option))}
        for key, value in written.items():
            if value not in known:
                place = (*path, "columns", name)
                where = document.places.get((*place, "values", key), document.places[place])
                yield Problem(where, f"'{value}' is no value of {table.entity}.{name}", nearest(value, known))
