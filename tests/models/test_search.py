import time

import pytest
from sqlmodel import select

from models import search
from models.search import found, index, index_translated, matching_ids, similar, unindex
from models.translated import Translated

IDEAS = {
    1: ("fr", "Plus d’arbres à l’école", "Végétaliser la cour de récréation, œuvre collective."),
    2: ("fr", "Pistes cyclables et vélos partagés", "Des vélos cargo devant les bureaux communaux."),
    3: ("nl", "Meer bomen op de pleinen", "Groene wijken en fietspaden langs de huizen."),
    4: ("nl", "Een duurzame speeltuin", "Nieuwe ideeën voor de kinderen van de buurt."),
    5: ("en", "Benches for the elderly", "A quiet place to sit, and a café nearby."),
    6: ("fr", "Un banc place Cardinal Mercier", "Un parking à vélos."),
}


@pytest.fixture
def ideas(session):
    for number, (language, title, text) in IDEAS.items():
        index(session, "idea", number, language, title, text, organisation_id=1, project_id=2, phase_id=3)
    return session


def ids(session, text, **limits):
    return sorted(session.exec(matching_ids(session, "idea", text, **limits)).all())


@pytest.mark.parametrize("words, expected", [
    ("arbre", [1]), ("ARBRES", [1]), ("ecoles", [1]), ("École", [1]), ("l'école", [1]), ("récréations", [1]),
    ("oeuvre", [1]), ("Œuvres", [1]), ("végétalisation", [1]),
    ("vélo", [2, 6]), ("velos", [2, 6]), ("piste cyclable", [2]), ("bureau", [2]), ("bureaux", [2]),
    ("boom", [3]), ("bomen", [3]), ("plein", [3]), ("fietspad", [3]), ("fiets", [3]), ("huis", [3]), ("huizen", [3]),
    ("groen", [3]), ("wijk", [3]),
    ("duurzaam", [4]), ("speeltuinen", [4]), ("idee", [4]), ("kinderen", [4]), ("buurten", [4]),
    ("bench", [5]), ("cafe", [5]), ("places", [5, 6]),
    ("bancs de Mercier", [6]), ("vélos mercier", [6]), ("vélos arbres", []),
    ("xyzzy", []), ("", []), ("   ", []), ("!!!", []), ("'\"()*:^-+", []), ("de", []), ("l’", []),
])
def test_words_are_found_whatever_their_accents_and_plurals(ideas, words, expected):
    assert ids(ideas, words) == expected


@pytest.mark.parametrize("words", [
    'arbres" OR "bomen', "arbres OR bomen", "arbres NEAR bomen", "arbres NOT école", "title:arbres", "stems_fts:arbres", "arb*",
    "arbres' | 'bomen", "arbres & !école", "arbres:*", "'; DROP TABLE search_entry; --", "\\", "\x00", "((((", "^arbres",
    "a" * 5000, "🌳", "% _", "école " * 500,
])
def test_what_looks_like_a_query_is_only_words(ideas, words):
    assert set(ids(ideas, words)) <= {1}
    found(ideas, words)
    similar(ideas, words, 3)
    assert len(ideas.exec(select(search.SearchEntry)).all()) == len(IDEAS)


@pytest.mark.parametrize("one, many, language", [
    ("vélo", "vélos", "fr"), ("cheval", "chevaux", "fr"), ("société", "sociétés", "fr"), ("eau", "eaux", "fr"),
    ("parc", "parcs", "fr"), ("national", "nationaux", "fr"), ("rue", "rues", "fr"), ("amélioré", "améliorées", "fr"),
    ("fiets", "fietsen", "nl"), ("fietspad", "fietspaden", "nl"), ("boom", "bomen", "nl"), ("straat", "straten", "nl"),
    ("huis", "huizen", "nl"), ("school", "scholen", "nl"), ("bus", "bussen", "nl"), ("foto", "foto’s", "nl"),
    ("idee", "ideeën", "nl"), ("weg", "wegen", "nl"),
    ("gemeente", "gemeenten", "nl"), ("zonnepaneel", "zonnepanelen", "nl"), ("veilig", "veilige", "nl"),
    ("tree", "trees", "en"), ("city", "cities", "en"),
])
def test_singular_and_plural_have_one_stem(one, many, language):
    assert search.stems(one, language) == search.stems(many, language) != ""


