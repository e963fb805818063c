import csv
import io
import time
import zipfile
from argparse import ArgumentParser
from datetime import UTC, datetime
from pathlib import Path

import pytest
import xlsxwriter
from sqlmodel import select

from models import imports, journal, search
from models.database import transaction
from models.ideas import Idea, Sight, ideas_in, recount
from models.imports import Report, add_arguments, import_file, read_file, run_import, told
from models.projects import Phase, Project, topics_of
from models.refusals import NotFound, Refusal

PLAN = "jette-climate"
ELECTIONS = Path(__file__).parents[3] / "shared" / "data" / "elections"
HEADER = ["Titre", "Texte", "Langue", "Auteur", "Date", "Adresse", "Lat", "Lon", "Thème", "Soutiens", "Remarque"]
ROWS = [
    ["Des arbres rue Léopold", "Planter six tilleuls, et les arroser.", "français", "Noor", "31/05/2026",
     "Rue Léopold", "50,88", "4,33", "Nature", "12", "vu"],
    ["Een bank; met schaduw", "Zitten in de zomer, \"eindelijk\".\nMet water.", "NL", "", "2026-06-01",
     "", "", "", "Rust", "", ""],
]


def table(rows, separator=";", encoding="utf-8", header=HEADER):
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=separator).writerows([header, *rows])
    return out.getvalue().encode(encoding)


def workbook(rows, header=HEADER):
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"strings_to_formulas": False, "default_date_format": "dd/mm/yyyy"}) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate([header, *rows]):
            sheet.write_row(number, 0, row)
    return out.getvalue()


def ideas(session):
    session.expire_all()
    return session.exec(select(Idea).where(Idea.source.is_not(None)).order_by(Idea.id)).all()


# ── Tables ────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("data", [
    table(ROWS), table(ROWS, ","), table(ROWS, "\t"), table(ROWS, encoding="utf-8-sig"), table(ROWS, encoding="cp1252"),
    table(ROWS, "\t", encoding="utf-16"), workbook([[*row[:9], 12 if row[9] else "", row[10]] for row in ROWS]),
], ids=["semicolon", "comma", "tab", "mark", "windows", "utf-16", "xlsx"])
def test_a_table_is_read_as_people_save_it(session, cast, phase, now, data):
    report = import_file(session, data, "ideas.csv", PLAN, now)

    assert report == Report(created=2, extra_columns=("Remarque",), new_topics=("Rust",))
    trees, bank = ideas(session)
    assert (trees.title, trees.language, trees.author_name, trees.place, trees.latitude, trees.longitude, trees.supports) == (
        "Des arbres rue Léopold", "fr", "Noor", "Rue Léopold", 50.88, 4.33, 12)
    assert trees.submitted_at == datetime(2026, 5, 30, 22, 0, tzinfo=UTC), "a day begins in Brussels"
    assert (bank.title, bank.body, bank.language, bank.author_name, bank.supports) == (
        "Een bank; met schaduw", "Zitten in de zomer, \"eindelijk\".\nMet water.", "nl", None, 0)
    assert [topic.name.nl for topic in topics_of(session, cast.plan)] == ["Natuur", "Mobiliteit", "Rust"]
    assert [card.title.text for card in ideas_in(session, phase, Sight(words="tilleul", topic="green"), None, now).cards] == [
        "Des arbres rue Léopold"]
    assert phase.ideas == 3 and recount(session) == {"supports": 0, "comments": 0, "agrees": 0, "ideas": 0}
    assert [entry.act for entry in journal.entries_about(session, f"phase:{phase.id}")] == ["ideas_imported"]
    assert journal.verify(session) is None


