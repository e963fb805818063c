"""Finding things by their words, whatever the accents and plurals, in French, Dutch and English, on both databases.

The stems are ours, not the database's, so that SQLite (FTS5) and PostgreSQL find the same things.
"""

import re
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import snowballstemmer
from sqlalchemy import Select, UniqueConstraint, case, column, literal_column, table, true
from sqlmodel import Field, Session, SQLModel, col, delete, desc, func, select

from models.translated import LANGUAGES, Language, Translated

CANDIDATES = 2000   # of what matches, only so many are ranked: a common word may be in half of everything
LONGEST_WORD = 40
MOST_WORDS = 12     # of a query

STOP_WORDS: dict[Language, frozenset[str]] = {
    "fr": frozenset("""au aux avec ce ces cet cette dans de des du elle elles en est et eux il ils je la le les leur leurs lui
        ma mais me meme mes moi mon ne nos notre nous on ont ou par pas plus pour qu que qui sa sans se ses si son sont sur ta te
        tes toi ton tu un une vos votre vous y a c d j l m n s t etre avoir fait comme tout tous toute toutes""".split()),
    "nl": frozenset("""aan al als bij dan dat de den der deze die dit door een en er geen haar had hebben heeft het hier hij hoe
        hun ik in is je kan maar me meer men met mij mijn na naar niet nog nu of om onder ons onze ook op over te tot uit van
        veel voor was wat we wel wij worden wordt zich zij zijn zo zonder u uw""".split()),
    "en": frozenset("""a about all also an and are as at be been but by can do for from had has have he her his how i if in into
        is it its me more my no not of on or our she so some than that the their them there these they this to up was we
        were what when which who will with would you your""".split()),
}


class SearchEntry(SQLModel, table=True):
    """The words of one thing in one language, reduced to stems. What the organisation writes has one entry a language.

    Derived from other tables, which is why it points at them without foreign keys; it can be built again at any time.
    """

    __tablename__ = "search_entry"
    __table_args__ = (UniqueConstraint("kind", "object_id", "language"),)
    id: int | None = Field(default=None, primary_key=True)
    kind: str
    object_id: int
    organisation_id: int | None = Field(default=None, index=True)
    project_id: int | None = Field(default=None, index=True)
    phase_id: int | None = Field(default=None, index=True)
    language: str
    title: str
    stems: str
    public: bool = True


CREATE_SQLITE = [
    "CREATE VIRTUAL TABLE stems_fts USING fts5(stems, content='search_entry', content_rowid='id', tokenize='unicode61')",
    """CREATE TRIGGER stems_fts_added AFTER INSERT ON search_entry BEGIN
        INSERT INTO stems_fts(rowid, stems) VALUES (new.id, new.stems);
    END""",
    """CREATE TRIGGER stems_fts_removed AFTER DELETE ON search_entry BEGIN
        INSERT INTO stems_fts(stems_fts, rowid, stems) VALUES ('delete', old.id, old.stems);
    END""",
    """CREATE TRIGGER stems_fts_changed AFTER UPDATE OF stems ON search_entry BEGIN
        INSERT INTO stems_fts(stems_fts, rowid, stems) VALUES ('delete', old.id, old.stems);
        INSERT INTO stems_fts(rowid, stems) VALUES (new.id, new.stems);
    END""",
]
CREATE_POSTGRESQL = [
    "ALTER TABLE search_entry ADD COLUMN stems_fts tsvector GENERATED ALWAYS AS (to_tsvector('simple', stems)) STORED",
    "CREATE INDEX stems_fts_words ON search_entry USING gin (stems_fts)",
]

_FTS = table("stems_fts", column("rowid"), column("stems"), column("rank"))


@dataclass(frozen=True, slots=True)
class Found:
    """Something that matches, to be loaded by its own noun."""

    kind: str
    object_id: int
    language: Language
    title: str


@dataclass(frozen=True, slots=True)
class Results:
    """One page of what was found, best first; `after` asks for the next page, None at the end."""

    found: tuple[Found, ...]
    after: int | None


# ── Words ─────────────────────────────────────────────────────────────────────────────────────────


def fold(text: str) -> str:
    """Lower case without accents or ligatures: `Œuvre` and `oeuvre` are the same word."""
    text = text.casefold().replace("œ", "oe").replace("æ", "ae").replace("ø", "o")
    return "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))


def words_of(text: str) -> list[str]:
    """The words, folded; single letters (`l’eau`, `foto’s`) are none, single digits are."""
    return [word[:LONGEST_WORD] for word in re.findall(r"[^\W_]+", fold(text)) if len(word) > 1 or word.isdigit()]


