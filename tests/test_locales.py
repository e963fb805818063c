"""Everything is said in three languages, and each writes its numbers and dates in its own way."""

import ast
from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace

import pytest
from babel.messages import Catalog

import locales
from locales import _, listing, moment, money, ngettext, number, pgettext, say, since, speaking, texts
from locales import __main__ as catalogues
from models.refusals import Refusal, TooMany
from models.translated import LANGUAGES, Told

REFRESH = "run `uv run python -m locales`"
NEW_YEAR = datetime(2026, 12, 31, 23, 30, tzinfo=UTC)  # already 2027 in Brussels


@pytest.fixture
def said(tmp_path, monkeypatch):
    """Write catalogues of one's own: `said(fr={"Hello": "Bonjour"})`."""
    def write(**languages):
        for language, translations in languages.items():
            (tmp_path / language).mkdir()
            catalogue = Catalog(locale=language)
            for sentence, translation in translations.items():
                context, _bar, sentence = sentence.rpartition("|") if isinstance(sentence, str) else ("", "", sentence)
                catalogue.add(sentence, translation, context=context or None)
            catalogues.write(language, catalogue)

    def forget():
        locales._catalogue.cache_clear()
        locales._translated.cache_clear()
        texts._texts.cache_clear()

    for module in (locales, catalogues, texts):
        monkeypatch.setattr(module, "HERE", tmp_path)
    forget()
    yield write
    forget()


# ── The catalogues ────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_of_the_code_is_in_the_catalogue_and_no_other(language):
    code = {catalogues.key_of(message) for message in catalogues.entries(catalogues.gathered())}
    catalogue = {catalogues.key_of(message) for message in catalogues.entries(catalogues.catalogue_of(language))}

    assert code - catalogue == set(), REFRESH
    assert catalogue - code == set(), REFRESH


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_is_translated_with_the_same_holes(language):
    catalogue = catalogues.catalogue_of(language)
    filled = [message for message in catalogues.entries(catalogue) if catalogues.is_filled(message.string)]

    assert [catalogues.key_of(message) for message in catalogues.missing(catalogue)] == [], (
        f"translate them: `uv run python -m locales --missing {language}`, then `--fill`")
    assert [catalogues.key_of(message) for message in filled if message.fuzzy] == [], "look at them, then remove `#, fuzzy`"
    assert list(filter(None, map(catalogues.mismatch, filled))) == []


def test_french_keeps_its_signs_of_two_parts_on_the_line():
    for message in catalogues.entries(catalogues.catalogue_of("fr")):
        for translation in message.string if isinstance(message.string, tuple) else [message.string]:
            assert translation == catalogues.typeset("fr", translation), "put a non-breaking space before : ; ? ! % € »"


def test_a_marked_sentence_is_one_literal():
    """The catalogue is made by reading the code: what the code puts together while it runs would never be translated."""
    for path in catalogues.sources():
        for call in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in catalogues.KEYWORDS:
                built = [argument for argument in call.args if isinstance(argument, ast.JoinedStr | ast.BinOp | ast.IfExp)
                         or (isinstance(argument, ast.Call) and getattr(argument.func, "attr", "") == "format")]
                assert built == [], f"{path}:{call.lineno}: write the whole sentence, with named holes"


def test_a_new_sentence_is_empty_a_gone_one_leaves_and_a_known_one_keeps_its_translation():
    code, before = Catalog(), Catalog(locale="fr")
    code.add("Stays")
    code.add("New")
    code.add("Open", context="phase")
    before.add("Stays", "Reste")
    before.add("Gone", "Parti")
    before.add("Open", "Ouvrir")

    after = catalogues.refreshed("fr", code, before)

    assert {catalogues.key_of(message): message.string for message in catalogues.entries(after)} == {
        "Stays": "Reste", "New": "", "phase|Open": ""}


def test_english_says_what_the_code_says():
    code = Catalog()
    code.add(("{count} idea", "{count} ideas"))

    [message] = catalogues.entries(catalogues.refreshed("en", code, Catalog(locale="en")))

    assert message.string == ("{count} idea", "{count} ideas")


def test_a_written_catalogue_reads_back_the_same_and_is_written_the_same(said, tmp_path):
    said(fr={"Hello {name}": "Bonjour {name}",
             ("{count} idea", "{count} ideas"): ("{count} idée", "{count} idées"), "state|Open": "Ouvert"})
    written = (tmp_path / "fr" / "messages.po").read_bytes()

    catalogues.write("fr", catalogues.catalogue_of("fr"))

    assert (tmp_path / "fr" / "messages.po").read_bytes() == written
    assert b"fuzzy" not in written


