"""What our letters say, in each language, and that their two halves say the same."""

import re
from datetime import UTC, datetime
from html.parser import HTMLParser
from typing import Any

import pytest

from components.letters import KINDS as WORDED
from components.letters import render
from models.letters import KINDS, STOPPABLE, Letter, Rendered
from models.translated import LANGUAGES, Language

NOW = datetime(2026, 11, 23, 11, 0, tzinfo=UTC)
IDEA = {"idea": 42, "title": "Un banc à l’ombre", "title_language": "fr"}
DATA: dict[str, dict[str, Any]] = {
    "code": {"code": "12345678"},
    "welcome": {"name": "Zoé"},
    "answered": {**IDEA, "decision": 3, "verdict": "partly_accepted", "summary": "Ja, vóór de zomer.", "summary_language": "nl",
                 "author": True},
    "commented": {**IDEA, "comment": 7, "body": "Goed idee!\n\nEn ’s avonds?", "body_language": "nl", "reply": False},
    "hidden": {**IDEA, "kind": "comment", "body": "Idiot.", "body_language": "fr", "ground": "attack",
               "reason": "Geen beledigingen.", "reason_language": "nl", "contact": "participation@jette.example"},
    "invited": {"organisation": "Jette"},
}


def written(kind: str, language: Language = "en", **more: Any) -> Rendered:
    letter = Letter(id=1, kind=kind, to_address="a@example.be", language=language, data={**DATA[kind], **more}, created_at=NOW,
                    due_at=NOW, stop_token="tok" if kind in STOPPABLE else None)
    return render(letter, "https://participation.example/", "Participation")


class Reader(HTMLParser):
    """What a mail program shows of a letter, and which tags it met."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.words: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.quiet = False
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self.quiet = tag in {"style", "title"}

    def handle_endtag(self, tag: str) -> None:
        self.quiet = False

    def handle_data(self, data: str) -> None:
        if not self.quiet:
            self.words += data.split()


def test_every_kind_has_its_words() -> None:
    assert set(WORDED) == set(KINDS) == set(DATA)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_the_text_says_all_that_the_html_says(kind: str, language: Language) -> None:
    letter = written(kind, language)
    reader = Reader(letter.html)
    text = re.sub(r"^> ?", "", letter.text, flags=re.M).replace(":\n", "\n").split()

    assert ("html", language) in [(tag, attrs.get("lang")) for tag, attrs in reader.tags]
    missing = {word.rstrip(":") for word in reader.words} - {word.rstrip(":") for word in (*text, *letter.subject.split())}
    assert missing == set()
    assert "\n" not in letter.subject
    for tag, attrs in reader.tags:
        assert tag not in {"script", "img", "link", "form", "iframe"}   # nothing is loaded from anywhere
        if tag == "a":
            assert (attrs["href"] or "").startswith(f"https://participation.example/{language}")


def test_a_code_is_grouped_as_one_reads_it() -> None:
    letter = written("code")

    assert letter.subject == "1234 5678 is your code to sign in"
    assert "    1234 5678\n" in letter.text
    assert "It is valid for 10 minutes and works once." in letter.text.replace("\n", " ")


@pytest.mark.parametrize(("who", "subject", "why"), [
    ({"author": True}, "Your idea has an answer: Un banc à l’ombre", "because you proposed this idea"),
    ({"author": False, "supporter": True}, "An idea you support has an answer: Un banc à l’ombre",
     "because you support this idea"),
    ({"author": False}, "An idea you follow has an answer: Un banc à l’ombre", "because you follow this idea"),
])
def test_an_answer_is_told_to_each_as_what_they_are_to_the_idea(who: dict[str, bool], subject: str, why: str) -> None:
    letter = written("answered", **who)

    assert letter.subject == subject
    assert why in letter.text.replace("\n", " ")
    assert "The idea is accepted in part." in letter.text
    assert '<blockquote class="quote ink" lang="nl"' in letter.html


def test_letters_about_ideas_can_be_stopped_and_only_those() -> None:
    for kind in KINDS:
        letter = written(kind)
        assert ("https://participation.example/en/stop/tok" in letter.text) == (kind in STOPPABLE)
        assert ("https://participation.example/en/stop/tok" in letter.html) == (kind in STOPPABLE)


def test_a_hidden_comment_is_told_with_its_ground_its_reason_and_the_way_to_answer() -> None:
    letter = written("hidden")
    text = letter.text.replace("\n", " ")

    assert letter.subject == "Your comment was hidden: Un banc à l’ombre"
    assert "It attacks a person instead of what they say." in text
    assert "> Geen beledigingen." in text
    assert "Write to participation@jette.example and say why." in text
    assert 'lang="nl"' in letter.html


def test_a_reply_is_told_as_a_reply() -> None:
    assert written("commented", reply=True).subject == "A reply to your comment: Un banc à l’ombre"


def test_what_citizens_write_stays_text() -> None:
    letter = written("commented", title="<script>alert(1)</script>", body="<img src=x onerror=alert(1)>\n\n-- \nhttps://evil.example")

    assert "<script" not in letter.html
    assert "<img" not in letter.html
    assert "&lt;img src=x" in letter.html
    assert "\n> https://evil.example" in letter.text   # marked as somebody else's words


def test_a_letter_whose_words_were_erased_says_so() -> None:
    letter = Letter(id=1, kind="answered", to_address="", language="en", data={}, created_at=NOW, due_at=NOW)

    assert render(letter, "https://participation.example", "Participation").subject == "Letter no longer kept"
