"""Proposing an idea: nothing typed is lost, nothing is published that was not asked for, and each error stands by its field."""

from dataclasses import replace
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from markupsafe import Markup
from PIL import Image
from sqlmodel import select
from starlette.requests import Request
from starlette.responses import Response

from components.document import Document, Form, Outcome, Upload, Visit
from locales import speaking
from models import drafts, files
from models.database import reading, transaction
from models.ideas import Idea, Picture, Proposed, Visibility, set_visibility
from models.projects import Phase
from pages import files as picture_pages
from pages.propose import keep_draft, propose, propose_page
from tests.cast import NOW, Cast, write_idea
from tests.pages.seeing import counted, html, visit, words

NEW = "/projects/jette-climate/ideas/new"
TREES = {"title": "Trees at the Miroir stop", "body": "In summer the stop stands in full sun. Three trees would help.",
         "language": "en", "place": "Miroir stop", "charter": "yes"}
BENCH = {"title": "Un banc à l’ombre du tilleul",
         "body": "Il manque un banc pour souffler sur la place, à l’ombre des arbres."}


def looking(cast: Cast, person: str | None = "dina", browser: str | None = "a-browser", later: timedelta = timedelta()) -> Visit:
    me = getattr(cast, person) if person else None
    return replace(visit("en", me, NEW), browser=browser, network="192.0.2.0", now=NOW + later)


def form(files_sent: dict[str, list[Upload]] | None = None, **fields: Any) -> Form:
    return Form({name.replace("_dot_", "."): value if isinstance(value, list) else [value] for name, value in fields.items()},
                files_sent)


def sent(act: Any, looker: Visit, filled: Form) -> Any:
    with speaking(looker.language):
        result = act(looker, filled, "jette-climate")
        if isinstance(result, Outcome) and callable(result.fragments):
            return replace(result, fragments=result.fragments())
        return result


def page(looker: Visit) -> str:
    with speaking(looker.language):
        return words(propose_page(looker, "jette-climate"))


def source(looker: Visit) -> str:
    with speaking(looker.language):
        return html(propose_page(looker, "jette-climate"))


def read(shown: str) -> str:
    """What one reads of HTML that is rendered already: a page can be rendered only once."""
    return words(Document(title="", main=Markup(shown)))


def ideas_of(cast: Cast, person: str = "dina") -> list[Idea]:
    with reading() as session:
        return list(session.exec(select(Idea).where(Idea.author_id == getattr(cast, person).id)))


def picture(colour: str = "red") -> Upload:
    data = BytesIO()
    Image.new("RGB", (800, 600), colour).save(data, "JPEG")
    return Upload("stop.jpg", "image/jpeg", data.getvalue())


@pytest.fixture(autouse=True)
def pictures_in(tmp_path: Path) -> None:
    files.keep_in(tmp_path / "pictures")


def test_an_idea_is_published_and_its_draft_is_gone(cast: Cast) -> None:
    sent(keep_draft, looking(cast), form(**TREES))

    outcome = sent(propose, looking(cast), form(**TREES))

    [idea] = ideas_of(cast)
    assert (idea.title, idea.language, idea.place, idea.visibility) == (TREES["title"], "en", "Miroir stop", Visibility.PUBLIC)
    assert (outcome.go, outcome.toast) == (f"/ideas/{idea.id}", "Thank you. Your idea is online.")
    assert TREES["title"] not in source(looking(cast))


def test_where_moderators_read_first_the_thanks_say_so(cast: Cast) -> None:
    with transaction() as session:
        phase = session.get_one(Phase, cast.ideas_phase)
        phase.settings = {"pre_moderation": True}
        session.add(phase)

    outcome = sent(propose, looking(cast), form(**TREES))

    assert outcome.toast == "Thank you. A moderator reads your idea before it appears."
    assert ideas_of(cast)[0].visibility == Visibility.PENDING
    assert "A moderator reads your idea first." in page(looking(cast))


def test_each_error_stands_by_its_field_and_nothing_typed_is_lost(cast: Cast) -> None:
    document = sent(propose, looking(cast), form(title="Trees", body="", language="en", pseudonymous="yes"))

    assert isinstance(document, Document) and document.status == 422
    shown = html(document)
    for field, sentence in (("body", "Describe your idea in a sentence or two."),
                            ("place", "Give a place, or tick “No particular place”."),
                            ("charter", "Accept the charter to publish your idea.")):
        assert f'href="#f-{field}"' in shown and f'id="f-{field}-error"' in shown
        assert read(shown).count(sentence) == 2   # in the summary and by the field
    assert 'value="Trees"' in shown
    assert ideas_of(cast) == []
    assert 'value="Trees"' in source(looking(cast))   # and it is kept as a draft


