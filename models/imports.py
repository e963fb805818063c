"""Ideas gathered elsewhere: a table (CSV or XLSX) of ideas, or a participatory budget in Pabulib’s format (`.pb`).

All of a file is checked before any of it is kept, and bringing the same file in again changes nothing.
"""

import csv
import hashlib
import io
import math
import re
import sys
import unicodedata
import zipfile
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from secrets import randbelow
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import insert, update
from sqlmodel import Session, col, select

from models import clock, journal, search
from models.database import transaction
from models.ideas import BODY_LENGTH, LOT_RANGE, TITLE_LENGTH, Idea, Visibility, add_to_phase, excerpt, fingerprint, in_brussels
from models.language import guess
from models.organisations import Organisation, organisation_by_slug
from models.people import NAME_LENGTH
from models.projects import Phase, Project, Topic, ideas_phase_of, topics_of
from models.refusals import NotFound, Refusal
from models.translated import LANGUAGES, Language, Translated

MOST_BYTES = 50 * 1024 * 1024
MOST_UNPACKED = 400 * 1024 * 1024   # an XLSX file is a zip, which may hold a thousand times what it weighs
MOST_ROWS = 100_000
MOST_NEW_TOPICS = 40                # more means that another column was taken for the topics
PLACE_LENGTH = 200
BATCH = 1000
BRUSSELS = ZoneInfo("Europe/Brussels")

# What a column may be called in French, Dutch and English, folded: no accents, no capitals, no punctuation.
COLUMNS: dict[str, str] = {name: field_name for field_name, names in {
    "title": "title titre titel intitule",
    "body": "body text texte tekst description beschrijving omschrijving contenu inhoud idea idee",
    "language": "language langue taal lang",
    "author": "author auteur autrice nom naam name indiener",
    "date": "date datum submitted submitted_at created_at date_de_depot indieningsdatum",
    "address": "address adresse adres place lieu plaats location",
    "latitude": "latitude lat breedtegraad",
    "longitude": "longitude lon lng long lengtegraad",
    "topic": "topic theme thema sujet onderwerp category categorie",
    "supports": "supports soutiens steun steunbetuigingen votes voix stemmen likes",
}.items() for name in names.split()}

LANGUAGE_NAMES: dict[str, Language] = {
    "fr": "fr", "fra": "fr", "fre": "fr", "francais": "fr", "french": "fr", "frans": "fr",
    "nl": "nl", "nld": "nl", "dut": "nl", "neerlandais": "nl", "dutch": "nl", "nederlands": "nl",
    "en": "en", "eng": "en", "anglais": "en", "english": "en", "engels": "en",
}
COUNTRIES: dict[str, Language] = {"france": "fr", "netherlands": "nl", "united states": "en", "united kingdom": "en"}
COST: dict[Language, str] = {"fr": "Coût estimé : {cost}.", "nl": "Geraamde kostprijs: {cost}.", "en": "Estimated cost: {cost}."}
ORIGIN: dict[Language, str] = {"fr": "Repris de : {source}.", "nl": "Overgenomen uit: {source}.", "en": "Taken from: {source}."}


@dataclass(frozen=True, slots=True)
class Row:
    """One idea of a file, checked. `source` recognises it when it comes again."""

    number: int
    title: str
    body: str
    language: Language
    source: str
    author: str | None = None
    at: datetime | None = None
    place: str = ""
    latitude: float | None = None
    longitude: float | None = None
    topic: str = ""
    supports: int = 0


@dataclass(frozen=True, slots=True)
class Reading:
    """A whole file, read: its good rows, its bad rows with the reason, and the columns nobody asked for."""

    rows: list[Row]
    bad_rows: list[tuple[int, Refusal]] = field(default_factory=list)
    extra_columns: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """What became of a file. With bad rows nothing is imported, unless they were to be skipped."""

    created: int = 0
    updated: int = 0                      # the same idea came again with another number of supports
    unchanged: int = 0
    extra_columns: tuple[str, ...] = ()
    new_topics: tuple[str, ...] = ()
    bad_rows: tuple[tuple[int, Refusal], ...] = ()
    repeated: tuple[int, ...] = ()        # rows that say exactly what an earlier row of the file says
    skipped_bad: bool = False

    @property
    def refused(self) -> bool:
        return bool(self.bad_rows) and not self.skipped_bad


