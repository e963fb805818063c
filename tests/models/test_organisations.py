from datetime import timedelta

import pytest
from sqlmodel import select

from models import organisations
from models.organisations import offer_first_run, organisation_by_slug, set_up
from models.people import Person
from models.refusals import Invalid, NotFound
from models.translated import Translated
from tests.cast import DAY

GOOD = {"names": Translated("Jette", "Jette"), "slug": "jette", "kind": "commune", "languages": ["fr", "nl"],
        "address": "ada@example.be", "person_name": "Ada", "language": "fr"}


def test_the_first_run_happens_once(session, now):
    old = offer_first_run(session, now)
    token = offer_first_run(session, now)
    session.flush()
    assert not organisations.first_run_is_open(session, old, now)
    assert organisations.first_run_is_open(session, token, now)
    with pytest.raises(NotFound):
        set_up(session, old, **GOOD, now=now)

    ada = set_up(session, token, **GOOD, now=now)
    assert (ada.name, ada.is_administrator) == ("Ada", True)
    assert organisation_by_slug(session, "jette").languages == ["fr", "nl"]
    with pytest.raises(NotFound):
        set_up(session, token, **GOOD, now=now)
    assert offer_first_run(session, now) is None


def test_a_link_lasts_a_week(session, now):
    token = offer_first_run(session, now)
    session.flush()
    too_late = now + 7 * DAY
    assert not organisations.first_run_is_open(session, token, too_late)
    with pytest.raises(NotFound):
        set_up(session, token, **GOOD, now=too_late)
    assert organisations.first_run_is_open(session, token, too_late - timedelta(seconds=1))
    assert set_up(session, token, **GOOD, now=too_late - timedelta(seconds=1))


@pytest.mark.parametrize(("change", "field"), [
    ({"names": Translated("Jette")}, "name_nl"), ({"languages": []}, "languages"),
    ({"languages": ["fr", "nl", "de"]}, "languages"),
    ({"slug": ""}, "slug"), ({"slug": "Jette"}, "slug"), ({"slug": "jette/../x"}, "slug"), ({"kind": "shop"}, "kind"),
    ({"person_name": " "}, "person_name"), ({"person_name": "x" * 61}, "person_name"), ({"address": "ada"}, "address"),
])
def test_what_is_wrong_is_said_by_field_and_the_link_still_works(session, now, change, field):
    token = offer_first_run(session, now)
    session.flush()
    with pytest.raises(Invalid) as refused:
        set_up(session, token, **{**GOOD, **change}, now=now)
    assert list(refused.value.fields) == [field]
    assert session.exec(select(Person)).all() == [] and organisations.first_run_is_open(session, token, now)


def test_an_address_belongs_to_one_organisation(session, cast, now):
    session.get_one(Person, cast.ada.id).is_administrator = False
    session.flush()
    token = offer_first_run(session, now)
    session.flush()
    with pytest.raises(Invalid) as refused:
        set_up(session, token, **GOOD, now=now)
    assert list(refused.value.fields) == ["slug"]
