"""What we say, in which language: the sentences of the platform, and its numbers, dates and sums as each language writes them.

A sentence is written in English in the code, whole, with named holes, and translated at the moment it is shown:

    with speaking("fr"):
        _("Shared by {author} on {date}", author="Zoé", date=idea.submitted_at)

The translations are in `locales/{fr,nl,en}/messages.po`, compiled in memory at first use: there is no build step.
`uv run python -m locales` brings them up to date with the code.
"""

import gettext
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date as Date
from datetime import datetime, timedelta
from decimal import Decimal
from functools import cache, lru_cache
from io import BytesIO
from pathlib import Path
from typing import Any, Final, Literal, assert_never
from zoneinfo import ZoneInfo

from babel import dates, lists, numbers
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from models.refusals import Refusal, TooMany
from models.translated import Language, Told

__all__ = ["BRUSSELS", "N_", "_", "date", "language", "listing", "moment", "money", "ngettext", "number", "pgettext", "say",
           "since", "speaking"]

HERE: Final = Path(__file__).parent
BRUSSELS: Final = ZoneInfo("Europe/Brussels")

# English takes the British way of writing numbers: Babel's en_BE writes "400.000,00 €", which an English reader misreads.
LOCALES: Final[dict[Language, str]] = {"fr": "fr_BE", "nl": "nl_BE", "en": "en_GB"}

_spoken: ContextVar[Language] = ContextVar("spoken", default="en")


# ── The language of whoever reads ─────────────────────────────────────────────────────────────────


def language() -> Language:
    """The language now spoken; English where nobody chose, such as on the console."""
    return _spoken.get()


@contextmanager
def speaking(language: Language) -> Iterator[None]:
    """Everything said inside is said in that language: a page, an act, a letter."""
    before = _spoken.set(language)
    try:
        yield
    finally:
        _spoken.reset(before)


# ── Sentences ─────────────────────────────────────────────────────────────────────────────────────
# Holes are filled by what they hold: whole numbers and decimals, dates and terms as the language writes them; text as it is
# (escaping is the work of the page). So a year, a postcode or a code goes in as text: as a number, 1090 becomes "1.090".


def _(sentence: str, /, **holes: Any) -> str:
    """The sentence in the language spoken, or as it is where it has no translation."""
    return _filled(_translated(language(), sentence), holes)


def ngettext(one: str, many: str, count: int, /, **holes: Any) -> str:
    """The sentence that suits this count, which also fills the hole `{count}`. In French, nought is singular."""
    return _filled(_catalogue(language()).ngettext(one, many, count), {"count": count, **holes})


def pgettext(context: str, sentence: str, /, **holes: Any) -> str:
    """The sentence as it is meant in this context, for a word that alone would be ambiguous."""
    return _filled(_catalogue(language()).pgettext(context, sentence), holes)


def N_(sentence: str, /) -> str:
    """Marks a sentence for translation and gives it back as it is: say it later with `_`."""
    return sentence


def say(refusal: Refusal) -> str:
    """The reason of a refusal, as a sentence. Of a limit, it tells the time and not just the day."""
    holes = refusal.holes
    if isinstance(refusal, TooMany):
        holes = {**holes, "again_at": moment(refusal.again_at)}
    return _(refusal.sentence, **holes)


# Models know no language and cannot mark this sentence, which `Invalid` gives to its parent.
N_("Some answers need another look.")


def _filled(sentence: str, holes: dict[str, Any]) -> str:
    if not holes:
        return sentence
    return sentence.format(**{name: _written(value) for name, value in holes.items()})


def _written(value: Any) -> str:
    match value:
        case str():
            return value
        case bool() | None:
            raise TypeError(f"A hole cannot hold {value}: write a sentence for each case")
        case int() | float() | Decimal():
            return number(value)
        case Date():
            return date(value)
        case timedelta():
            return _term(language(), value)
        case Told():
            return value.text
        case _:
            return str(value)


@lru_cache(maxsize=10_000)
def _translated(language: Language, sentence: str) -> str:
    return _catalogue(language).gettext(sentence)