@lru_cache(50_000)
def stem(word: str, language: Language) -> str:
    """A folded word without its ending. Plurals and singulars meet; that it is no real word does not matter."""
    stemmer = _STEMMERS[language]()   # they keep state and are cheap, so each call has its own
    stemmed = stemmer.stemWord(word)
    if language == "fr":
        # Without accents the stemmer leaves some endings alone: `vélos`, `améliorées`.
        return re.sub(r"(?<=...)(es|e|s)$", "", stemmed)
    if language == "nl":
        if word.endswith("eeen"):   # ideeën
            stemmed = word[:-2]
        while (again := stemmer.stemWord(stemmed)) != stemmed:   # fietsen → fiets → fiet, as fiets → fiet
            stemmed = again
        stemmed = re.sub(r"(a|e|o|u)\1", r"\1", stemmed)         # bomen, boom
        stemmed = re.sub(r"([^aeiou])\1$", r"\1", stemmed)       # bussen, bus
        return stemmed[:-1] + {"z": "s", "v": "f"}.get(stemmed[-1], stemmed[-1])   # huizen, huis
    return stemmed


_STEMMERS = {language: (lambda name=name: snowballstemmer.stemmer(name))
             for language, name in (("fr", "french"), ("nl", "dutch_porter"), ("en", "english"))}


def stems(text: str, language: Language) -> str:
    """The stems of a text, without the words that say nothing."""
    return " ".join(stem(word, language) for word in words_of(text) if word not in STOP_WORDS[language])


def telling_words(text: str) -> list[str]:
    """The words of a query that say something in every language (not `de`, `the`), or all if none does."""
    words = list(dict.fromkeys(words_of(text)))[:MOST_WORDS]
    return [word for word in words if not any(word in stop for stop in STOP_WORDS.values())] or words


def query_stems(text: str) -> list[list[str]]:
    """For each telling word, what it may be in one of our languages. Empty when nothing can be searched."""
    return [list(dict.fromkeys(stem(word, language) for language in LANGUAGES)) for word in telling_words(text)]


def _every_word(text: str, postgresql: bool) -> str:
    """A query for what has each of the words, or a longer word that begins so: `fiets` finds `fietspaden`."""
    together = " & " if postgresql else " AND "
    return together.join(
        "(" + _any_of(stemmed, [word] if len(word) >= 4 else [], postgresql) + ")"
        for word, stemmed in zip(telling_words(text), query_stems(text), strict=True))


def _any_of(terms: Collection[str], beginnings: Collection[str], postgresql: bool) -> str:
    """A query for any of these. Terms hold letters and digits only, and are quoted all the same."""
    if postgresql:
        return " | ".join([f"'{term}'" for term in terms] + [f"'{term}':*" for term in beginnings])
    return " OR ".join([f'"{term}"' for term in terms] + [f'"{term}"*' for term in beginnings])


# ── Keeping the index ─────────────────────────────────────────────────────────────────────────────


def index(session: Session, kind: str, object_id: int, language: Language, title: str, text: str,
          organisation_id: int | None = None, project_id: int | None = None, phase_id: int | None = None,
          public: bool = True) -> None:
    """Have something written in one language found by these words, and no more by those it had before."""
    index_each(session, kind, object_id, {language: (title, text)}, organisation_id, project_id, phase_id, public)


def index_translated(session: Session, kind: str, object_id: int, title: Translated, text: Translated,
                     organisation_id: int | None = None, project_id: int | None = None, phase_id: int | None = None,
                     public: bool = True) -> None:
    """Have something that an organisation wrote found in each language it is written in."""
    words = {language: (title.told(language).text, getattr(text, language))
             for language in LANGUAGES if getattr(title, language) or getattr(text, language)}
    index_each(session, kind, object_id, words, organisation_id, project_id, phase_id, public)


def index_each(session: Session, kind: str, object_id: int, words: dict[Language, tuple[str, str]],
               organisation_id: int | None, project_id: int | None, phase_id: int | None, public: bool) -> None:
    """The entries of one thing, replaced as a whole: a title and a text for each language. A title counts twice."""
    before = {entry.language: entry for entry in session.exec(
        select(SearchEntry).where(SearchEntry.kind == kind, SearchEntry.object_id == object_id))}
    for language, (title, text) in words.items():
        entry = before.pop(language, None) or SearchEntry(kind=kind, object_id=object_id, language=language, title="", stems="")
        titled = stems(title, language)
        entry.title, entry.stems, entry.public = title, f"{titled} {titled} {stems(text, language)}".strip(), public
        entry.organisation_id, entry.project_id, entry.phase_id = organisation_id, project_id, phase_id
        session.add(entry)
    for entry in before.values():
        session.delete(entry)
    session.flush()


def unindex(session: Session, kind: str, object_id: int) -> None:
    """Have something found no more."""
    session.exec(delete(SearchEntry).where(col(SearchEntry.kind) == kind, col(SearchEntry.object_id) == object_id))