def test_filling_refuses_other_holes_unknown_sentences_and_too_few_forms(said, monkeypatch):
    code = Catalog()
    for sentence in ("Hello {name}", "Why?", ("{count} idea", "{count} ideas")):
        code.add(sentence)
    monkeypatch.setattr(catalogues, "gathered", lambda: code)
    said(fr={})

    complaints = catalogues.fill("fr", {
        "Hello {name}": "Bonjour {nom}", "Why?": "Pourquoi ?", "{count} idea": ["une idée"], "Else": "Autre"})

    assert [complaint.split(":")[0] for complaint in complaints] == ["'Hello {name}'", "'{count} idea'", "'Else'"]
    assert {catalogues.key_of(message): message.string for message in catalogues.entries(catalogues.catalogue_of("fr"))} == {
        "Hello {name}": "", "Why?": "Pourquoi\u00a0?", "{count} idea": ("", "")}


@pytest.mark.parametrize(("sentence", "translation", "fits"), [
    ("Closed since {date}", "Fermé depuis le {date}", True),
    ("Closed since {date}", "Fermé", False),
    ("Closed", "Fermé {date}", False),
    ("Closed since {date}", "Fermé {date", False),
    (("{count} idea", "{count} ideas"), ("une idée", "{count} idées"), True),
    (("{count} idea", "{count} ideas"), ("une idée", "{nombre} idées"), False),
])
def test_holes_of_a_translation_are_those_of_its_sentence(sentence, translation, fits):
    message = Catalog(locale="fr").add(sentence, translation)

    assert (catalogues.mismatch(message) is None) is fits


def test_the_code_is_read_with_plurals_contexts_refusals_and_notes(tmp_path, monkeypatch):
    (tmp_path / "main.py").write_text('''
# TRANSLATORS: a support is one click, not a vote.
a = ngettext("{count} support", "{count} supports", n)
b = pgettext("idea", "submitted"), Invalid({"title": Refusal("Give a title.", next_step="sign_in")})
c = _("By {author}", author=_("a resident")) + _("One "
      "sentence")
''')
    monkeypatch.setattr(catalogues, "ROOT", tmp_path)

    found = {catalogues.key_of(message): message for message in catalogues.entries(catalogues.gathered())}

    assert set(found) == {"{count} support", "idea|submitted", "Give a title.", "By {author}", "a resident", "One sentence"}
    assert catalogues.told_to_translators(found["{count} support"]) == {
        "key": "{count} support", "plural": "{count} supports", "note": "a support is one click, not a vote."}


# ── Sentences ─────────────────────────────────────────────────────────────────────────────────────


def test_a_sentence_is_said_in_the_language_spoken_and_as_it_is_without_translation(said):
    said(fr={"Good day {name}": "Bonjour {name}"})

    with speaking("fr"):
        assert _("Good day {name}", name="Zoé") == "Bonjour Zoé"
        with speaking("nl"):
            assert _("Good day {name}", name="Zoé") == "Good day Zoé"
        assert _("Good evening") == "Good evening"
    assert locales.language() == "en"


def test_holes_are_written_by_what_they_hold_and_text_stays_as_it_is():
    with speaking("fr"):
        assert _("{a}", a=1234567) == "1\u202f234\u202f567"
        assert _("{a}", a="1090 {b} <i>") == "1090 {b} <i>"
        assert _("{a}", a=NEW_YEAR) == "1er janvier 2027"
        assert _("{a}", a=date(2026, 11, 23)) == "23 novembre 2026"
        assert _("{a}", a=Told("Park", "en")) == "Park"
        assert _("{a}, {b}", a=timedelta(days=30), b=timedelta(minutes=90)) == "30\u00a0jours, 90 minutes"
        with pytest.raises(TypeError):
            _("{a}", a=None)


@pytest.mark.parametrize(("language", "forms"), [
    ("fr", ["0 idée", "1 idée", "2 idées"]),
    ("nl", ["0 ideeën", "1 idee", "2 ideeën"]),
    ("en", ["0 ideas", "1 idea", "2 ideas"]),
])
def test_each_language_counts_in_its_own_way(said, language, forms):
    idea = ("{count} idea", "{count} ideas")
    said(fr={idea: ("{count} idée", "{count} idées")}, nl={idea: ("{count} idee", "{count} ideeën")})

    with speaking(language):
        assert [ngettext("{count} idea", "{count} ideas", count) for count in (0, 1, 2)] == forms


def test_a_word_may_differ_by_context(said):
    said(nl={"phase|open": "lopend", "open": "openen"})

    with speaking("nl"):
        assert (pgettext("phase", "open"), _("open"), pgettext("door", "open")) == ("lopend", "openen", "open")


def test_a_refusal_is_said_in_the_language_spoken(said):
    said(fr={"Closed since {date}.": "Fermé depuis le {date}.", "Try again on {again_at}.": "Réessayez le {again_at}."})

    with speaking("fr"):
        assert say(Refusal("Closed since {date}.", date=NEW_YEAR)) == "Fermé depuis le 1er janvier 2027."
        assert say(TooMany("Try again on {again_at}.", again_at=NEW_YEAR)) == "Réessayez le 1er janvier 2027 à 0\u00a0h\u00a030."


