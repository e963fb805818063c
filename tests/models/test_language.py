import pytest

from models.language import guess


@pytest.mark.parametrize("text, language", [
    ("Une piste cyclable dans la rue Léon Theodor", "fr"),
    ("Plus d’arbres place Cardinal Mercier", "fr"),
    ("Meer bomen en bankjes op het plein", "nl"),
    ("Deelfietsen aan het station van Jette", "nl"),
    ("More trees and benches on the square, please", "en"),
    ("A SAFE WAY TO SCHOOL FOR OUR CHILDREN", "en"),
    ("ok", None),
    ("", None),
    ("fietspad", None),
    ("1030 1090 1060 1000 42 17", None),
    ("Anderlechtsesteenweg", None),
])
def test_a_language_is_suggested_only_when_it_is_clear(text, language):
    assert guess(text) == language
