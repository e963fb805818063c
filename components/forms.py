"""Fields that say what is asked, what is wrong and how to put it right; the same with and without JavaScript."""

from collections.abc import Iterable, Mapping

import htpy as h

from components.frame import to
from components.icons import icon
from locales import _, ngettext, say
from models.refusals import Refusal

Errors = Mapping[str, Refusal]


def _anchor(name: str) -> str:
    return f"f-{name.replace('_', '-')}"


def _described(name: str, hint: h.Node, error: Refusal | None, more: str | None) -> dict[str, str | None]:
    """The attributes that tie a field to its hint and its error."""
    ids = [f"{_anchor(name)}-hint" if hint else None, f"{_anchor(name)}-error" if error else None, more]
    return {"aria_describedby": " ".join(filter(None, ids)) or None, "aria_invalid": "true" if error else None}


def _wrong(name: str, error: Refusal | None) -> h.Element | None:
    return error and h.p(".wrong-text", id=f"{_anchor(name)}-error")[
        icon("circle-alert"), h.span[h.span(".away")[_("Error:"), " "], say(error)]]


def _hint(name: str, hint: h.Node) -> h.Element | None:
    return h.p(".hint", id=f"{_anchor(name)}-hint")[hint] if hint else None


def _label(name: str, label: h.Node, optional: bool) -> h.Element:
    return h.label(for_=_anchor(name))[label, (" ", h.span(".meta")[_("(optional)")]) if optional else None]


def field(label: h.Node, name: str, value: str = "", *, hint: h.Node = None, error: Refusal | None = None,
          type: str = "text", required: bool = False, optional: bool = False, described_by: str | None = None,
          **attributes: str | int | bool | None) -> h.Element:
    """One line to fill in. `attributes` go to the input: autocomplete, inputmode, maxlength, placeholder…"""
    return h.div(class_=["field", error and "wrong"])[
        _label(name, label, optional), _hint(name, hint), _wrong(name, error),
        h.input(".input", id=_anchor(name), name=name, type=type, value=value or None, required=required,
                **_described(name, hint, error, described_by), **attributes)]


def text_area(label: h.Node, name: str, value: str = "", *, hint: h.Node = None, error: Refusal | None = None,
              required: bool = False, optional: bool = False, described_by: str | None = None,
              **attributes: str | int | bool | None) -> h.Element:
    """Several lines to fill in."""
    return h.div(class_=["field", error and "wrong"])[
        _label(name, label, optional), _hint(name, hint), _wrong(name, error),
        h.textarea(".input", id=_anchor(name), name=name, required=required,
                   **_described(name, hint, error, described_by), **attributes)["\n" if value.startswith("\n") else None, value]]


def select(label: h.Node, name: str, options: Iterable[tuple[str, h.Node]], value: str = "", *, hint: h.Node = None,
           error: Refusal | None = None, hidden_label: bool = False, **attributes: str | int | bool | None) -> h.Element:
    """One of several; `options` are (value, words). `hidden_label` for filters, whose first option says what they are."""
    return h.div(class_=["field", error and "wrong"])[
        h.label(class_="away" if hidden_label else None, for_=_anchor(name))[label], _hint(name, hint), _wrong(name, error),
        h.select(".input", id=_anchor(name), name=name, **_described(name, hint, error, None), **attributes)[(
            h.option(value=key, selected=key == value)[words] for key, words in options)]]


def choices(legend: h.Node, name: str, options: Iterable[tuple[str, h.Node]], chosen: Iterable[str] = (), *,
            many: bool = False, hint: h.Node = None, error: Refusal | None = None, required: bool = False) -> h.Element:
    """One of a few (radio) or, with `many`, any of them (checkboxes). Nothing is chosen beforehand."""
    kept = set(chosen)
    return h.fieldset(class_=["field", error and "wrong"], id=_anchor(name), tabindex="-1",
                      **_described(name, hint, error, None))[
        h.legend[legend], _hint(name, hint), _wrong(name, error),
        h.div(".choices")[(
            h.label(".choice")[
                h.input(type="checkbox" if many else "radio", name=name, value=key, checked=key in kept,
                        required=required and not many),
                h.span[words]]
            for key, words in options)]]


def checkbox(label: h.Node, name: str, checked: bool = False, *, hint: h.Node = None, error: Refusal | None = None,
             value: str = "yes", required: bool = False, **attributes: str | int | bool | None) -> h.Element:
    """A yes that is never ticked beforehand."""
    return h.div(class_=["field", error and "wrong"])[
        _wrong(name, error),
        h.label(".choice")[
            h.input(type="checkbox", id=_anchor(name), name=name, value=value, checked=checked, required=required,
                    **_described(name, hint, error, None), **attributes),
            h.span[label, h.span(".meta", id=f"{_anchor(name)}-hint")[hint] if hint else None]]]


def file_field(label: h.Node, name: str, *, accept: str, hint: h.Node = None, error: Refusal | None = None,
               at_once: bool = False, multiple: bool = False) -> h.Element:
    """A file to add. With `at_once` the form is sent as soon as the file is chosen; its form needs `enctype`."""
    return h.div(class_=["field", error and "wrong"])[
        _label(name, label, False), _hint(name, hint), _wrong(name, error),
        h.input(".input", id=_anchor(name), name=name, type="file", accept=accept, multiple=multiple,
                data_upload=at_once, **_described(name, hint, error, None))]


def error_summary(errors: Errors) -> h.Element | None:
    """What has to be put right, on top of the page and focused: each line leads to its field."""
    if not errors:
        return None
    return h.div("#errors.summary.stack", role="alert", tabindex="-1", aria_labelledby="errors-title", style="--gap:.25rem")[
        h.h2("#errors-title", style="font-size:var(--t-l)")[
            ngettext("{count} point needs another look", "{count} points need another look", len(errors))],
        h.ul(".plain")[(h.li[h.a(href=f"#{_anchor(name)}")[say(error)]] for name, error in errors.items())]]


def button(label: h.Node, look: str = "", **attributes: str | bool | None) -> h.Element:
    """The button that sends its form. `look`: '', 'second', 'quiet', 'danger', 'short', 'full' and their mixtures."""
    return h.button(class_=["button", look], type="submit", **attributes)[label]


def post_button(action: str, label: h.Node, look: str = "second", *, fields: Mapping[str, str] | None = None,
                act: bool = True, **attributes: str | bool | None) -> h.Element:
    """One click that changes something: a form with one button. `action` is a path without its language."""
    return h.form(method="post", action=to(action), data_act=act)[
        (h.input(type="hidden", name=name, value=value) for name, value in (fields or {}).items()),
        h.button(class_=look if "support" in look else ["button", look], type="submit", **attributes)[label]]
