from datetime import timedelta

import pytest
from sqlmodel import select

from models import journal, people
from models.drafts import forget_old_drafts
from models.letters import Letter
from models.people import Identity, Person, PersonSession, RoleKind, SignInCode
from models.refusals import Invalid, NotAllowed, NotFound, Refusal, TooMany
from tests.cast import DAY

SECRET = b"a secret of at least thirty-two characters"
MINUTE = timedelta(minutes=1)
HERE = "this-browser"
NO_LONGER = "This code is no longer valid. Ask for a new one."
NOT_IT = "That is not the code we sent. Check the eight digits."
TOO_MANY = "Too many wrong codes. Ask for a new one."


def send(session, now, address="dina@example.be", browser=HERE, network="1.2.3.4"):
    """Ask for a code and read it in the letter."""
    people.send_code(session, address, browser, network, "nl", SECRET, now)
    session.flush()
    return session.exec(select(Letter.data).where(Letter.kind == "code").order_by(Letter.id.desc())).first()["code"]


def redeem(session, code, now, browser=HERE):
    answer = people.redeem_code(session, code, browser, SECRET, now)
    session.flush()
    return answer.sentence if isinstance(answer, Refusal) else answer


# ── Codes ─────────────────────────────────────────────────────────────────────────────────────────


def test_a_code_proves_an_address_once(session, cast, now):
    code = send(session, now, " Dina@Example.be ")

    assert len(code) == 8 and code.isdecimal()
    assert people.address_waiting(session, HERE, now) == "dina@example.be"
    assert redeem(session, f"{code[:4]} {code[4:]}", now + 9 * MINUTE) == "dina@example.be"
    assert redeem(session, code, now) == NO_LONGER
    assert people.address_waiting(session, HERE, now) is None


def test_another_browser_and_a_late_one_learn_nothing(session, cast, now):
    code = send(session, now)

    assert redeem(session, code, now, browser="another") == NO_LONGER
    assert redeem(session, code, now + 10 * MINUTE) == NO_LONGER
    assert redeem(session, code, now + 10 * MINUTE - timedelta(seconds=1)) == "dina@example.be"


def test_five_wrong_tries_kill_a_code(session, cast, now):
    code = send(session, now)
    wrong = f"{(int(code) + 1) % 10**8:08d}"

    assert [redeem(session, wrong, now) for _ in range(5)] == [NOT_IT] * 4 + [TOO_MANY]
    assert redeem(session, code, now) == TOO_MANY


def test_a_newer_code_kills_the_older_also_in_another_browser(session, cast, now):
    first = send(session, now)
    second = send(session, now + MINUTE, browser="another")

    assert redeem(session, first, now + MINUTE) == NO_LONGER
    assert redeem(session, second, now + MINUTE, browser="another") == "dina@example.be"


def test_a_code_is_kept_nowhere_but_in_its_letter(session, cast, now):
    code = send(session, now)
    row = session.exec(select(SignInCode)).one()

    assert code not in row.code_hash and HERE not in row.browser_hash


@pytest.mark.parametrize("address", ["", "dina", "@example.be", "dina@", "dina@example", "dina@.be", "di na@example.be",
                                     "dina@example.be\nBcc: all@example.be", "a@b.be,c@d.be", "<a@b.be>", "dina@exa..mple.be",
                                     "x" * 250 + "@example.be", "dina\0@example.be"])
def test_what_is_no_address_gets_no_letter(session, cast, now, address):
    with pytest.raises(Invalid) as refused:
        people.send_code(session, address, HERE, "1.2.3.4", "fr", SECRET, now)
    assert list(refused.value.fields) == ["address"]
    assert session.exec(select(Letter)).all() == []


def test_three_codes_in_a_quarter_to_an_address_and_twenty_an_hour_from_a_network(session, cast, now):
    for _ in range(3):
        send(session, now)
    with pytest.raises(TooMany) as refused:
        send(session, now, network="5.6.7.8")
    assert refused.value.again_at == now + 15 * MINUTE
    for number in range(17):
        send(session, now, f"someone{number}@example.be", browser=str(number))
    with pytest.raises(TooMany) as refused:
        send(session, now, "last@example.be")
    assert refused.value.again_at == now + 60 * MINUTE


def test_a_known_and_an_unknown_address_are_answered_alike(session, cast, now):
    before = len(session.exec(select(Person)).all())
    answers = [people.send_code(session, address, address, "1.2.3.4", "fr", SECRET, now)
               for address in ("dina@example.be", "unknown@example.be")]

    assert answers == [None, None]
    assert sorted(letter.to_address for letter in session.exec(select(Letter))) == ["dina@example.be", "unknown@example.be"]
    assert len({tuple(letter.data) for letter in session.exec(select(Letter))}) == 1
    assert len(session.exec(select(Person)).all()) == before


# ── Persons ───────────────────────────────────────────────────────────────────────────────────────


