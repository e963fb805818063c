import asyncio
import socket
from datetime import timedelta
from email import message_from_bytes, policy

import aiosmtplib
import pytest
from aiosmtpd.controller import Controller
from sqlmodel import select

from models import letters
from models.database import transaction
from models.letters import Letter, Post, Rendered, deliver, write_letter

MINUTE = timedelta(minutes=1)


class Inbox:
    """What a mail server received; `refuse` answers a recipient with an SMTP error."""

    def __init__(self):
        self.messages, self.to, self.refuse, self.sessions = [], [], {}, set()

    async def handle_RCPT(self, server, session, envelope, address, options):
        if address in self.refuse:
            return self.refuse[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        await asyncio.sleep(0.002)
        self.sessions.add(session.peer)
        self.to += envelope.rcpt_tos
        self.messages.append(message_from_bytes(envelope.content, policy=policy.default))
        return "250 OK"


def free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


@pytest.fixture
def inbox():
    return Inbox()


@pytest.fixture
def server(inbox):
    controller = Controller(inbox, hostname="127.0.0.1", port=free_port())
    controller.start()
    yield controller
    controller.stop()


def post_to(port):
    return Post(f"smtp://127.0.0.1:{port}", "Participation à Jette <hello@jette.example>", "https://jette.example/")


@pytest.fixture
def post(server):
    return post_to(server.port)


def render(letter):
    return Rendered(f"Idée n° {letter.data.get('idea', 0)}", "Bonjour, ça va ? €", f"<html lang={letter.language}>ça</html>")


def written(now, number=1, kind="welcome", **fields):
    with transaction() as session:
        for one in range(number):
            write_letter(session, kind, f"alice{one}@example.be", "fr", {"idea": one, "code": "12345678"}, now, **fields)


def rows():
    with transaction() as session:
        return list(session.exec(select(Letter).order_by(Letter.id)))


def send(post, now, render=render):
    return asyncio.run(deliver(post, render, lambda: now))


def test_a_letter_is_sent_once_in_its_words(connected, inbox, post, now):
    written(now)

    assert send(post, now) == 1
    assert send(post, now) == 0

    [message] = inbox.messages
    assert message["Subject"] == "Idée n° 0" and message["To"] == "alice0@example.be"
    assert message["From"] == "Participation à Jette <hello@jette.example>"
    assert message.get_body(("plain",)).get_content().strip() == "Bonjour, ça va ? €"
    assert message.get_body(("html",)).get_content().strip() == "<html lang=fr>ça</html>"
    assert message["Auto-Submitted"] == "auto-generated" and message["Content-Language"] == "fr"
    assert message["Message-ID"].endswith("@jette.example>") and message["Date"].datetime == now
    assert message["List-Unsubscribe"] is None
    [row] = rows()
    assert (row.sent_at, row.failed_at, row.tries, row.problem) == (now, None, 1, "")


def test_what_was_undone_is_never_sent(connected, inbox, post, now):
    with pytest.raises(RuntimeError), transaction() as session:
        write_letter(session, "welcome", "alice@example.be", "fr", {}, now)
        raise RuntimeError

    assert send(post, now) == 0


def test_the_same_key_is_written_once_and_the_act_goes_on(connected, alice, now):
    for _ in range(2):
        with transaction() as session:
            write_letter(session, "answered", "alice@example.be", "fr", {}, now, key="answered:1:1", person_id=alice.id)
            again = write_letter(session, "answered", "a@example.be", "fr", {}, now, key="answered:1:1", person_id=alice.id)
            assert again is None
    with transaction() as session:
        assert write_letter(session, "answered", "alice@example.be", "fr", {}, now, key="answered:2:1") is not None

    assert [row.key for row in rows()] == ["answered:1:1", "answered:2:1"]


def test_only_letters_about_others_acts_can_be_stopped_by_one_click(connected, alice, inbox, post, now):
    written(now, kind="answered", person_id=alice.id)
    written(now, kind="welcome", person_id=alice.id)
    send(post, now)

    stoppable, not_stoppable = inbox.messages
    token = rows()[0].stop_token
    assert stoppable["List-Unsubscribe"] == f"<https://jette.example/fr/stop/{token}>"
    assert stoppable["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert not_stoppable["List-Unsubscribe"] is None
    with transaction() as session:
        assert letters.person_stopping(session, token) == alice.id
        assert letters.person_stopping(session, "guess") is None


def test_many_letters_go_on_one_connection_and_codes_go_first(connected, inbox, post, now):
    written(now, 20)
    written(now + MINUTE, kind="code")

    send(post, now + MINUTE)

    assert len(inbox.messages) == 21 and len(inbox.sessions) == 1
    assert rows()[-1].kind == "code" and inbox.messages[0]["Message-ID"].startswith(f"<letter.{rows()[-1].id}.")


def test_a_code_is_forgotten_once_it_is_sent(connected, inbox, post, now):
    written(now, kind="code")
    send(post, now)
    assert rows()[0].data == {}


def test_a_code_that_comes_too_late_is_not_sent(connected, inbox, post, now):
    written(now, kind="code")
    send(post, now + 11 * MINUTE)
    assert inbox.messages == [] and rows()[0].failed_at == now + 11 * MINUTE and rows()[0].data == {}


def test_while_the_server_is_down_letters_wait_and_then_arrive_once(connected, inbox, now):
    written(now, 3)
    post = post_to(free_port())

    send(post, now)
    assert [(row.sent_at, row.tries, row.due_at) for row in rows()] == [(None, 1, now + MINUTE)] * 3
    assert "SMTPConnectError" in rows()[0].problem
    assert send(post, now + MINUTE / 2) == 0

    controller = Controller(inbox, hostname="127.0.0.1", port=int(post.url.rsplit(":", 1)[1]))
    controller.start()
    try:
        assert send(post, now + MINUTE) == 3
        assert send(post, now + 60 * MINUTE) == 0
    finally:
        controller.stop()
    assert sorted(inbox.to) == ["alice0@example.be", "alice1@example.be", "alice2@example.be"]


def test_waits_grow_from_a_minute_to_six_hours_and_then_it_gives_up(connected, now):
    written(now)
    post, waits = post_to(free_port()), []
    while rows()[0].failed_at is None:
        due = rows()[0].due_at
        send(post, due)
        waits.append((rows()[0].due_at - due) / MINUTE)

    assert waits == [1, 2, 4, 8, 16, 32, 64, 128, 256, 360, 360, 0]
    assert rows()[0].tries == 12 and send(post, now + 100 * 24 * 60 * MINUTE) == 0


@pytest.mark.parametrize("answer, given_up", [("550 No such person", True), ("451 Try later", False)])
def test_an_address_that_is_refused_for_good_is_given_up_and_the_others_get_theirs(connected, inbox, post, now, answer, given_up):
    inbox.refuse["alice0@example.be"] = answer
    written(now, 2)

    send(post, now)

    refused, accepted = rows()
    assert (refused.failed_at is not None, refused.sent_at, accepted.sent_at) == (given_up, None, now)
    assert answer.split(" ", 1)[1] in refused.problem


def test_a_letter_that_cannot_be_put_into_words_waits_and_the_others_go(connected, inbox, post, now, caplog):
    written(now, 2)

    def stumble(letter):
        if letter.data["idea"] == 0:
            raise KeyError("title")
        return render(letter)

    send(post, now, stumble)

    assert [row.sent_at for row in rows()] == [None, now] and "could not be written" in caplog.text
    assert "alice0" not in caplog.text


def test_two_processes_never_send_the_same_letter(connected, inbox, post, now):
    written(now, 120)

    async def both():
        async def one():
            while await deliver(post, render, lambda: now):
                pass
        await asyncio.gather(one(), one(), one())

    asyncio.run(both())

    assert len(inbox.to) == 120 == len(set(inbox.to)) and len(inbox.sessions) > 3


def test_what_a_process_claimed_before_it_died_is_sent_by_another_later(connected, inbox, post, now):
    written(now)
    letters._claim("gone", now)

    assert send(post, now + 9 * MINUTE) == 0
    assert send(post, now + 10 * MINUTE) == 1
    assert len(inbox.messages) == 1


def test_a_new_letter_is_sent_at_once(connected, inbox, post):
    async def a_moment():
        posting = asyncio.create_task(letters.deliver_always(post, render, timedelta(hours=1)))
        await asyncio.sleep(0.5)
        await asyncio.to_thread(written, letters.clock.now())
        for _ in range(100):
            if inbox.messages:
                break
            await asyncio.sleep(0.05)
        posting.cancel()

    asyncio.run(a_moment())
    assert len(inbox.messages) == 1


def test_without_a_post_letters_count_as_sent_and_stay_readable(connected, now):
    written(now, kind="code")

    assert asyncio.run(deliver(None, render, lambda: now)) == 1
    assert (rows()[0].sent_at, rows()[0].data["code"]) == (now, "12345678")


@pytest.mark.parametrize("subject", ["One\r\nBcc: eve@example.be", "One\nTwo"])
def test_nothing_typed_becomes_a_header(connected, now, subject):
    written(now)
    message = letters.compose(rows()[0], Rendered(subject, "", ""), post_to(25), now)
    assert message["Bcc"] is None and "\n" not in message["Subject"]


def test_an_address_with_accents_in_its_domain_is_written_as_servers_know_it(connected, now):
    with transaction() as session:
        write_letter(session, "welcome", "alice@forêt.be", "fr", {}, now)
    assert letters.compose(rows()[0], render(rows()[0]), post_to(25), now)["To"] == "alice@xn--fort-ipa.be"


@pytest.mark.parametrize("url, hostname, port, encrypted, user", [
    ("smtp://mail.example", "mail.example", 25, False, None),
    ("smtp://u%40x:p%2Fw@mail.example:587", "mail.example", 587, False, "u@x"),
    ("smtps://mail.example", "mail.example", 465, True, None),
])
def test_the_address_of_a_mail_server_says_how_to_reach_it(url, hostname, port, encrypted, user):
    async def made():
        return Post(url, "a@b.be", "").connection()
    smtp = asyncio.run(made())
    assert isinstance(smtp, aiosmtplib.SMTP)
    assert (smtp.hostname, smtp.port, smtp.use_tls, smtp._login_username) == (hostname, port, encrypted, user)


def test_after_half_a_year_words_and_address_go_and_a_second_copy_is_still_impossible(connected, alice, post, now):
    written(now, kind="answered", key="answered:1:1", person_id=alice.id)
    send(post, now)
    with transaction() as session:
        letters.forget_old_letters(session, now + letters.KEPT / 2)
    assert rows()[0].to_address
    with transaction() as session:
        letters.forget_old_letters(session, now + letters.KEPT + MINUTE)
        assert write_letter(session, "answered", "a@b.be", "fr", {}, now, key="answered:1:1") is None
        assert letters.person_stopping(session, session.exec(select(Letter.stop_token)).one()) == alice.id
    assert (rows()[0].to_address, rows()[0].data) == ("", {})


def test_a_person_reads_their_letters_but_no_codes_and_all_can_be_erased(connected, alice, now):
    written(now, kind="welcome", person_id=alice.id)
    written(now + MINUTE, kind="answered", person_id=alice.id)
    written(now, kind="code", person_id=alice.id)
    with transaction() as session:
        assert [letter.kind for letter in letters.letters_to(session, alice.id)] == ["answered", "welcome"]
        assert len(letters.all_letters(session)) == 3 and letters.waiting_since(session) == now
        letters.erase_person(session, alice.id)
        assert letters.all_letters(session) == []
