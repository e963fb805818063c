"""Brings the catalogues up to date with the code.

    uv run python -m locales                       gather every sentence of the code, and say which ones miss a translation
    uv run python -m locales --missing fr          those that miss, as JSON, with what the code says to translators
    uv run python -m locales --fill fr FILE.json   write translations, from {"sentence": "phrase" or ["singular", "plural"]}

A word with a context goes by the key "context|sentence". A translation whose holes differ from its sentence is refused.
"""

import argparse
import json
import re
import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from string import Formatter
from typing import Any

from babel.messages import Catalog, Message, extract
from babel.messages.plurals import get_plural
from babel.messages.pofile import read_po, write_po

from locales import HERE
from models.translated import LANGUAGES, Language

ROOT = HERE.parent
ROOMS = ("models", "components", "pages", "main.py", "locales")
# `Invalid` is not among them: it holds no sentence itself, only the refusals of its fields, which are found by their own names.
KEYWORDS: dict[str, Any] = {
    "_": None, "N_": None, "ngettext": (1, 2), "pgettext": ((1, "c"), 2),
    "Refusal": None, "NotAllowed": None, "NotFound": None, "Gone": None, "TooMany": None,
}


def sources() -> Iterator[Path]:
    for room in ROOMS:
        path = ROOT / room
        yield from sorted(path.rglob("*.py")) if path.is_dir() else [path] if path.exists() else []


def gathered() -> Catalog:
    """Every sentence the code says, with its notes to translators."""
    catalogue = Catalog()
    for path in sources():
        with path.open("rb") as file:
            found = extract.extract("python", file, keywords=KEYWORDS, comment_tags=["TRANSLATORS:"], strip_comment_tags=True)
            for _line, sentence, notes, context in found:
                catalogue.add(sentence, auto_comments=notes, context=context)
    return catalogue


def catalogue_of(language: Language) -> Catalog:
    path = HERE / language / "messages.po"
    return read_po(BytesIO(path.read_bytes() if path.exists() else b""), locale=language)


def entries(catalogue: Catalog) -> list[Message]:
    """The sentences, without the header."""
    return [message for message in catalogue if message.id]


def refreshed(language: Language, code: Catalog, before: Catalog) -> Catalog:
    """The sentences of the code with the translations that were there. Nothing is guessed: what is new is empty.

    English says what the code says.
    """
    after = Catalog(locale=language)
    for said in entries(code):
        known = before.get(sentences(said)[0], said.context)
        translation = known.string if known and known.id == said.id and not known.fuzzy else ""
        if language == "en" and not is_filled(translation):
            translation = said.id
        message = after.add(said.id, translation, auto_comments=said.auto_comments, context=said.context)
        message.flags.clear()  # Babel sees a format string in any "50 % of", and ours are not of that kind
    return after


def write(language: Language, catalogue: Catalog) -> None:
    """Sorted, without line numbers and dates: the file changes only when a sentence does."""
    body = BytesIO()
    write_po(body, catalogue, width=120, no_location=True, omit_header=True, sort_output=True, ignore_obsolete=True)
    count, rule = get_plural(language)[:2]
    header = ('msgid ""\nmsgstr ""\n'
              f'"Language: {language}\\n"\n'
              '"MIME-Version: 1.0\\n"\n'
              '"Content-Type: text/plain; charset=utf-8\\n"\n'
              '"Content-Transfer-Encoding: 8bit\\n"\n'
              f'"Plural-Forms: nplurals={count}; plural={rule};\\n"\n\n')
    path = HERE / language / "messages.po"
    path.write_bytes(header.encode() + body.getvalue().strip() + b"\n")


def sentences(message: Message) -> tuple[str, ...]:
    return message.id if isinstance(message.id, tuple) else (message.id,)


def is_filled(translation: Any) -> bool:
    return bool(translation) and (isinstance(translation, str) or all(translation))


def key_of(message: Message) -> str:
    sentence = sentences(message)[0]
    return f"{message.context}|{sentence}" if message.context else sentence