# ── Importing ─────────────────────────────────────────────────────────────────────────────────────


def import_file(session: Session, file: Path | bytes, name: str, project_slug: str, now: datetime, skip_bad: bool = False,
                language: Language | None = None) -> Report:
    """Bring the ideas of a file into the project’s phase that collects ideas, in the session’s transaction.

    `language` is for rows that do not say theirs. Raises `NotFound` for the project, and `Refusal` for a file that cannot
    be read; single bad rows stand in the report.
    """
    project = session.exec(select(Project).where(Project.slug == project_slug)).first()
    if project is None:
        raise NotFound("There is no project {slug}. There are: {slugs}.", slug=project_slug, slugs=_slugs(session, Project))
    phase = ideas_phase_of(session, project.id, now)
    organisation = session.get_one(Organisation, project.organisation_id)
    data = file if isinstance(file, bytes) else _read(file)
    reading = read_file(data, name, now, language, organisation.languages)
    if reading.bad_rows and not skip_bad:
        return Report(extra_columns=reading.extra_columns, bad_rows=tuple(reading.bad_rows))
    rows, repeated = _once(reading.rows)
    known = {source: (idea_id, supports) for source, idea_id, supports in session.exec(
        select(Idea.source, Idea.id, Idea.imported_supports).where(Idea.phase_id == phase.id, col(Idea.source).is_not(None)))}
    fresh = [row for row in rows if row.source not in known]
    topics, new_topics = _topics(session, project, fresh)
    updated = _update_supports(session, [(known[row.source], row.supports) for row in rows if row.source in known])
    _insert(session, fresh, phase, project, topics, now)
    if fresh or updated:
        journal.record(session, "ideas_imported", f"phase:{phase.id}", now,
                       facts={"created": len(fresh), "updated": updated, "file": hashlib.sha256(data).hexdigest()})
    return Report(len(fresh), updated, len(rows) - len(fresh) - updated, reading.extra_columns, new_topics,
                  tuple(reading.bad_rows), repeated, skip_bad)


def _slugs(session: Session, noun: type[Project] | type[Organisation]) -> str:
    return ", ".join(sorted(session.exec(select(noun.slug)))) or "–"


