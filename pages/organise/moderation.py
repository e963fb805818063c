"""What waits for a moderator, gravest and longest first, and the ruling on one case beside it."""

import htpy as h

from components import forms
from components.desk import case_line, case_sheet, desk, ground_words
from components.document import Document, Form, Outcome, Visit, act, page
from components.forms import Errors
from components.frame import to
from locales import _, moment, since
from models.database import reading, transaction
from models.eligibility import Act, require, setting_of
from models.notices import Measure, case_of, queue, rule_on, rulings_lately
from models.projects import Project
from models.refusals import Invalid, NotFound
from models.translated import LANGUAGES
from pages.organise.desk import frame_of, staff


@page("/organise/moderation")
def moderation_page(visit: Visit) -> Document:
    return _moderation(visit, visit.query.get("case", ""), {}, {})


def _moderation(visit: Visit, wanted: str, errors: Errors, typed: Form | dict[str, str]) -> Document:
    me = staff(visit)
    with reading() as session:
        cases = queue(session, me, visit.now)
        chosen = next((case for case in cases if case.object == wanted), None)
        if chosen is None and wanted:
            chosen = case_of(session, wanted)
            if chosen is None:
                raise NotFound("This contribution is no longer there.")
            require(Act.MODERATE, me, setting_of(session.get_one(Project, chosen.project_id), None, visit.now))
        frame = frame_of(session, me, "moderation")
    chosen = chosen or (cases[0] if cases else None)
    oldest = min((case.waiting_since for case in cases), default=None)
    return desk(_("Moderation"), frame, h.fragment[
        _tabs("queue", len(cases)),
        h.div(".bench")[
            h.section(aria_label=_("Queue"))[
                h.p(".meta", style="padding-bottom:.75rem")[_("Urgent first, then the longest wait")],
                h.ol(".cases")[(case_line(case, chosen is not None and case.object == chosen.object, visit.now)
                                for case in cases)]]
            if cases else None,
            case_sheet(chosen, errors, typed) if chosen else h.div(".empty")[
                h.h2[_("Nothing waits")], h.p[_("Reports and ideas to be read first will appear here.")]]]],
        meta=_("The oldest: {since}", since=since(oldest, visit.now)) if oldest else None, status=422 if errors else 200,
        top=forms.error_summary(errors))


def _tabs(here: str, count: int | None = None) -> h.Element:
    ways = (("queue", "/organise/moderation", _("To do"), count), ("decided", "/organise/moderation/decided", _("Decided"), None))
    return h.ul(".tabs")[(h.li[h.a(href=to(path), aria_current="page" if key == here else None)[
        label, h.span(".count")[str(number)] if number else None]] for key, path, label, number in ways)]


@act("/organise/moderation/{kind}/{number}")
def rule(visit: Visit, form: Form, kind: str, number: int) -> Outcome | Document:
    object = f"{kind}:{number}"
    language = form.text("language") if form.text("language") in LANGUAGES else visit.language
    try:
        with transaction() as session:
            rule_on(session, visit.person, object, form.text("measure"), form.text("ground"), form.text("reason"), language,
                    visit.now)
    except Invalid as invalid:
        return _moderation(visit, object, invalid.fields, form)
    words = {Measure.KEEP: _("It stays online."), Measure.RESTORE: _("It is online again."),
             Measure.HIDE: _("It is hidden everywhere. Its author is told why.")}
    return Outcome(toast=words[Measure(form.text("measure"))], go="/organise/moderation")


@page("/organise/moderation/decided")
def decided_page(visit: Visit) -> Document:
    me = staff(visit)
    with reading() as session:
        rulings = rulings_lately(session, me)
        frame = frame_of(session, me, "moderation")
    words = {Measure.KEEP: _("Left online"), Measure.HIDE: _("Hidden"), Measure.RESTORE: _("Shown again")}
    return desk(_("Moderation"), frame, h.fragment[
        _tabs("decided"),
        h.ul(".rows")[(h.li(".stack", style="--gap:.25rem")[
            h.p(".line")[h.b[words[ruling.measure]],
                         h.a(href=to(f"/organise/moderation?case={ruling.object}#case"))[_see(ruling.object)]],
            h.p(".small", lang=ruling.language)[ruling.reason] if ruling.reason else None,
            h.p(".meta")[ground_words()[ruling.ground] if ruling.ground else None, " · " if ruling.ground else None,
                         _("{author}, {date}", author=name, date=moment(ruling.ruled_at))]]
            for ruling, name in rulings)] if rulings else h.div(".empty")[h.h2[_("No ruling yet")]]])


def _see(object: str) -> str:
    kind, _colon, number = object.partition(":")
    return _("Idea {number}", number=number) if kind == "idea" else _("Comment {number}", number=number)
