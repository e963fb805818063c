"""Only in the demo: sign in as somebody with one click, and read the letters that nobody sends."""

from collections.abc import Callable
from datetime import datetime

import htpy as h

from components import letters as letter_words
from components.document import Document, Form, Outcome, Visit, act, page
from components.forms import button
from components.frame import site, to
from components.icons import icon
from locales import N_, _, moment, since
from models import letters, people
from models.database import reading, transaction
from models.refusals import NotFound
from models.settings import Settings
from pages.sign_in import let_in

ADDRESS = "{slug}@example.brussels"
CAST = {   # slug → (name, who that is, where they start)
    "amina": ("Amina", N_("A resident of Jette. She proposes ideas, supports those of others and discusses them."),
              "/projects/jette-transition"),
    "wout": ("Wout", N_("A moderator. He reads what was reported, and keeps it or hides it with a reason."), "/organise"),
    "sofie": ("Sofie", N_("The owner of the project in Jette. She answers ideas for the commune."), "/organise"),
    "karim": ("Karim", N_("The administrator. He may do everything."), "/organise"),
}


def open_pages(settings: Settings) -> None:
    """Nothing of this exists outside the demo."""
    if not settings.demo:
        return
    site.demo = True
    render = letter_words.writer(settings)
    page("/demo")(demo_page)
    act("/demo/sign-in", browser=True, native=True)(sign_in_as)
    page("/demo/letters")(lambda visit: letters_page(visit, render))
    page("/demo/letters/{id}")(_letter_page(render))


def demo_page(visit: Visit) -> Document:
    return Document(title=_("The demo"), noindex=True, main=h.div(".stack", style="--gap:var(--s-5)")[
        h.h1[_("The demo")],
        h.p(".lead")[_("Look at the platform through the eyes of four people. One click signs you in as one of them.")],
        h.ul(".tiles.plain.demo-cast")[(
            h.li(".panel.stack")[
                h.h2[name], h.p[_(who)],
                h.form(method="post", action=to("/demo/sign-in"))[
                    h.input(type="hidden", name="person", value=slug), button(_("Sign in as {name}", name=name))]]
            for slug, (name, who, _start) in CAST.items())],
        h.p[h.a(".more", href=to("/demo/letters"))[_("Read the letters the platform writes"), icon("arrow-right")]],
        h.form(method="post", action=to("/sign-out"))[button(_("Sign out"), "second")] if visit.person else None])


def sign_in_as(visit: Visit, form: Form) -> Outcome:
    slug = form.text("person")
    if slug not in CAST:
        raise NotFound("Nobody of that name is in the demo.")
    with transaction() as session:
        person = people.person_for(session, "email", ADDRESS.format(slug=slug), visit.language, visit.now, name=CAST[slug][0])
        return let_in(session, visit, person, CAST[slug][2])


def letters_page(visit: Visit, render: letters.Render) -> Document:
    with reading() as session:
        written = letters.all_letters(session)
    return Document(title=_("Letters"), noindex=True, crumbs=((_("The demo"), "/demo"),), main=h.div(".stack")[
        h.h1[_("Letters")],
        h.p(".lead")[_("In the demo nothing is posted. Here is what would have been, newest first.")],
        h.ul(".rows.plain")[(_line(letter, render(letter), visit.now) for letter in written)] if written else
        h.div(".empty")[h.p[_("No letter yet. Ask for a code to sign in, and it will be here.")]]])


def _line(letter: letters.Letter, words: letters.Rendered, now: datetime) -> h.Element:
    return h.li[h.p[h.a(href=to(f"/demo/letters/{letter.id}"), lang=letter.language)[words.subject]],
                h.p(".meta")[_("To {address}, {time}", address=letter.to_address, time=since(letter.created_at, now))]]


def _letter_page(render: letters.Render) -> Callable[..., Document]:
    def letter_page(visit: Visit, id: int) -> Document:
        with reading() as session:
            letter = session.get(letters.Letter, id)
        if letter is None:
            raise NotFound("There is no such letter.")
        words = render(letter)
        crumbs = ((_("The demo"), "/demo"), (_("Letters"), "/demo/letters"))
        return Document(title=words.subject, noindex=True, crumbs=crumbs, crumb=_("Letter"), main=h.div(".stack")[
            h.h1(lang=letter.language)[words.subject],
            h.p(".meta")[_("To {address}, {time}", address=letter.to_address, time=moment(letter.created_at))],
            h.h2[_("As mail programs show it")],
            # Its links open here and not in the frame; nothing in it may run.
            h.iframe(".mail", title=_("The letter"), sandbox="allow-top-navigation-by-user-activation",
                     srcdoc=words.html.replace("<head>", '<head><base target="_top">', 1)),
            h.h2[_("As plain text")],
            h.pre(".mail-text", lang=letter.language, tabindex="0")[words.text]])
    return letter_page
