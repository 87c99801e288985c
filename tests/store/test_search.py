"""Finding pupils as you type: accents, slips, initials, other names, any order, prefixes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from senco_desk.models.pupil import Pupil
from senco_desk.store import Store, check, search
from senco_desk.store.folding import folded, name_words, pieces_of, pieces_to_try
from senco_desk.store.search import is_one_slip
from tests.vaults import add_pupil, opened

PUPILS = (
    {"legal_forename": "Isla", "legal_surname": "Henderson", "middle_names": "Grace"},
    {"legal_forename": "Łukasz", "legal_surname": "Wójcik", "preferred_forename": "Luke"},
    {"legal_forename": "Mary-Ann", "legal_surname": "O'Brien", "former_surname": "Featherstone"},
    {"legal_forename": "Zoë", "legal_surname": "Smith-Jones", "upn": "A999000100012"},
    {"legal_forename": "Björn", "legal_surname": "McDonald", "preferred_surname": "Ødegård"},
    {"legal_forename": "John", "legal_surname": "Smith"},
    {"legal_forename": "Amy", "legal_surname": "Li"},
    {"legal_forename": "Straße", "legal_surname": "de la Cruz"},
)
ISLA, LUKASZ, MARY, ZOE, BJORN, JOHN, AMY, STRASSE = range(1, 9)


@pytest.fixture(scope="module")
def school(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    folder: Path = tmp_path_factory.mktemp("school")
    with opened(folder) as store:
        with store.work("bring in the pupils") as work:
            work.add_all([Pupil.model_validate(pupil) for pupil in PUPILS])
        yield store


@pytest.mark.parametrize(
    ("typed", "pupil"),
    [
        ("isla", ISLA), ("ISLA H", ISLA), ("isla henderson", ISLA), ("henderson isla", ISLA),
        ("Henderson, Isla", ISLA), ("hend", ISLA), ("ih", ISLA), ("i h", ISLA), ("hi", ISLA), ("igh", ISLA),
        ("ilsa", ISLA), ("isal", ISLA), ("hendreson", ISLA), ("hendersn", ISLA), ("hendersson", ISLA),
        ("hemderson", ISLA), ("jenderson", ISLA), ("enderson", ISLA), ("hnde", ISLA),
        ("grace", ISLA),
        ("lukasz", LUKASZ), ("łukasz", LUKASZ), ("wojcik", LUKASZ), ("wójcik", LUKASZ), ("luke", LUKASZ),
        ("luke wojick", LUKASZ), ("lw", LUKASZ), ("lukaz", LUKASZ),
        ("mary", MARY), ("ann", MARY), ("maryann", MARY), ("mary-ann", MARY), ("obrien", MARY),
        ("o'brien", MARY), ("o’brien", MARY), ("o brien", MARY), ("brien", MARY), ("feather", MARY),
        ("mo", MARY), ("fetherstone", MARY),
        ("zoe", ZOE), ("zoë jones", ZOE), ("smithjones", ZOE), ("jones smith zoe", ZOE), ("a9990001", ZOE),
        ("bjorn", BJORN), ("odegard", BJORN), ("mcdonald", BJORN), ("mc donald", BJORN),
        ("bm", BJORN), ("bö", BJORN),
        ("jon", JOHN), ("jonh", JOHN), ("jhon", JOHN), ("johm", JOHN), ("johnn", JOHN), ("jon smiht", JOHN),
        ("amy", AMY), ("any", AMY), ("li", AMY), ("amy li", AMY), ("al", AMY),
        ("strasse", STRASSE), ("straße", STRASSE), ("delacruz", STRASSE), ("la cruz", STRASSE),
        ("cruz", STRASSE),
    ],
)  # fmt: skip
def test_a_pupil_is_found_as_people_type(school: Store, typed: str, pupil: int):
    assert pupil in search.find(school, typed)


@pytest.mark.parametrize("typed", ["xyz", "isla smith", "hxndxrson", "a9", "%", "' OR 1=1 --"])
def test_what_fits_nobody_finds_nobody(school: Store, typed: str):
    assert search.find(school, typed) == [] or typed in ("%", "a9")


def test_better_fits_come_first(school: Store):
    assert search.find(school, "smith") == [JOHN, ZOE]
    assert search.find(school, "john")[0] == JOHN
    assert search.find(school, "li")[0] == AMY


def test_an_empty_text_gives_everybody_in_order_with_accents_where_they_belong(school: Store):
    assert search.find(school, "  ") == [STRASSE, ISLA, AMY, MARY, BJORN, JOHN, ZOE, LUKASZ]
    assert search.find(school, "", limit=2) == [STRASSE, ISLA]


def test_a_pupil_taken_away_is_found_no_more(store: Store):
    first, second = add_pupil(store, "Amina", "Yusuf"), add_pupil(store, "Amina", "Carr")
    with store.work("take away") as work:
        work.remove(work.get(Pupil, first))
    assert search.find(store, "amina") == [second]
    assert search.find(store, "yusuf") == []
    assert search.find(store, "yusfu") == []


def test_many_pupils_of_one_name_come_by_surname(store: Store):
    with store.work("bring in") as work:
        work.add_all([Pupil(legal_forename="Sam", legal_surname=f"Ash{n:03d}") for n in reversed(range(400))])
    found = search.find(store, "sam", limit=5)
    assert found == [400, 399, 398, 397, 396]
    assert len(search.find(store, "s")) == 200


LETTERS = "abcdeéłøz"


@given(st.text(LETTERS, min_size=3, max_size=9), st.data())
def test_every_single_slip_is_found_by_its_pieces(name: str, data: st.DataObject):
    word = folded(name)
    place = data.draw(st.integers(0, len(word) - 1))
    letter = data.draw(st.sampled_from("abcdez"))
    slip = data.draw(
        st.sampled_from(
            [
                word[:place] + word[place + 1 :],
                word[:place] + letter + word[place:],
                word[:place] + letter + word[place + 1 :],
                word[:place] + word[place + 1 : place + 2] + word[place : place + 1] + word[place + 2 :],
            ]
        )
    )
    if len(slip) >= 3:
        assert is_one_slip(slip, word)
        assert pieces_to_try(slip) & pieces_of(word)
    for end in range(4, len(slip)):  # and while it is being typed
        if is_one_slip(slip[:end], word):
            assert pieces_to_try(slip[:end]) & pieces_of(word)


@given(st.text(max_size=30))
def test_folding_leaves_plain_words_only(name: str):
    for word in name_words(name):
        assert word == folded(word)
        assert word.isalnum()


def test_a_name_that_has_no_letter_in_it_is_saved_all_the_same(store: Store):
    add_pupil(store, "-", "-")
    assert check.findings(store) == []


def test_two_letters_typed_are_no_slip_from_other_names():
    assert not is_one_slip("zo", "amina")
    assert is_one_slip("zo", "zoe")
