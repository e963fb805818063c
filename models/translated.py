"""Words in several languages: what an organisation writes is `Translated`, what a reader gets of it is `Told`."""

from dataclasses import asdict, dataclass
from typing import Any, Literal, cast, get_args

from sqlalchemy import JSON
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
    """Stores a `Translated` as JSON, without its empty languages."""

    impl = JSON
    cache_ok = True

    def process_bind_param(self, value: Translated | None, dialect: Any) -> dict[str, str] | None:
        return None if value is None else {language: text for language, text in asdict(value).items() if text}

    def process_result_value(self, value: Any, dialect: Any) -> Translated | None:
        return None if value is None else Translated(**cast(dict[str, str], value))