@cache
def _catalogue(language: Language) -> gettext.NullTranslations:
    """The translations of one language, compiled in memory. Without a file, every sentence stays as it is."""
    path = HERE / language / "messages.po"
    if not path.exists():
        return gettext.NullTranslations()
    compiled = BytesIO()
    with path.open("rb") as file:
        write_mo(compiled, read_po(file, locale=language))
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)


# ── Numbers, sums, dates ──────────────────────────────────────────────────────────────────────────
# Babel takes some 20 to 100 µs for each, and a list shows the same few hundred again and again: hence the caches.


def number(n: int | float | Decimal) -> str:
    """12 345, 12.345 or 12,345."""
    return _number(language(), n)


def money(cents: int) -> str:
    """A sum in euros, without cents where there are none: 400 000 €, € 400.000, €400,000."""
    return _money(language(), cents)


def date(day: Date, style: Literal["short", "long", "month"] = "long") -> str:
    """A day, or the day in Brussels of a moment: "1 nov. 2026" (short), "1er novembre 2026" (long), "novembre 2026" (month)."""
    return _date(language(), _in_brussels(day).date() if isinstance(day, datetime) else day, style)


def moment(at: datetime) -> str:
    """A day and the time in Brussels: "1er novembre 2026 à 14 h 05"."""
    local = _in_brussels(at)
    match language():
        case "fr":
            return f"{date(local)} à {local.hour}\u00a0h\u00a0{local:%M}"
        case "nl":
            return f"{date(local)} om {local:%H.%M} uur"
        case "en":
            return f"{date(local)} at {local:%H:%M}"
        case other:
            assert_never(other)


def since(at: datetime, now: datetime) -> str:
    """How long ago, or in how long: "il y a 3 heures", "over 5 dagen". From a month away on, the date tells more."""
    gap = _in_brussels(at) - _in_brussels(now)
    if timedelta(minutes=-1) < gap <= timedelta():
        return _("just now")
    if abs(gap) >= timedelta(days=30):
        return date(at)
    minutes = round(gap.total_seconds() / 60)
    return _gap(language(), timedelta(minutes=max(minutes, 1) if gap > timedelta() else minutes))


def listing(items: Sequence[str]) -> str:
    """"a, b et c"."""
    return lists.format_list(items, locale=LOCALES[language()])


def _in_brussels(at: datetime) -> datetime:
    if at.tzinfo is None:
        raise ValueError("A moment without a time zone: models give aware ones")
    return at.astimezone(BRUSSELS)


@lru_cache(maxsize=10_000)
def _number(language: Language, n: int | float | Decimal) -> str:
    return numbers.format_decimal(n, locale=LOCALES[language])


@lru_cache(maxsize=10_000)
def _money(language: Language, cents: int) -> str:
    written = numbers.format_currency(Decimal(cents) / 100, "EUR", locale=LOCALES[language])
    if cents % 100:
        return written
    return written.replace(",00" if language != "en" else ".00", "")


@lru_cache(maxsize=10_000)
def _gap(language: Language, gap: timedelta) -> str:
    return dates.format_timedelta(gap, threshold=1, add_direction=True, locale=LOCALES[language])


@lru_cache(maxsize=1_000)
def _term(language: Language, term: timedelta) -> str:
    """In the largest unit that tells it exactly: 30 days, not "1 month"; 90 minutes, not "2 hours"."""
    units = {"day": 86_400, "hour": 3_600, "minute": 60, "second": 1}
    unit = next((unit for unit, seconds in units.items() if not term.total_seconds() % seconds), "second")
    return dates.format_timedelta(term, granularity=unit, threshold=float("inf"), locale=LOCALES[language])


@lru_cache(maxsize=10_000)
def _date(language: Language, day: Date, style: str) -> str:
    locale = LOCALES[language]
    if style == "month":
        return dates.format_date(day, "MMMM y", locale=locale)
    written = dates.format_date(day, "d MMM y" if style == "short" else "d MMMM y", locale=locale)
    if language == "fr" and day.day == 1:
        return written.replace("1 ", "1er ", 1)  # Babel does not know that the first of the month is an ordinal in French
    return written