def _read(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(MOST_BYTES + 1)
    except OSError as error:
        raise Refusal("The file {name} cannot be read: {problem}.", name=str(path), problem=error.strerror or "") from None


def _once(rows: list[Row]) -> tuple[list[Row], tuple[int, ...]]:
    first: dict[str, Row] = {}
    repeated = [row.number for row in rows if first.setdefault(row.source, row) is not row]
    return list(first.values()), tuple(repeated)


def _topics(session: Session, project: Project, rows: list[Row]) -> tuple[dict[str, int], tuple[str, ...]]:
    """The topic for each name that rows use, by its slug or its name in any language; missing ones are made."""
    known: dict[str, int] = {}
    used, last = set(), -1
    for topic in topics_of(session, project.id):
        used.add(topic.slug)
        last = max(last, topic.position)
        for name in (topic.slug, topic.name.fr, topic.name.nl, topic.name.en):
            known.setdefault(_plain(name), topic.id)
    missing: dict[str, str] = {}
    for row in rows:
        if row.topic and _plain(row.topic) not in known:
            missing.setdefault(_plain(row.topic), row.topic)
    if len(missing) > MOST_NEW_TOPICS:
        raise Refusal("This file would add {count} topics to the project. Is the right column called “topic”?",
                      count=len(missing))
    for position, (plain, name) in enumerate(missing.items(), last + 1):
        slug = plain.replace(" ", "-") or "topic"
        while slug in used:
            slug += "-2"
        used.add(slug)
        topic = Topic(project_id=project.id, slug=slug, name=Translated(name, name, name), position=position)
        session.add(topic)
        session.flush()
        known[plain] = topic.id
    return known, tuple(missing.values())


def _update_supports(session: Session, seen: Iterable[tuple[tuple[int, int], int]]) -> int:
    changes = [(idea_id, supports - before) for (idea_id, before), supports in seen if supports != before]
    for idea_id, change in changes:
        session.exec(update(Idea).where(col(Idea.id) == idea_id).values(
            imported_supports=Idea.imported_supports + change, supports=Idea.supports + change)
            .execution_options(synchronize_session=False))
    return len(changes)


def _insert(session: Session, rows: list[Row], phase: Phase, project: Project, topics: dict[str, int], now: datetime) -> None:
    """The ideas, what search knows of them, and the phase’s counter, by the thousand."""
    for start in range(0, len(rows), BATCH):
        batch = rows[start:start + BATCH]
        ids = session.scalars(insert(Idea).returning(col(Idea.id), sort_by_parameter_order=True), [{
            "phase_id": phase.id, "project_id": project.id, "author_name": row.author, "language": row.language,
            "title": row.title, "body": row.body, "topic_id": topics.get(_plain(row.topic)) if row.topic else None,
            "place": row.place, "latitude": row.latitude, "longitude": row.longitude, "visibility": Visibility.PUBLIC,
            "supports": row.supports, "imported_supports": row.supports, "lot": randbelow(LOT_RANGE), "source": row.source,
            "submitted_at": row.at or now, "changed_at": row.at or now} for row in batch]).all()
        session.execute(insert(search.SearchEntry), [{
            "kind": "idea", "object_id": idea_id, "organisation_id": project.organisation_id, "project_id": project.id,
            "phase_id": phase.id, "language": row.language, "title": row.title, "stems": _stems(row), "public": True}
            for idea_id, row in zip(ids, batch, strict=True)])
    if rows:
        add_to_phase(session, phase.id, len(rows))


def _stems(row: Row) -> str:
    """As `search.index` would write them: a title counts twice."""
    titled = search.stems(row.title, row.language)
    return f"{titled} {titled} {search.stems(row.body, row.language)}".strip()


def create_project(session: Session, slug: str, title: str, organisation_slug: str, language: Language | None,
                   now: datetime) -> Project:
    """A project for what is brought in: published, with one phase that collects ideas and stays open until someone closes it."""
    try:
        organisation = organisation_by_slug(session, organisation_slug)
    except NotFound:
        raise NotFound("There is no organisation {slug}. There are: {slugs}.", slug=organisation_slug,
                       slugs=_slugs(session, Organisation)) from None
    if session.exec(select(Project.id).where(Project.slug == slug)).first() is not None:
        raise Refusal("There is a project {slug} already. Leave out --create-project to import into it.", slug=slug)
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug):
        raise Refusal("Use small letters, digits and hyphens only, such as saint-gilles.")
    if not title.strip():
        raise Refusal("Give the project a title.")
    told = Translated(**{language or guess(title) or "fr": title.strip()})
    project = Project(organisation_id=organisation.id, slug=slug, title=told, published_at=now, created_at=now)
    session.add(project)
    session.flush()
    session.add(Phase(project_id=project.id, method="ideas", title=Translated("Les idées", "De ideeën", "The ideas"),
                      opens_at=now))
    session.flush()
    search.index_translated(session, "project", project.id, told, Translated(), organisation_id=organisation.id,
                            project_id=project.id)
    journal.record(session, "project_created", f"project:{project.id}", now)
    return project


# ── Reading files ─────────────────────────────────────────────────────────────────────────────────