def test_the_first_sign_in_makes_a_person_and_the_next_finds_them(session, cast, dina, now):
    assert people.person_for(session, "email", "dina@example.be", "fr", now).id == dina.id
    new = people.person_for(session, "email", "new@example.be", "nl", now)
    assert people.person_for(session, "email", "new@example.be", "fr", now) is new
    assert (new.name, new.language, people.address_of(session, new.id)) == (None, "nl", "new@example.be")
    assert [entry.act for entry in journal.entries_about(session, f"person:{new.id}")] == ["person_joined"]
    assert len(session.exec(select(Identity).where(Identity.person_id == new.id)).all()) == 1


def test_a_newcomer_gives_a_name_and_is_welcomed_once(session, cast, now):
    person = people.person_for(session, "email", "new@example.be", "fr", now)
    token = people.open_session(session, person, "Firefox", now)
    session.flush()
    me = people.me_of(session, token, now)
    for _ in range(2):
        people.introduce(session, me, "  Noor   B. ", "nl", now)

    assert (person.name, person.language) == ("Noor B.", "nl")
    assert [(letter.kind, letter.language) for letter in session.exec(select(Letter))] == [("welcome", "nl")]


@pytest.mark.parametrize(("change", "field"), [
    ({"name": " "}, "name"), ({"name": "x" * 61}, "name"), ({"name": "dina@example.be"}, "name"),
    ({"language": "de"}, "language"),
    ({"about": "x" * 501}, "about"),
])
def test_a_profile_that_cannot_be_kept(session, dina, now, change, field):
    with pytest.raises(Invalid) as refused:
        people.set_profile(session, dina, **{"name": "Dina", "language": "nl", "now": now, **change})
    assert list(refused.value.fields) == [field]


# ── Sessions ──────────────────────────────────────────────────────────────────────────────────────


def signed_in(session, me, now, replaces=None):
    token = people.open_session(session, session.get_one(Person, me.id), "Firefox", now, replaces)
    session.flush()
    return token


def test_a_token_opens_until_it_is_closed_expired_or_its_person_left(session, dina, now):
    token = signed_in(session, dina, now)
    assert people.me_of(session, token, now).id == dina.id
    assert people.me_of(session, token + "x", now) is None and people.me_of(session, None, now) is None
    assert people.me_of(session, token, now + 30 * DAY) is None
    people.close_session(session, token, now)
    session.flush()
    assert people.me_of(session, token, now) is None
    token = signed_in(session, dina, now)
    session.get_one(Person, dina.id).left_at = now
    session.flush()
    assert people.me_of(session, token, now) is None


def test_signing_in_again_turns_the_token(session, dina, now):
    first = signed_in(session, dina, now)
    second = signed_in(session, dina, now, replaces=first)

    assert first != second
    assert people.me_of(session, first, now) is None and people.me_of(session, second, now).id == dina.id
    assert second not in {row.token_hash for row in session.exec(select(PersonSession))}


def test_a_session_knows_to_the_hour_when_it_was_last_used(session, dina, now):
    token = signed_in(session, dina, now)
    session.flush()
    assert people.me_of(session, token, now + 60 * MINUTE).seen_lately
    later = now + 61 * MINUTE
    me = people.me_of(session, token, later)
    assert not me.seen_lately
    people.note_seen(session, me.session_id, later)
    assert people.sessions_of(session, dina.id, later)[0].seen_at == later
    assert people.me_of(session, token, later).seen_lately


def test_one_closes_ones_own_other_browsers_only(session, dina, alice, now):
    phone, desk = signed_in(session, dina, now), signed_in(session, dina, now + MINUTE)
    listed = people.sessions_of(session, dina.id, now)
    assert len(listed) == 2 and listed[0].seen_at == now + MINUTE
    for stranger_sees in (listed[1].id, 999):
        with pytest.raises(NotFound):
            people.revoke_session(session, alice, stranger_sees, now)

    people.revoke_session(session, dina, listed[1].id, now)
    session.flush()
    assert people.me_of(session, phone, now) is None and people.me_of(session, desk, now)


def test_what_is_over_is_forgotten(session, dina, now):
    send(session, now)
    token = signed_in(session, dina, now)
    people.forget_expired(session, now + 29 * DAY)
    forget_old_drafts(session, now)
    assert session.exec(select(SignInCode)).all() == [] and people.me_of(session, token, now + 29 * DAY)
    people.forget_expired(session, now + 31 * DAY)
    assert session.exec(select(PersonSession)).all() == []


def test_roles_are_held_where_they_are_given(session, cast, dina, now):
    people.give_role(session, dina.id, RoleKind.MODERATOR, cast.jette, None, now)
    people.give_role(session, dina.id, RoleKind.MODERATOR, cast.jette, None, now)
    me = people.me_of(session, signed_in(session, dina, now), now)

    assert len(me.roles) == 1 and me.staff
    assert me.may_moderate(cast.jette, cast.plan) and not me.may_answer(cast.jette, cast.plan)
    assert not me.may_moderate(cast.saint_gilles, cast.other_plan)


def test_who_is_not_signed_in_is_told_how():
    refusal = NotAllowed("Sign in to follow this.", next_step="sign_in")
    with pytest.raises(NotAllowed) as refused:
        people.signed_in(None, refusal)
    assert refused.value is refusal