def test_who_is_not_signed_in_writes_signs_in_and_finds_it_again(cast: Cast) -> None:
    outcome = sent(propose, looking(cast, None), form(**TREES))
    assert outcome.go == f"/sign-in?next={NEW}"

    with transaction() as session:
        drafts.adopt_drafts(session, cast.dina.id, "a-browser")

    assert TREES["body"] in page(looking(cast))
    assert TREES["body"] not in page(looking(cast, None, browser="another-browser"))


def test_who_has_no_name_yet_is_asked_for_one(cast: Cast) -> None:
    newcomer = replace(looking(cast), person=replace(cast.dina, name=None))

    assert sent(propose, newcomer, form(**TREES)).go == f"/introduce?next={NEW}"
    assert ideas_of(cast) == []


def test_while_typing_similar_ideas_the_count_and_the_language_come(cast: Cast) -> None:

    outcome = sent(keep_draft, looking(cast, None), form(**BENCH, near="", guessed="", language=""))

    similar, tongue = str(outcome.fragments["similar"]), str(outcome.fragments["written-in"])
    assert "Un banc à l’ombre" in similar and f"/ideas/{cast.bench}/support" in similar
    assert "67 of 5,000 characters" in str(outcome.fragments["body-count"])
    assert 'value="fr" checked' in tongue and "We chose it from your text." in tongue
    assert "Draft saved at 12:00" in str(outcome.fragments["saved"])   # in Brussels
    assert outcome.announce == "1 idea looks like yours." and outcome.toast is None


def test_what_did_not_change_is_left_alone(cast: Cast) -> None:

    outcome = sent(keep_draft, looking(cast), form(**BENCH, near=str(cast.bench), guessed="fr", language="fr"))

    assert set(outcome.fragments) == {"body-count", "saved"} and outcome.announce is None


def test_a_language_that_somebody_chose_is_never_changed_by_detection(cast: Cast) -> None:
    text = {"title": "Un banc à l’ombre", "body": "Il manque un banc pour souffler sur la place."}

    sent(keep_draft, looking(cast), form(**text, guessed="fr", language="nl"))

    assert 'value="nl" checked' in source(looking(cast))


def test_no_language_is_published_that_nobody_saw(cast: Cast) -> None:
    document = sent(propose, looking(cast), form(**{**TREES, "language": ""}))

    assert "Say in which language your text is." in words(document)
    assert ideas_of(cast) == []


def test_a_click_on_the_map_marks_the_place(cast: Cast) -> None:
    outcome = sent(keep_draft, looking(cast), form(title="Trees", map560_dot_x="280", map560_dot_y="200", no_place="yes"))

    assert "Marked on the map, near Miroir." in str(outcome.fragments["spot"])
    with reading() as session:
        typed = drafts.draft_of(session, cast.ideas_phase, cast.dina, None)
    assert (typed.latitude, typed.longitude) == (pytest.approx(50.877, abs=.001), pytest.approx(4.329, abs=.001))
    assert typed.no_place is False

    sent(keep_draft, looking(cast), form(
        title="Trees", latitude=str(typed.latitude), longitude=str(typed.longitude), unmark="yes"))
    with reading() as session:
        assert drafts.draft_of(session, cast.ideas_phase, cast.dina, None).latitude is None


@pytest.mark.parametrize("click", [("0", "0"), ("9999", "10"), ("-3", "10"), ("x", "y"), ("", "")])
def test_a_click_that_no_finger_made_marks_nothing(cast: Cast, click: tuple[str, str]) -> None:
    sent(keep_draft, looking(cast), form(title="Trees", map280_dot_x=click[0], map280_dot_y=click[1]))

    with reading() as session:
        assert drafts.draft_of(session, cast.ideas_phase, cast.dina, None).latitude is None


def test_pictures_need_words_and_can_be_removed(cast: Cast) -> None:
    outcome = sent(keep_draft, looking(cast), form({"pictures": [picture("red"), picture("blue")]}, title="Trees"))
    with reading() as session:
        [(red, _), (blue, _)] = drafts.draft_of(session, cast.ideas_phase, cast.dina, None).pictures
    assert outcome.focus == f"f-alt-{red}"

    document = sent(propose, looking(cast), form(**TREES, picture=[red, blue]))
    assert "Describe each picture in a few words, for people who cannot see it." in words(document)

    outcome = sent(propose, looking(cast), form(**TREES, picture=[red], **{f"alt-{red}": "The stop in the sun"}))
    with reading() as session:
        assert [(row.file_hash, row.alt) for row in session.exec(select(Picture))] == [(red, "The stop in the sun")]


