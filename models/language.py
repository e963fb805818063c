"""Which of our languages a text seems to be in: a suggestion for its author to confirm, never a decision."""

from functools import lru_cache
from typing import Any

from models.translated import LANGUAGES, Language

FEWEST_LETTERS, FEWEST_WORDS = 15, 3
SURE = 0.9


def guess(text: str) -> Language | None:
    """The language this text seems to be in, or None when it is short or could be several."""
    text = " ".join(text.split())[:2000]
    if sum(c.isalpha() for c in text) < FEWEST_LETTERS or len(text.split()) < FEWEST_WORDS:
        return None
    language, certainty = _identifier().classify(text.lower())
    return language if language in LANGUAGES and certainty >= SURE else None


@lru_cache(1)
def _identifier() -> Any:
    """Our own identifier, because the library's own is one for the whole process. Loading it takes half a second."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages(list(LANGUAGES))
    return identifier