def test_hidden_things_are_found_only_by_those_who_ask_for_them(ideas):
    index(ideas, "idea", 1, *IDEAS[1], phase_id=3, project_id=2, public=False)

    assert ids(ideas, "arbre") == []
    assert ids(ideas, "arbre", public=None) == [1]
    assert found(ideas, "arbre").found == ()
    assert similar(ideas, "Plus d’arbres à l’école", 3) == []


def test_a_text_that_changed_or_went_is_found_no_more(ideas):
    index(ideas, "idea", 1, "nl", "Een bankje", "")
    unindex(ideas, "idea", 2)

    assert ids(ideas, "arbre") == [] and ids(ideas, "cyclable") == []
    assert ids(ideas, "bankjes") == [1]


def test_a_filter_keeps_to_its_phase_and_project(ideas):
    index(ideas, "idea", 7, "fr", "Un arbre", "", project_id=8, phase_id=9)

    assert ids(ideas, "arbre", phase_id=3) == [1]
    assert ids(ideas, "arbre", phase_id=9) == ids(ideas, "arbre", project_id=8) == [7]
    assert ids(ideas, "arbre", phase_id=8) == []


@pytest.mark.parametrize("title, nearest", [
    ("Des vélos cargo à partager", 2), ("Nieuwe speeltuin voor de kinderen", 4), ("Quiet benches", 5), ("Arbres", 1),
    ("Un banc sur la place", 6), ("Piscine olympique", None), ("", None), ("de la", None),
])
def test_similar_things_come_nearest_first(ideas, title, nearest):
    near = similar(ideas, title, 3)
    assert (near[0].object_id if near else None) == nearest
    assert nearest is None or nearest not in [one.object_id for one in similar(ideas, title, 3, but_for=nearest)]


def test_the_search_across_everything_shows_each_thing_once_in_the_readers_language_first(session):
    index_translated(session, "project", 1, Translated("Plan climat", "Klimaatplan", "Climate plan"),
                     Translated("Jette en transition", "Jette in transitie", "Jette in transition"))
    index(session, "idea", 1, "fr", "Jette plus verte", "")

    results = found(session, "jette", language="nl")

    assert {(one.kind, one.object_id) for one in results.found} == {("project", 1), ("idea", 1)}
    assert [one.title for one in found(session, "jette", ["project"], "nl").found] == ["Klimaatplan"]
    assert [one.title for one in found(session, "climat", language="nl").found] == ["Plan climat"]
    assert [one.kind for one in found(session, "jette", ["idea"]).found] == ["idea"]


def test_pages_of_results_follow_each_other_without_gap_or_repeat(session):
    for number in range(1, 26):
        index(session, "idea", number, "fr", "Un arbre" + " en ville" * (number % 3), "")

    seen, after, pages = [], 0, 0
    while after is not None:
        results = found(session, "arbres", after=after, limit=10)
        seen, after, pages = seen + [one.object_id for one in results.found], results.after, pages + 1

    assert (pages, sorted(seen)) == (3, list(range(1, 26)))


def test_a_common_word_is_found_fast_among_many(session):
    words = "arbre place rue école parc vélo banc jardin eau marché tram quartier".split()
    for number in range(1, 20_001):
        text = " ".join([words[number % 12], words[number // 12 % 12], words[number // 144 % 12], f"mot{number}"])
        session.add(search.SearchEntry(kind="idea", object_id=number, phase_id=number % 4, language="fr", title=f"Idée {number}",
                                       stems=search.stems(text, "fr")))
    session.flush()

    for act in (lambda: found(session, "arbre parc"), lambda: similar(session, "Un arbre au parc, mot777", 1),
                lambda: session.exec(matching_ids(session, "idea", "arbre parc", phase_id=1).limit(20)).all()):
        started = time.perf_counter()
        assert act()
        assert time.perf_counter() - started < 1
