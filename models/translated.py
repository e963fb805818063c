"""Words in several languages: what an organisation writes is `Translated`, what a reader gets of it is `Told`."""

import json
from dataclasses import asdict, dataclass
from functools import lru_cache
from typing import Any, Literal, get_args

from sqlalchemy import Text
from sqlalchemy.types import TypeDecorator

Language = Literal["fr", "nl", "en"]
LANGUAGES: tuple[Language, ...] = get_args(Language)


@dataclass(frozen=True, slots=True)
class Told:
    """A text and the language it is really in, which may not be the language that was asked for."""

    text: str
    language: Language

    def __str__(self) -> str:
        return self.text

    def __bool__(self) -> bool:
        return bool(self.text)


@dataclass(frozen=True, slots=True)
class Translated:
    """The same text in French, Dutch and English; an empty string where it is missing."""

    fr: str = ""
    nl: str = ""
    en: str = ""

    def told(self, language: Language) -> Told:
        """The text in that language, or else in the first of French, Dutch, English that exists."""
        for candidate in (language, *LANGUAGES):
            if text := getattr(self, candidate):
                return Told(text, candidate)
        return Told("", language)

    def __bool__(self) -> bool:
        return bool(self.fr or self.nl or self.en)

    @property
    def languages(self) -> tuple[Language, ...]:
        return tuple(language for language in LANGUAGES if getattr(self, language))


class TranslatedColumn(TypeDecorator[Translated]):
    """Stores a `Translated` as JSON text, without its empty languages."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Translated | None, dialect: Any) -> str | None:
        if value is None:
            return None
        return json.dumps({language: text for language, text in asdict(value).items() if text}, ensure_ascii=False)

    def process_result_value(self, value: str | None, dialect: Any) -> Translated | None:
        return None if value is None else _read(value)


@lru_cache(maxsize=4096)
def _read(stored: str) -> Translated:
    """A list shows the same names again and again, so each is read once."""
    return Translated(**json.loads(stored))