def test_a_second_time_changes_only_what_changed(session, cast, phase, now):
    import_file(session, table(ROWS), "ideas.csv", PLAN, now)
    assert import_file(session, table(ROWS), "ideas.csv", PLAN, now) == Report(unchanged=2, extra_columns=("Remarque",))
    more = [[*ROWS[0][:9], "20", ""], ROWS[1], ROWS[1]]
    report = import_file(session, table(more), "ideas.csv", PLAN, now)

    assert (report.created, report.updated, report.unchanged, report.repeated) == (0, 1, 1, (4,))
    assert [idea.supports for idea in ideas(session)] == [20, 0]
    assert recount(session)["supports"] == 0 and len(journal.entries_about(session, f"phase:{phase.id}")) == 2


@pytest.mark.parametrize(("place", "value", "reason"), [
    (0, " ", "Give your idea a title."), (0, "x" * 121, "Keep the title"), (1, "", "Describe your idea"),
    (1, "x" * 5001, "Keep the desc"),
    (2, "Deutsch", "is not one of fr, nl, en"), (3, "noor@example.be", "e-mail address"), (3, "x" * 61, "Keep the name"),
    (4, "31/31/2026", "is not written as"), (4, "2030-01-01", "in the future"), (4, "hier", "is not written as"),
    (5, "x" * 201, "Keep the place"), (6, "", "both a latitude"), (6, "48,85", "Brussels Region"), (6, "nord", "is no latitude"),
    (7, "nan", "is no latitude"), (9, "-1", "is no number"), (9, "beaucoup", "is no number"), (9, "1e9", "is no number"),
])
def test_a_bad_row_is_named_with_its_reason_and_nothing_is_imported(session, cast, now, place, value, reason):
    bad = [*ROWS[0]]
    bad[place] = value
    report = import_file(session, table([ROWS[1], bad]), "ideas.csv", PLAN, now)

    [(number, refusal)] = report.bad_rows
    assert number == 3 and reason in refusal.sentence.format(**refusal.holes)
    assert report.refused and report.created == 0 and ideas(session) == [] and len(topics_of(session, cast.plan)) == 2
    assert journal.head(session).number == 0

    report = import_file(session, table([ROWS[1], bad]), "ideas.csv", PLAN, now, skip_bad=True)
    assert (report.created, len(report.bad_rows), report.refused) == (1, 1, False)


@pytest.mark.parametrize(("data", "reason"), [
    (b"", "empty"), (b" \n ", "empty"), (b"\x00\x01\x02\x03", "no text"), (b"PK\x03\x04nonsense", "no XLSX"),
    (b"\xd0\xcf\x11\xe0old", "old Excel"), (b"titre;remarque\nA;B\n", "must be called"),
    (b"title;titre;body\nA;B;C\n", "Two columns"), (b'title;body\n"A;B\n', "no table"), (b"just words", "must be called"),
])
def test_a_file_that_is_no_table_says_so_in_one_sentence(now, data, reason):
    with pytest.raises(Refusal) as refused:
        read_file(data, "ideas.csv", now)
    assert reason in refused.value.sentence.format(**refused.value.holes)


def test_a_zip_that_unpacks_without_end_is_not_unpacked(now, monkeypatch):
    monkeypatch.setattr(imports, "MOST_UNPACKED", 1000)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "0" * 2000)
    with pytest.raises(Refusal, match="too large"):
        read_file(out.getvalue(), "ideas.xlsx", now)


def test_too_much_is_refused_before_it_is_read(now, monkeypatch):
    monkeypatch.setattr(imports, "MOST_ROWS", 1)
    with pytest.raises(Refusal, match="too many rows"):
        read_file(table(ROWS), "ideas.csv", now)
    monkeypatch.setattr(imports, "MOST_BYTES", 10)
    with pytest.raises(Refusal, match="too large"):
        read_file(table(ROWS), "ideas.csv", now)


def test_a_column_taken_for_topics_by_mistake_is_noticed(session, cast, now):
    rows = [[f"Idée {number}", "Un texte.", f"Sujet {number}"] for number in range(41)]
    with pytest.raises(Refusal, match="Is the right column"):
        import_file(session, table(rows, header=["title", "body", "topic"]), "ideas.csv", PLAN, now)