# ── Finding ───────────────────────────────────────────────────────────────────────────────────────


def _is_postgresql(session: Session) -> bool:
    return session.get_bind().dialect.name == "postgresql"


def _matches(session: Session, query: str) -> Any:
    """The condition that an entry matches; nothing matches an empty query."""
    if not query:
        return ~true()
    if _is_postgresql(session):
        return literal_column("search_entry.stems_fts").op("@@")(func.to_tsquery("simple", query))
    return col(SearchEntry.id).in_(select(_FTS.c.rowid).where(literal_column("stems_fts").op("MATCH")(query)))


def _ranked(session: Session, query: str, conditions: list[Any], most: int) -> Select[Any]:
    """The best entries for a query with their `score`, the higher the better."""
    fields = (SearchEntry.id, SearchEntry.kind, SearchEntry.object_id, SearchEntry.language, SearchEntry.title, SearchEntry.stems)
    if _is_postgresql(session):
        score = func.ts_rank(literal_column("search_entry.stems_fts"), func.to_tsquery("simple", query)).label("score")
        chosen = select(*fields, score).where(_matches(session, query), *conditions)
    else:
        score = (-_FTS.c.rank).label("score")
        chosen = (select(*fields, score).select_from(_FTS).join(SearchEntry, col(SearchEntry.id) == _FTS.c.rowid)
                  .where(literal_column("stems_fts").op("MATCH")(query), *conditions))
    return chosen.order_by(desc("score"), col(SearchEntry.id)).limit(most)


def matching_ids(session: Session, kind: str, text: str, phase_id: int | None = None, project_id: int | None = None,
                 public: bool | None = True) -> Any:
    """The ids of a noun's things that have every word of the text, as a filter inside another query.

    `public=None` finds what is hidden too. A text without a word finds nothing.
    """
    query = select(SearchEntry.object_id).where(
        SearchEntry.kind == kind, _matches(session, _every_word(text, _is_postgresql(session))))
    for field, wanted in ((SearchEntry.phase_id, phase_id), (SearchEntry.project_id, project_id), (SearchEntry.public, public)):
        if wanted is not None:
            query = query.where(field == wanted)
    return query


def similar(session: Session, title: str, phase_id: int | None = None, kind: str = "idea", limit: int = 3,
            but_for: int | None = None) -> list[Found]:
    """Public things that may say the same as this title, nearest first: two words in common, or one if there is only one."""
    groups = query_stems(title)
    if not groups:
        return []
    conditions: list[Any] = [SearchEntry.kind == kind, SearchEntry.public == true()]
    if phase_id is not None:
        conditions.append(SearchEntry.phase_id == phase_id)
    if but_for is not None:
        conditions.append(SearchEntry.object_id != but_for)
    query = _any_of(list(dict.fromkeys(term for group in groups for term in group)), [], _is_postgresql(session))
    near = []
    for _id, found_kind, object_id, language, found_title, found_stems, _score in session.exec(
            _ranked(session, query, conditions, limit * 10)):
        have = set(found_stems.split())
        if sum(1 for group in groups if have.intersection(group)) >= min(2, len(groups)):
            near.append(Found(found_kind, object_id, language, found_title))
    return near[:limit]


def found(session: Session, text: str, kinds: Collection[str] = (), language: Language | None = None, after: int = 0,
          limit: int = 20, organisation_id: int | None = None) -> Results:
    """Public things of these kinds (all, if none is named) with every word of the text, best first.

    What is in the reader's language comes somewhat earlier, and each thing comes once. A rank has no lasting key, so the
    next page is asked for by how many came before.
    """
    query = _every_word(text, _is_postgresql(session))
    if not query:
        return Results((), None)
    conditions: list[Any] = [SearchEntry.public == true()]
    if kinds:
        conditions.append(col(SearchEntry.kind).in_(list(kinds)))
    if organisation_id is not None:
        conditions.append(SearchEntry.organisation_id == organisation_id)
    best = _ranked(session, query, conditions, CANDIDATES).subquery()
    known = case((best.c.language == (language or ""), 1.25), else_=1.0)
    score = best.c.score * known
    place = func.row_number().over(partition_by=(best.c.kind, best.c.object_id), order_by=(known.desc(), score.desc(), best.c.id))
    once = select(best, score.label("merit"), place.label("place")).subquery()
    rows = session.exec(select(once.c.kind, once.c.object_id, once.c.language, once.c.title).where(once.c.place == 1)
                        .order_by(once.c.merit.desc(), once.c.id).offset(after).limit(limit + 1)).all()
    return Results(tuple(Found(*row) for row in rows[:limit]), after + limit if len(rows) > limit else None)
