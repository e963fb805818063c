"""What no database keeps is dropped at the door, whichever door it came by."""

import pytest
from starlette.requests import Request

from components.document import Form, _readable, _wish, keepable


@pytest.mark.parametrize(("sent", "kept"), [
    ("a\x00b", "ab"), ("\ud83d", ""), ("x\udc00y", "xy"), ("😀 é\u202e", "😀 é\u202e"), ("", "")])
def test_what_no_database_keeps_is_dropped(sent, kept):
    assert keepable(sent) == kept
    form = Form({"body": ["first", sent]})
    assert (form["body"], form.text("body"), form.all("body")) == (kept, kept.strip(), ["first", kept])
    kept.encode()


def test_the_address_too():
    request = Request({"type": "http", "query_string": b"q=a%00b&q=%ED%A0%80", "headers": []})
    pairs = _readable(request.query_params.multi_items())
    assert pairs[0] == ("q", "ab") and all(value.encode() and "\x00" not in value for _name, value in pairs)


def test_an_event_of_the_socket_is_read_the_same_way():
    number, path, form, query = _wish({"number": 1, "address": "/nl/ideas/4/comments?order=n%00ewest",
                                       "form": {"body": "a\x00\ud800b", "tags": ["x\x00", "y"]}})
    assert (number, path, query) == (1, "/ideas/4/comments", [("order", "newest")])
    assert (form["body"], form.all("tags")) == ("ab", ["x", "y"])


@pytest.mark.parametrize("event", [
    None, [], "act", {}, {"number": "1", "address": "/", "form": {}}, {"number": 2**70, "address": "/", "form": {}},
    {"number": 1, "address": 7, "form": {}}, {"number": 1, "address": "/", "form": []},
    {"number": 1, "address": "/" * 501, "form": {}},
    {"number": 1, "address": "/", "form": {"a": 1}}, {"number": 1, "address": "/", "form": {"a": [None]}},
    {"number": 1, "address": "/", "form": {"a": {"b": "c"}}}, {"number": 1, "address": "//[", "form": {}}])
def test_an_event_of_another_shape_is_no_act(event):
    assert _wish(event) is None
