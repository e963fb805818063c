"""The journal: what happened, when, to what. Nobody can change it without it showing."""

import htpy as h

from components.desk import desk
from components.document import Document, Visit, page
from components.frame import to
from locales import _, moment
from models.database import reading
from models.journal import entries_before
from pages.organise.desk import frame_of, staff

PAGE = 50


@page("/organise/journal")
def journal_page(visit: Visit) -> Document:
    me = staff(visit)
    before = visit.query.get("before", "")
    with reading() as session:
        entries = entries_before(session, int(before) if before.isascii() and before.isdecimal() and len(before) < 16 else None,
                                 PAGE + 1)
        frame = frame_of(session, me, "journal")
    return desk(_("Journal"), frame, h.fragment[
        h.p[_("Every act leaves an entry here, bound to the one before. People appear as a random key that can be erased.")],
        h.div(".wide", tabindex="0", role="region", aria_label=_("Journal"))[h.table(".data")[
            h.thead[h.tr[(h.th(scope="col")[words]
                          for words in (_("Number"), _("Moment"), _("Act"), _("On"), _("By"), _("Hash")))]],
            h.tbody[(h.tr[
                h.td[str(entry.number)], h.td[moment(entry.at)], h.td[h.code[entry.act]], h.td[_link(entry.object)],
                h.td[h.code[entry.actor[:8] or "–"]], h.td[h.code(title=entry.hash)[entry.hash[:12]]]]
                for entry in entries[:PAGE])]]],
        h.p[h.a(".button.second", href=f"{to('/organise/journal')}?before={entries[PAGE - 1].number}")[_("Earlier entries")]]
        if len(entries) > PAGE else None])


def _link(object: str) -> h.Node:
    kind, _colon, number = object.partition(":")
    return h.a(href=to(f"/organise/ideas/{number}"))[object] if kind == "idea" else object