@pytest.mark.parametrize(("content", "sentence"), [
    (b"<svg onload=alert(1)>", "This is not a picture we can use. Send a JPEG, PNG or WebP file."),
    (b"\xff\xd8\xff" + b"0" * 99, "This picture is damaged and cannot be opened. Try another one."),
    (b"", "This file is empty.")])
def test_a_file_that_is_no_picture_is_refused_by_its_field(cast: Cast, content: bytes, sentence: str) -> None:
    document = sent(keep_draft, looking(cast), form({"pictures": [Upload("a.jpg", "image/jpeg", content)]}, title="Trees"))

    shown = html(document)
    assert document.status == 422 and read(shown).count(sentence) == 2
    assert 'id="f-pictures-error"' in shown and 'value="Trees"' in shown


def test_a_picture_nobody_sent_here_is_no_picture(cast: Cast) -> None:
    sent(propose, looking(cast), form(**TREES, picture=["0" * 64, "../../etc/passwd"]))

    assert ideas_of(cast)[0].title == TREES["title"]
    with reading() as session:
        assert session.exec(select(Picture)).all() == []


def test_a_picture_is_served_for_good_until_its_idea_is_hidden(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    asking: dict[str, Any] = {"person": None}
    monkeypatch.setattr(picture_pages, "visit_of", lambda *_: replace(visit("en"), person=asking["person"]))
    sent(keep_draft, looking(cast), form({"pictures": [picture()]}, title="Trees"))
    with reading() as session:
        [(file_hash, _alt)] = drafts.draft_of(session, cast.ideas_phase, cast.dina, None).pictures

    def served(name: str) -> Response:
        return picture_pages.picture_response(Request({"type": "http", "headers": []}), name)

    for size in ("small", "large"):
        answer = served(f"{file_hash}-{size}")
        assert (answer.status_code, answer.media_type) == (200, "image/webp") and "immutable" in answer.headers["cache-control"]
        assert answer.headers["content-security-policy"] == "default-src 'none'; sandbox"
    for name in (f"{file_hash}-huge", "0" * 64 + "-small", "../../etc/passwd-small", file_hash):
        assert served(name).status_code == 404

    sent(propose, looking(cast), form(**TREES, picture=[file_hash], **{f"alt-{file_hash}": "The stop"}))
    with transaction() as session:
        set_visibility(session, session.get_one(Idea, ideas_of(cast)[0].id), Visibility.HIDDEN, NOW)
    assert served(f"{file_hash}-small").status_code == 410
    asking["person"] = cast.bob
    answer = served(f"{file_hash}-small")
    assert (answer.status_code, answer.headers["cache-control"]) == (200, "no-store")


def test_under_a_pseudonym_readers_are_told_who_still_knows(cast: Cast) -> None:
    assert "The project’s team and the platform’s administrator still can." in page(looking(cast))

    sent(propose, looking(cast), form(**TREES, pseudonymous="yes"))

    assert ideas_of(cast)[0].pseudonymous is True


def test_after_the_phase_the_page_says_so_and_the_draft_can_be_copied(cast: Cast) -> None:
    sent(keep_draft, looking(cast), form(**TREES))

    late = looking(cast, later=timedelta(days=11))

    assert "This closed on 3 December 2026." in page(late) and TREES["body"] in page(late)
    assert "<textarea" not in source(late)
    document = sent(propose, late, form(**TREES))
    assert document.status == 403 and TREES["body"] in words(document)
    assert ideas_of(cast) == []


def test_script_typed_into_the_fields_stays_text(cast: Cast) -> None:
    nasty = "<script>alert(1)</script>\"'>"
    document = sent(propose, looking(cast), form(title=nasty, body=nasty, place=nasty, topic=nasty, language=nasty,
                                                 neighbourhood=nasty, latitude="nan", longitude="inf", near=nasty, guessed=nasty))

    assert document.status == 422 and "<script" not in html(document)


def test_far_too_much_text_is_not_kept_and_says_so(cast: Cast) -> None:
    outcome = sent(keep_draft, looking(cast), form(title="Trees", body="x" * 30_000))

    assert outcome.error and outcome.toast == "This text is too long to be kept. Shorten it, or copy it to a safe place."


def test_the_sheet_costs_as_much_with_many_ideas_as_with_one(cast: Cast) -> None:
    typed = Proposed("Un banc à l’ombre", "Un banc de plus.", "fr")
    with transaction() as session:
        drafts.save_draft(session, cast.ideas_phase, cast.dina, None, typed, NOW)
    before = counted(propose_page, looking(cast), "jette-climate")
    with transaction() as session:
        for number in range(30):
            write_idea(session, cast.ideas_phase, cast.alice, replace(typed, title=f"Un banc à l’ombre {number}"), NOW)

    assert counted(propose_page, looking(cast), "jette-climate") == before <= 9