def read_file(data: bytes, name: str, now: datetime, language: Language | None = None,
              languages: Iterable[str] = LANGUAGES) -> Reading:
    """The ideas of a file, which is known by its content rather than by its name. Raises `Refusal` if it cannot be read."""
    if len(data) > MOST_BYTES:
        raise Refusal("This file is too large. Bring in at most {count} MB at once.", count=MOST_BYTES // 1024 // 1024)
    if not data.strip():
        raise Refusal("This file is empty.")
    if data.startswith(b"PK"):
        return _table(_sheet(data), now, language, languages)
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise Refusal("This is an old Excel file. Save it as XLSX or CSV and try again.")
    text = _decode(data)
    if name.lower().endswith(".pb") or text.splitlines()[0].strip(" ;\t").upper() == "META":
        return _pabulib(text, now, language)
    return _table(_csv(text), now, language, languages)


def _decode(data: bytes) -> str:
    """Text in UTF-8, with or without its mark, in the UTF-16 or the Windows alphabet that spreadsheets write."""
    encodings = ["utf-16"] if data[:2] in (b"\xff\xfe", b"\xfe\xff") else ["utf-8-sig", "cp1252"]
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text and text.strip():
            return text
    raise Refusal("This is no text that we can read. Save it as CSV in UTF-8 and try again.")


def _csv(text: str) -> list[list[Any]]:
    lines = text.splitlines()
    heading = next(line for line in lines if line.strip())
    separator = max(";,\t", key=re.sub(r'"[^"]*"', "", heading).count)
    try:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True))
    except csv.Error as error:
        raise Refusal("This is no table that we can read: {problem}.", problem=str(error)) from None


def _sheet(data: bytes) -> list[list[Any]]:
    """The first sheet of a workbook."""
    from python_calamine import CalamineError, CalamineWorkbook
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(part.file_size for part in archive.infolist()) > MOST_UNPACKED:
                raise Refusal("This file is too large. Bring in at most {count} MB at once.", count=MOST_BYTES // 1024 // 1024)
        return CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0).to_python(skip_empty_area=False)
    except (zipfile.BadZipFile, CalamineError, IndexError):
        raise Refusal("This is no XLSX file that we can read. Save it again and retry.") from None


# ── A table of ideas ──────────────────────────────────────────────────────────────────────────────


def _table(cells: list[list[Any]], now: datetime, language: Language | None, languages: Iterable[str]) -> Reading:
    numbered = [(number, row) for number, row in enumerate(cells, 1) if any(_text(cell) for cell in row)]
    if not numbered:
        raise Refusal("This file is empty.")
    if len(numbered) - 1 > MOST_ROWS:
        raise Refusal("This file has too many rows. Bring in at most {count} at once.", count=MOST_ROWS)
    (_, heading), rows = numbered[0], numbered[1:]
    columns, extra = _columns(heading)
    records = [(number, {name: row[place] for name, place in columns.items() if place < len(row)},
                any(_text(cell) for cell in row[len(heading):])) for number, row in rows]
    whole = " ".join(_text(record.get("body")) for _, record, _ in records[:200])
    default = language or guess(whole) or next((known for known in languages if known in LANGUAGES), "fr")
    reading = Reading([], [], extra)
    for number, record, too_long in records:
        try:
            if too_long:
                raise Refusal("This row has more cells than the header has columns.")
            reading.rows.append(_row(number, record, now, default))   # type: ignore[arg-type]
        except Refusal as refusal:
            reading.bad_rows.append((number, refusal))
    return reading


def _columns(heading: list[Any]) -> tuple[dict[str, int], tuple[str, ...]]:
    """Which column says what, and the columns that say nothing to us."""
    columns: dict[str, int] = {}
    extra = []
    for place, cell in enumerate(heading):
        name = _plain(_text(cell)).replace(" ", "_")
        if known := COLUMNS.get(name):
            if known in columns:
                raise Refusal("Two columns both tell the {field}: “{one}” and “{other}”.", field=known,
                              one=_text(heading[columns[known]]), other=_text(cell))
            columns[known] = place
        elif name:
            extra.append(_text(cell)[:80])
    for needed in ("title", "body"):
        if needed not in columns:
            raise Refusal("The first row must name the columns, and one must be called “{field}”.", field=needed)
    return columns, tuple(extra)