def test_scripts_formulas_and_control_characters_are_only_text(session, cast, now):
    rows = [["=HYPERLINK(\"http://evil\")", "<script>alert(1)</script>\x00\x07", "fr"], ["'=1+1", "Un texte", "fr"]]
    for data in (table(rows, header=["title", "body", "language"]).replace(b"\x00", b""),
                 workbook(rows[1:], header=["title", "body", "language"])):
        import_file(session, data, "ideas.csv", PLAN, now)

    assert [(idea.title, idea.body) for idea in ideas(session)] == [
        ("=HYPERLINK(\"http://evil\")", "<script>alert(1)</script>"), ("=1+1", "Un texte")]


def test_a_project_that_is_not_there_is_answered_with_those_that_are(session, cast, now):
    with pytest.raises(NotFound) as refused:
        import_file(session, table(ROWS), "ideas.csv", "nowhere", now)
    assert refused.value.holes["slugs"] == "jette-climate, saint-gilles-squares"


def test_five_thousand_rows_take_seconds(session, cast, now):
    rows = [[f"Idée {number}", "Un texte sur la place du Miroir.", "fr", number % 9] for number in range(5000)]
    began = time.process_time()
    report = import_file(session, table(rows, header=["title", "body", "language", "supports"]), "ideas.csv", PLAN, now)

    assert report.created == 5000 and time.process_time() - began < 20
    assert session.get_one(Phase, cast.ideas_phase).ideas == 5001
    assert len(search.found(session, "miroir", limit=20).found) == 20


# ── Budgets ───────────────────────────────────────────────────────────────────────────────────────

BUDGET = """META
key;value
description;Budget citoyen
country;France
unit;Ville
instance;2024
num_projects;2
num_votes;3
budget;100000
date_begin;02.05.2024
PROJECTS
project_id;cost;name;category;selected
1;30000;"Un verger; pour tous";Nature, Repas;1
2;1500;Des bancs;;0
VOTES
voter_id;vote
a;1,2
b;1
c;1
"""


@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_a_budget_becomes_ideas_with_their_votes(session, cast, phase, now, mark):
    data = (mark + BUDGET).encode()
    report = import_file(session, data, "budget.pb", PLAN, now)

    assert report == Report(created=2, extra_columns=("selected",))
    orchard, benches = ideas(session)
    assert (orchard.title, orchard.supports, orchard.imported_supports, orchard.language) == ("Un verger; pour tous", 3, 3, "fr")
    assert orchard.body == "Coût estimé : 30\u202f000\u00a0€.\n\nRepris de : Budget citoyen, 2024."
    assert orchard.submitted_at == datetime(2024, 5, 1, 22, 0, tzinfo=UTC) and benches.supports == 1
    assert [card.id for card in ideas_in(session, phase, Sight(topic="green"), None, now).cards] == [orchard.id]
    assert import_file(session, data, "budget.pb", PLAN, now).unchanged == 2
    assert recount(session) == {"supports": 0, "comments": 0, "agrees": 0, "ideas": 0}


@pytest.mark.parametrize(("before", "after", "reason"), [
    ("c;1\n", "", "not whole: it says 3 for num_votes and has 2"), ("2;1500;Des bancs;;0\n", "", "num_projects"),
    ("META\n", "", "does not begin with META"), ("VOTES", "VOICES", "cells"), ("project_id;cost", "id;cost", "column project_id"),
    ("key;value", "name;value", "column key"), ("1500;Des", "1500", "Line 14"),
    ("country;France", "country;Poland", "French, Dutch"),
    ("country;France", "language;pl", "French, Dutch"), ("PROJECTS", "META", "second time"),
])
def test_a_malformed_budget_says_where_in_one_sentence(now, before, after, reason):
    with pytest.raises(Refusal) as refused:
        read_file(BUDGET.replace(before, after, 1).encode(), "budget.pb", now)
    assert reason in refused.value.sentence.format(**refused.value.holes)


