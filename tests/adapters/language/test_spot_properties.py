"""What holds of the spots of any text whatever: slices that hold something, statuses that exist, time in proportion."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML

from bot.adapters.language.cues import CUES
from bot.adapters.language.phrases import PhraseBook, parsed
from bot.adapters.language.reading import read
from bot.adapters.language.spelling import Spelling
from bot.adapters.language.spots import DENIED, ITEM, spots_in
from bot.application.ports import Spot
from tests.work import grows_with_length_alone

_PACK = Path(__file__).parents[3] / "packs" / "england-and-wales" / "spots"
_STATUSES = {"present", "denied", "possible", "historical", "other_person"}
_WORDS = st.sampled_from(
    "he she I me my him his not never no n't if will said threatened scared strangled choked neck hands round "
    "years ago sister ex was asked ? . , ; : - “ ” ‘ ’ \" ' ( ) \n but and or N strаngled ｓtrangled str\u200bangled "
    "he'd i'll 🙂 ̈ ﷽ \u202e NFS throat pillow face water".split(" ")
)
_ANY_TEXT = st.text(max_size=300) | st.lists(_WORDS, max_size=60).map(" ".join)
_QUOTED = st.recursive(
    st.lists(_WORDS, max_size=6).map(" ".join),
    lambda inner: st.tuples(inner, st.sampled_from(["“”", "‘’", '""', "''", "()"]), inner).map(
        lambda parts: f"{parts[0]} {parts[1][0]}{parts[2]}{parts[1][1]}"
    ),
    max_leaves=12,
)


def _book() -> PhraseBook:
    import spacy

    rule: Any = YAML(typ="safe").load(_PACK / "15.yml")
    several = rule["values"][-1]["phrases"]
    phrases = dict(CUES) | {
        f"{ITEM}15": tuple(p for p in several if not p.startswith("!")),
        f"{DENIED}15": tuple(p.removeprefix("!").strip() for p in several if p.startswith("!")),
    }
    return PhraseBook(phrases, spacy.blank("en"))


_BOOK = _book()


def _spots(text: str) -> tuple[Spot, ...]:
    return spots_in(read(text), _BOOK)


@given(_ANY_TEXT | _QUOTED)
@example("?")
@example("strangled?")
@example("?strangled")
@example("no, strangled")
@settings(max_examples=400, deadline=None)
def test_every_spot_is_a_slice_that_holds_something_and_has_a_known_status(text: str) -> None:
    for spot in _spots(text):
        assert 0 <= spot.start < spot.end <= len(text)
        assert text[spot.start : spot.end].strip()
        assert spot.status in _STATUSES


@given(_ANY_TEXT | _QUOTED)
@settings(max_examples=100, deadline=None)
def test_the_same_text_always_reads_the_same_and_in_order(text: str) -> None:
    spots = _spots(text)
    assert spots == _spots(text)
    assert [(spot.start, spot.item) for spot in spots] == sorted((spot.start, spot.item) for spot in spots)


@given(st.text(alphabet="\n .", max_size=20), st.text(alphabet="\n .", max_size=20))
def test_what_stands_around_a_sentence_moves_the_spot_and_changes_nothing(before: str, after: str) -> None:
    text = f"{before}\nHe strangled me.\n{after}"
    (spot,) = _spots(text)
    assert text[spot.start : spot.end] == "He strangled me"
    assert spot.status == "present"


@pytest.mark.parametrize(
    "piece",
    [
        "he put his hands round my neck and I could not breathe ",
        "he never strangled me, or choked me. ",
        "asked if he strangled her she said no ",
        "hands ",
        "not if will scared strangled ",
        "“‘(",
        "?",
        "a ",
    ],
)
def test_the_work_grows_with_the_length_of_the_text_alone(piece: str) -> None:
    assert grows_with_length_alone(_spots, piece)


@pytest.mark.parametrize("word", ["cooking", "staring", "treats", "looking", "hanging"])
def test_an_ordinary_word_is_never_taken_for_a_slip(word: str) -> None:
    assert Spelling(["choking", "starving", "threats", "locking", "banging"]).known(word) is None


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("strangeld", "strangled"),
        ("throtled", "throttled"),
        ("chokking", "choking"),
        ("stranglled", "strangled"),
    ],
)
def test_a_slip_of_the_finger_is_read_as_the_word(typed: str, meant: str) -> None:
    assert Spelling(["strangled", "throttled", "choking"]).known(typed) == meant


def test_every_cue_can_be_read() -> None:
    for key, phrases in CUES.items():
        assert all(parsed(phrase) for phrase in phrases), key