def _row(number: int, record: dict[str, Any], now: datetime, default: Language) -> Row:
    title, body = " ".join(_text(record.get("title")).split()), _text(record.get("body"))
    if not title:
        raise Refusal("Give your idea a title.")
    if len(title) > TITLE_LENGTH:
        raise Refusal("Keep the title under {count} characters.", count=TITLE_LENGTH)
    if not body:
        raise Refusal("Describe your idea in a sentence or two.")
    if len(body) > BODY_LENGTH:
        raise Refusal("Keep the description under {count} characters.", count=BODY_LENGTH)
    author = " ".join(_text(record.get("author")).split())
    if "@" in author:
        raise Refusal("The author is an e-mail address, which would become public. Write a name, or leave it empty.")
    if len(author) > NAME_LENGTH:
        raise Refusal("Keep the name under {count} characters.", count=NAME_LENGTH)
    place = " ".join(_text(record.get("address")).split())
    if len(place) > PLACE_LENGTH:
        raise Refusal("Keep the place under {count} characters.", count=PLACE_LENGTH)
    at = _moment(record.get("date"), now)
    latitude, longitude = _coordinate(record.get("latitude")), _coordinate(record.get("longitude"))
    if (latitude is None) != (longitude is None):
        raise Refusal("A point needs both a latitude and a longitude.")
    if latitude is not None and not in_brussels(latitude, longitude):
        raise Refusal("Choose a point in or near the Brussels Region.")
    return Row(number, title, body, _language(record.get("language"), f"{title}. {body}", default),
               fingerprint("table", title, body, author, at.isoformat() if at else ""), author or None, at, place, latitude,
               longitude, _text(record.get("topic"))[:80], _count(record.get("supports")))


def _text(cell: Any) -> str:
    """What a cell says, without control characters. The quote that a safe export puts before a formula is taken off."""
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    text = str(cell).replace("\r\n", "\n").replace("\r", "\n")
    text = "".join(c for c in text if c in "\n\t" or unicodedata.category(c) not in ("Cc", "Cs")).strip()
    return text[1:] if text[:1] == "'" and text[1:2] in tuple("=+-@\t") else text


def _plain(text: str) -> str:
    """For comparing names: `Éco-quartier ` and `eco quartier` are the same."""
    return " ".join(re.findall(r"[^\W_]+", search.fold(text)))


def _language(cell: Any, text: str, default: Language) -> Language:
    said = _plain(_text(cell))
    if not said:
        return guess(text[:300]) or default
    if said not in LANGUAGE_NAMES:
        raise Refusal("The language “{said}” is not one of fr, nl, en.", said=_text(cell)[:40])
    return LANGUAGE_NAMES[said]


def _moment(cell: Any, now: datetime) -> datetime | None:
    """A day, or a moment in Brussels, as spreadsheets and people write it. None for an empty cell."""
    if not isinstance(cell, date):
        text = _text(cell)
        if not text:
            return None
        cell = _written_moment(text)
        if cell is None:
            raise Refusal("The date “{said}” is not written as 2026-05-31 or 31/05/2026.", said=text[:40])
    at = cell if isinstance(cell, datetime) else datetime(cell.year, cell.month, cell.day)
    try:
        at = (at if at.tzinfo else at.replace(tzinfo=BRUSSELS)).astimezone(UTC)
    except OverflowError:
        at = datetime.max.replace(tzinfo=UTC)
    if at > now or at.year < 1990:
        raise Refusal("The date “{said}” is in the future, or long past.", said=cell.isoformat()[:40])
    return at