def test_a_cost_that_is_none_is_a_bad_row(now):
    [(line, refusal)] = read_file(BUDGET.replace("1500", "cher").encode(), "budget.pb", now).bad_rows
    assert (line, refusal.sentence) == (14, "“{said}” is no cost.")


@pytest.mark.skipif(not ELECTIONS.exists(), reason="The real elections lie beside the project, not in it.")
@pytest.mark.parametrize(("name", "language", "projects", "best"), [
    ("France_Toulouse_2019.pb", "fr", 30, ("Tous à la Ramée à vélo ! A pied, en trottinette et rollers !", 471)),
    ("Netherlands_Amsterdam_628.pb", "nl", 35, ("Groenmarkt op het Zonneplein", 740)),
])
def test_real_budgets_come_in_and_are_found(session, cast, phase, now, name, language, projects, best):
    report = import_file(session, ELECTIONS / name, name, PLAN, now)

    assert (report.created, report.bad_rows) == (projects, ())
    first = max(ideas(session), key=lambda idea: idea.supports)
    assert (first.title, first.supports) == best and {idea.language for idea in ideas(session)} == {language}
    assert import_file(session, ELECTIONS / name, name, PLAN, now).unchanged == projects


# ── The command ───────────────────────────────────────────────────────────────────────────────────


def command(tmp_path, data, *words):
    path = tmp_path / "ideas.csv"
    path.write_bytes(data)
    parser = ArgumentParser()
    add_arguments(parser)
    said = []
    return run_import(parser.parse_args([str(path), *words]), said.append), said


def test_the_command_tells_what_it_did(cast, tmp_path):
    code, said = command(tmp_path, table(ROWS), "--project", PLAN)
    assert (code, said) == (0, ["Columns left out: Remarque.", "New topics: Rust. Give them their names in the other languages.",
                                "2 ideas imported, 0 given another number of supports, 0 already there."])
    code, said = command(tmp_path, table([ROWS[0], ["", *ROWS[1][1:]]]), "--project", PLAN)
    assert (code, said[0]) == (2, "Row 3: Give your idea a title.") and said[-1].startswith("Nothing was imported: 1 row")
    code, said = command(tmp_path, table([ROWS[0], ["", *ROWS[1][1:]]]), "--project", PLAN, "--skip-bad")
    assert code == 0 and said[-1].endswith("1 already there. 1 row left out.")


def test_the_command_makes_a_project_only_if_the_file_is_good(cast, tmp_path, capsys):
    words = ("--project", "budget", "--create-project", "Le budget citoyen", "--organisation", "jette")
    assert command(tmp_path, table([["", *ROWS[0][1:]]]), *words)[0] == 2
    assert command(tmp_path, table(ROWS), *words[:4])[0] == 2
    assert command(tmp_path, table(ROWS), *words[:5], "nowhere")[0] == 2
    assert "There are: jette, saint-gilles." in capsys.readouterr().err
    with transaction() as session:
        assert session.exec(select(Project).where(Project.slug == "budget")).first() is None
    assert command(tmp_path, table(ROWS), *words)[0] == 0
    assert command(tmp_path, table(ROWS), *words)[0] == 2
    assert command(tmp_path, table(ROWS), "--project", "budget")[1][-1].endswith("2 already there.")
    with transaction() as session:
        assert len(ideas(session)) == 2 and told(Report()) == [
            "0 ideas imported, 0 given another number of supports, 0 already there."]


def test_a_file_that_is_not_there(cast, tmp_path, capsys):
    parser = ArgumentParser()
    add_arguments(parser)
    assert run_import(parser.parse_args([str(tmp_path / "none.csv"), "--project", PLAN])) == 2
    assert "cannot be read" in capsys.readouterr().err