def holes(sentence: str) -> set[str]:
    return {name for _text, name, _spec, _conversion in Formatter().parse(sentence) if name is not None}


def missing(catalogue: Catalog) -> list[Message]:
    return [message for message in entries(catalogue) if not is_filled(message.string)]


def mismatch(message: Message) -> str | None:
    """What is wrong with the holes of a translation, or None. A singular or a plural may spell out its count."""
    wanted = set[str]().union(*map(holes, sentences(message)))
    plural = len(sentences(message)) > 1
    for translation in message.string if isinstance(message.string, (list, tuple)) else [message.string]:
        try:
            found = holes(translation)
        except ValueError as error:
            return f"{translation!r}: {error}"
        if found - wanted or (wanted - found) - ({"count"} if plural else set()):
            return f"{translation!r} has the holes {sorted(found)}, its sentence {sorted(wanted)}"
    return None


def typeset(language: Language, translation: str) -> str:
    """French signs of two parts keep a space that does not break."""
    if language != "fr":
        return translation
    translation = re.sub(r"«[ \u00a0]?", "«\u00a0", translation)
    translation = re.sub(r"(?<=\w)»", "\u00a0»", translation)
    return re.sub(r" ([:;?!%€»])", "\u00a0\\1", translation)


def fill(language: Language, translations: dict[str, Any]) -> list[str]:
    """Write these translations; the ones that cannot be are left out and come back as complaints."""
    catalogue = refreshed(language, gathered(), catalogue_of(language))
    known = {key_of(message): message for message in entries(catalogue)}
    complaints = []
    for key, translation in translations.items():
        if (message := known.get(key)) is None:
            complaints.append(f"{key!r}: the code does not say this")
            continue
        forms = [translation] if isinstance(translation, str) else list(translation)
        if len(forms) != len(sentences(message)) or not all(isinstance(form, str) and form for form in forms):
            complaints.append(f"{key!r}: {len(sentences(message))} form(s) expected, none empty")
            continue
        before, forms = message.string, [typeset(language, form) for form in forms]
        message.string = tuple(forms) if len(sentences(message)) > 1 else forms[0]
        if complaint := mismatch(message):
            message.string = before
            complaints.append(f"{key!r}: {complaint}")
    write(language, catalogue)
    return complaints


def told_to_translators(message: Message) -> dict[str, str]:
    """A missing sentence with all a translator needs: its plural, its context, the note in the code."""
    one, *many = sentences(message)
    told = {"key": key_of(message), "sentence": one, "plural": "".join(many), "context": message.context or "",
            "note": " ".join(message.auto_comments)}
    return {name: value for name, value in told.items() if value and not (name == "sentence" and value == told["key"])}


def refresh() -> None:
    code = gathered()
    for language in LANGUAGES:
        catalogue = refreshed(language, code, catalogue_of(language))
        write(language, catalogue)
        absent = missing(catalogue)
        print(f"{language}: {len(entries(catalogue))} sentences, {len(absent)} without translation")
        for message in absent:
            print(f"    {key_of(message)}")


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m locales", description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--missing", metavar="LANGUAGE", choices=LANGUAGES)
    parser.add_argument("--fill", nargs=2, metavar=("LANGUAGE", "FILE"))
    asked = parser.parse_args()
    if asked.missing:
        catalogue = refreshed(asked.missing, gathered(), catalogue_of(asked.missing))
        print(json.dumps([told_to_translators(message) for message in missing(catalogue)], ensure_ascii=False, indent=1))
        return 0
    if asked.fill:
        language, file = asked.fill
        if language not in LANGUAGES:
            parser.error(f"a language is one of {', '.join(LANGUAGES)}")
        complaints = fill(language, json.loads(Path(file).read_text("utf-8")))
        print("\n".join(complaints), file=sys.stderr, end="\n" if complaints else "")
        return 1 if complaints else 0
    refresh()
    return 0


if __name__ == "__main__":
    sys.exit(main())