def _written_moment(text: str) -> datetime | None:
    day_first = re.fullmatch(r"(\d{1,2})[./-](\d{1,2})[./-](\d{4})(?:[ T,]+(\d{1,2})[:h](\d{2})(?::\d{2})?)?", text)
    try:
        if day_first:
            day, month, year, hour, minute = (int(part or 0) for part in day_first.groups())
            return datetime(year, month, day, hour, minute)
        return datetime.fromisoformat(text)
    except ValueError:
        return None


def _coordinate(cell: Any) -> float | None:
    text = _text(cell).replace(",", ".")
    if not text:
        return None
    try:
        value = float(text)
    except ValueError:
        value = math.nan
    if not math.isfinite(value):
        raise Refusal("“{said}” is no latitude or longitude.", said=text[:40])
    return round(value, 6)


def _count(cell: Any) -> int:
    text = re.sub(r"\s", "", _text(cell))
    if not text:
        return 0
    if not text.isascii() or not text.isdecimal() or len(text) > 8:
        raise Refusal("“{said}” is no number of supports.", said=text[:40])
    return int(text)


# ── A participatory budget ────────────────────────────────────────────────────────────────────────


def _pabulib(text: str, now: datetime, language: Language | None) -> Reading:
    """The projects of a budget as ideas, with their votes as supports. Rows are numbered as the lines of the file."""
    sections = _sections(text)
    meta = {record["key"].lower(): record["value"].strip() for _, record in sections["META"] if record.get("key")}
    projects, votes = sections["PROJECTS"], sections["VOTES"]
    for key, records in (("num_projects", projects), ("num_votes", votes)):
        if meta.get(key, "").isdecimal() and int(meta[key]) != len(records):
            raise Refusal("This Pabulib file is not whole: it says {said} for {key} and has {count}.", said=meta[key], key=key,
                          count=len(records))
    if len(projects) > MOST_ROWS:
        raise Refusal("This file has too many rows. Bring in at most {count} at once.", count=MOST_ROWS)
    spoken = language or _budget_language(meta, projects)
    counted = _counted(votes)
    reading = Reading([], [], tuple(name for name in (projects[0][1] if projects else {}) if name not in PABULIB_COLUMNS))
    for line, record in projects:
        try:
            reading.rows.append(_budget_row(line, record, meta, spoken, counted, now))
        except Refusal as refusal:
            reading.bad_rows.append((line, refusal))
    return reading


PABULIB_COLUMNS = {"project_id", "cost", "votes", "name", "category", "description", "proposer", "neighborhood", "subunit",
                   "district", "latitude", "longitude"}


def _sections(text: str) -> dict[str, list[tuple[int, dict[str, str]]]]:
    """The three parts of the file, each record with its line. Raises `Refusal` with the line where it goes wrong."""
    sections: dict[str, list[tuple[int, dict[str, str]]]] = {}
    section, heading = "", None
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=";", strict=True)
    for line, row in _lines(reader):
        name = row[0].strip().upper()
        if name in ("META", "PROJECTS", "VOTES") and not any(row[1:]):
            if name in sections:
                raise Refusal("Line {line} of this Pabulib file begins {section} a second time.", line=line, section=name)
            section, heading = name, None
            sections[name] = []
        elif not section:
            raise Refusal("This Pabulib file does not begin with META.")
        elif heading is None:
            heading = [cell.strip().lower() for cell in row]
            needed = {"META": {"key", "value"}, "PROJECTS": {"project_id", "cost"}, "VOTES": {"vote"}}[section]
            if missing := sorted(needed - set(heading)):
                raise Refusal("Line {line} of this Pabulib file must name the column {column}.", line=line, column=missing[0])
        elif len(row) != len(heading) and not (len(row) > len(heading) and not any(row[len(heading):])):
            raise Refusal("Line {line} of this Pabulib file has {count} cells, and its header {columns}.", line=line,
                          count=len(row), columns=len(heading))
        else:
            sections[section].append((line, dict(zip(heading, row, strict=False))))
    for name in ("META", "PROJECTS", "VOTES"):
        if name not in sections:
            raise Refusal("This Pabulib file has no part {section}.", section=name)
    return sections