# ── Numbers, sums, dates ──────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(("language", "expected"), [
    ("fr", SimpleNamespace(
        number="12\u202f345", money="1\u202f234\u202f567,50\u00a0€", round="400\u202f000\u00a0€", short="1er nov. 2026",
        long="1er novembre 2026", month="novembre 2026", moment="1er novembre 2026 à 14\u00a0h\u00a005", ago="il y a 3 heures",
        ahead="dans 5 jours", listing="a, b et c")),
    ("nl", SimpleNamespace(
        number="12.345", money="€\u00a01.234.567,50", round="€\u00a0400.000", short="1 nov 2026",
        long="1 november 2026", month="november 2026", moment="1 november 2026 om 14.05 uur", ago="3 uur geleden",
        ahead="over 5 dagen", listing="a, b en c")),
    ("en", SimpleNamespace(
        number="12,345", money="€1,234,567.50", round="€400,000", short="1 Nov 2026",
        long="1 November 2026", month="November 2026", moment="1 November 2026 at 14:05", ago="3 hours ago",
        ahead="in 5 days", listing="a, b and c")),
])
def test_each_language_writes_in_its_own_way(language, expected):
    now = datetime(2026, 11, 1, 13, 5, tzinfo=UTC)
    with speaking(language):
        written = SimpleNamespace(
            number=number(12345), money=money(123456750), round=money(40000000), short=locales.date(now, "short"),
            long=locales.date(now), month=locales.date(now, "month"), moment=moment(now),
            ago=since(now - timedelta(hours=3), now), ahead=since(now + timedelta(days=5), now),
            listing=listing(["a", "b", "c"]))

    assert written == expected


def test_only_the_first_of_the_month_is_an_ordinal_in_french():
    with speaking("fr"):
        assert locales.date(date(2026, 11, 1), "short") == "1er nov. 2026"
        assert [locales.date(date(2026, 11, day)) for day in (1, 11, 21)] == [
            "1er novembre 2026", "11 novembre 2026", "21 novembre 2026"]


def test_days_are_those_of_brussels_in_winter_and_summer():
    with speaking("en"):
        assert moment(NEW_YEAR) == "1 January 2027 at 00:30"
        assert moment(datetime(2026, 7, 1, 12, 0, tzinfo=UTC)) == "1 July 2026 at 14:00"
        with pytest.raises(ValueError, match="time zone"):
            moment(datetime(2026, 7, 1))


def test_what_is_further_than_a_month_is_told_by_its_date():
    with speaking("en"):
        assert since(NEW_YEAR - timedelta(seconds=59), NEW_YEAR) == since(NEW_YEAR, NEW_YEAR) == "just now"
        assert since(NEW_YEAR - timedelta(days=29), NEW_YEAR) == "4 weeks ago"
        assert since(NEW_YEAR - timedelta(days=31), NEW_YEAR) == "1 December 2026"


# ── The long texts ────────────────────────────────────────────────────────────────────────────────


NAMES = sorted({path.stem for path in locales.HERE.glob("*/*.md")})
HOLES = {"platform": "Agora", "organisation": "Jette", "contact": "privacy@example.brussels", "phone": "02 000 00 00"}


def test_the_platform_has_its_long_texts():
    assert NAMES == ["accessibility", "charter", "how-it-works", "offline", "privacy"]


@pytest.mark.parametrize("name", NAMES)
def test_a_long_text_exists_in_each_language_with_one_title_and_the_same_holes_and_sections(name):
    shapes = []
    for language in LANGUAGES:
        path = locales.HERE / language / f"{name}.md"
        assert path.exists(), f"write {path}"
        lines = path.read_text("utf-8").splitlines()
        headings = [line.split(" ")[0] for line in lines if line.startswith("#")]
        assert lines[0].startswith("# ") and headings.count("#") == 1
        shapes.append((headings, set(texts.HOLE.findall("\n".join(lines)))))
        with speaking(language):
            told = texts.text(name, **HOLES)
        assert (told.language, texts.title(told)) == (language, lines[0][2:])
    assert shapes[0] == shapes[1] == shapes[2]


@pytest.mark.parametrize("name", NAMES)
def test_a_long_text_links_to_its_own_language_and_is_well_set(name):
    for language in LANGUAGES:
        source = (locales.HERE / language / f"{name}.md").read_text("utf-8")
        links = texts.re.findall(r"\]\((/[^)]*)\)", source)
        assert [link for link in links if not link.startswith(f"/{language}/")] == []
        assert "'" not in source and '"' not in source, "write ’ and “ ”"
        assert source == catalogues.typeset(language, source), "put a non-breaking space before : ; ? ! % € »"


def test_a_long_text_falls_back_on_french_then_dutch_and_fills_its_holes(said, tmp_path):
    said(nl={})
    (tmp_path / "nl" / "hello.md").write_text("# Dag\n\nWelkom op {platform}.\n")

    with speaking("en"):
        told = texts.text("hello", platform="Agora", phone="unused")

    assert told == Told("# Dag\n\nWelkom op Agora.\n", "nl")
    assert texts.title(told) == "Dag"