def _lines(reader: Any) -> Iterator[tuple[int, list[str]]]:
    while True:
        line = reader.line_num + 1
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise Refusal("This is no table that we can read: {problem}.", problem=f"line {line}: {error}") from None
        if any(cell.strip() for cell in row):
            yield line, row


def _budget_language(meta: dict[str, str], projects: list[tuple[int, dict[str, str]]]) -> Language:
    said = _plain(meta.get("language", ""))
    if said in LANGUAGE_NAMES:
        return LANGUAGE_NAMES[said]
    texts = " ".join(f"{record.get('name', '')}. {record.get('description', '')}" for _, record in projects)
    known = None if said else COUNTRIES.get(meta.get("country", "").lower()) or guess(texts) if _ours(meta) else None
    if known is None:
        raise Refusal("Ideas must be in French, Dutch or English, and this file does not say so. Give its language.")
    return known


def _ours(meta: dict[str, str]) -> bool:
    """Whether a country speaks one of our languages: a guess among three is always one of the three, even for Polish."""
    return meta.get("country", "").lower() in {*COUNTRIES, "", "belgium", "switzerland", "canada", "worldwide"}


def _counted(votes: list[tuple[int, dict[str, str]]]) -> dict[str, int]:
    counted: dict[str, int] = {}
    for _, vote in votes:
        for project_id in {chosen.strip() for chosen in vote["vote"].split(",")}:
            counted[project_id] = counted.get(project_id, 0) + 1
    return counted


def _budget_row(line: int, record: dict[str, str], meta: dict[str, str], language: Language, counted: dict[str, int],
                now: datetime) -> Row:
    project_id = record["project_id"].strip()
    name = " ".join(_text(record.get("name")).split()) or f"{meta.get('description', '')} {project_id}".strip()
    if not project_id:
        raise Refusal("This project has no project_id.")
    where = next((_text(record[key]) for key in ("neighborhood", "subunit", "district") if record.get(key, "").strip()), "")
    proposer = " ".join(_text(record.get("proposer")).split())
    point = _point(record)
    body = _budget_body(record, meta, language, name)
    return Row(line, name if len(name) <= TITLE_LENGTH else excerpt(name, TITLE_LENGTH - 1), body, language,
               fingerprint("pabulib", *(meta.get(key, "") for key in ("country", "unit", "district", "instance")), project_id),
               proposer if 0 < len(proposer) <= NAME_LENGTH and "@" not in proposer else None, _began(meta, now),
               " ".join(where.split())[:PLACE_LENGTH], *point, _text(record.get("category", "").split(",")[0])[:80],
               _count(record["votes"] if record.get("votes", "").strip() else str(counted.get(project_id, 0))))


def _budget_body(record: dict[str, str], meta: dict[str, str], language: Language, name: str) -> str:
    cost = re.sub(r"\s", "", record["cost"]).removesuffix(".0").removesuffix(".00")
    if not re.fullmatch(r"\d{1,12}(\.\d+)?", cost):
        raise Refusal("“{said}” is no cost.", said=record["cost"][:40])
    amount = _amount(round(float(cost)), meta.get("currency", "").upper() or "EUR", language)
    year = re.search(r"\b(19|20)\d\d\b", meta.get("date_begin", ""))
    source = ", ".join(filter(None, (meta.get("description", ""), year[0] if year else "")))
    parts = [name if len(name) > TITLE_LENGTH else "", _text(record.get("description")), COST[language].format(cost=amount),
             ORIGIN[language].format(source=_text(source)) if source else ""]
    return "\n\n".join(part for part in parts if part)[:BODY_LENGTH]


def _amount(whole: int, currency: str, language: Language) -> str:
    """Money in the words of an idea, whose language is its own and not a reader’s."""
    number = f"{whole:,}".replace(",", {"fr": "\u202f", "nl": ".", "en": ","}[language])
    if currency != "EUR":
        return f"{number}\u00a0{currency}"
    return f"{number}\u00a0€" if language == "fr" else f"€\u00a0{number}"


def _point(record: dict[str, str]) -> tuple[float | None, float | None]:
    """Where it is, when that is on our map: a budget of another city imports all the same."""
    try:
        latitude, longitude = _coordinate(record.get("latitude")), _coordinate(record.get("longitude"))
    except Refusal:
        return None, None
    return (latitude, longitude) if latitude is not None and in_brussels(latitude, longitude) else (None, None)


def _began(meta: dict[str, str], now: datetime) -> datetime | None:
    said = meta.get("date_begin", "")
    try:
        return _moment(f"{said}-01-01" if re.fullmatch(r"\d{4}", said) else said, now)
    except Refusal:
        return None


# ── On the command line ───────────────────────────────────────────────────────────────────────────


def add_arguments(parser: ArgumentParser) -> None:
    """The words after `main.py import`."""
    parser.add_argument("file", type=Path, help="CSV or XLSX with a header (title, body, language, author, date, address or "
                        "lat and lon, topic, supports), or a Pabulib file (.pb)")
    parser.add_argument("--project", required=True, metavar="SLUG", help="the project whose ideas these are")
    parser.add_argument("--create-project", metavar="TITLE", help="make that project first, with --organisation")
    parser.add_argument("--organisation", metavar="SLUG", help="the organisation that opens the new project")
    parser.add_argument("--language", choices=LANGUAGES, help="language of rows that do not say theirs")
    parser.add_argument("--skip-bad", action="store_true", help="import the good rows and leave the bad ones out; "
                        "otherwise one bad row stops the import")


def run_import(wish: Namespace, tell: Callable[[str], None] = print, now: datetime | None = None) -> int:
    """Import as the command line says and tell what became of it, in English. 0 if it is done, 2 for bad input."""
    now = now or clock.now()
    try:
        with transaction() as session:
            if wish.create_project:
                if not wish.organisation:
                    raise Refusal("Say whose project it is: --organisation SLUG.")
                create_project(session, wish.project, wish.create_project, wish.organisation, wish.language, now)
            report = import_file(session, wish.file, wish.file.name, wish.project, now, wish.skip_bad, wish.language)
            if report.refused:
                raise _Undone(report)
    except _Undone as undone:
        report = undone.report
    except Refusal as refusal:
        print(_english(refusal), file=sys.stderr)
        return 2
    for line in told(report):
        tell(line)
    return 2 if report.refused else 0


class _Undone(Exception):
    """Leaves the transaction, so that a project made for a refused file is not kept either."""

    def __init__(self, report: Report) -> None:
        super().__init__()
        self.report = report


def told(report: Report) -> list[str]:
    """A report in English sentences, for the console."""
    lines = [f"Row {number}: {_english(reason)}" for number, reason in report.bad_rows]
    if report.extra_columns:
        lines.append(f"Columns left out: {', '.join(report.extra_columns)}.")
    if report.refused:
        return [*lines, f"Nothing was imported: {_counted_rows(len(report.bad_rows))} to put right. "
                        "Correct the file, or add --skip-bad to import the others."]
    if report.repeated:
        lines.append(f"Rows that repeat an earlier row, left out: {', '.join(map(str, report.repeated))}.")
    if report.new_topics:
        lines.append(f"New topics: {', '.join(report.new_topics)}. Give them their names in the other languages.")
    skipped = f" {_counted_rows(len(report.bad_rows))} left out." if report.bad_rows else ""
    return [*lines, f"{report.created} ideas imported, {report.updated} given another number of supports, "
                    f"{report.unchanged} already there.{skipped}"]


def _counted_rows(count: int) -> str:
    return f"{count} row" if count == 1 else f"{count} rows"


def _english(refusal: Refusal) -> str:
    return refusal.sentence.format(**refusal.holes)
