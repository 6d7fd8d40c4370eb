"""From which share on danger is asked about: a message, a part of one, an account and a field each have their mark."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from bot.adapters.language.danger import CUES, NOT, NOW, speaks_of_danger
from bot.adapters.language.phrases import PhraseBook
from bot.adapters.language.readers import Heard, LearnedReaders
from bot.adapters.language.reading import Reading, read

MARKS = {"hardly": 0.01, "whole": 0.1, "part": 0.5, "account": 0.4, "account_part": 0.8, "field": 0.9}
LONG = "a message of more than four words"


class _Said(LearnedReaders):
    """Readers that hear what they are told to."""

    def __init__(self, stretch: float, part: float) -> None:
        super().__init__(Path())
        self._heard = Heard(stretch, part)

    def danger(self, reading: Reading) -> Heard:
        return self._heard

    @property
    def danger_marks(self) -> Mapping[str, float]:
        return MARKS


def _asks(text: str, stretch: float, part: float, account: bool = False) -> bool:
    book = PhraseBook({NOW: ("intruder",), NOT: (), **CUES}, None)
    return speaks_of_danger(read(text), lambda: book, _Said(stretch, part), account)


@pytest.mark.parametrize(
    ("text", "account", "stretch_mark", "part_mark"),
    [
        (LONG, False, "whole", "part"),
        ("knife", False, "whole", "part"),
        (LONG, True, "account", "account_part"),
        ("half past nine", True, "field", "field"),
        ("x", False, "field", "field"),
    ],
)
def test_each_kind_of_text_has_its_marks(text: str, account: bool, stretch_mark: str, part_mark: str) -> None:
    stretch, part = MARKS[stretch_mark], MARKS[part_mark]
    assert _asks(text, stretch, 0, account)
    assert _asks(text, 0, part, account)
    assert not _asks(text, stretch - 0.005, part - 0.005, account)


def test_a_phrase_counts_unless_what_was_learned_is_all_but_sure() -> None:
    assert _asks("there is an intruder here", MARKS["hardly"], 0)
    assert not _asks("there is an intruder here", MARKS["hardly"] - 0.005, 0)


@pytest.mark.parametrize(
    "text", ["help", "Help!", "HELP", "help me please!!", "please help", "somebody help us"]
)
@pytest.mark.parametrize("account", [False, True])
def test_a_bare_cry_for_help_asks_whatever_was_learned(text: str, account: bool) -> None:
    assert _asks(text, 0, 0, account)


@pytest.mark.parametrize("text", ["help with my form", "", "please", "me now"])
def test_other_words_beside_it_are_read(text: str) -> None:
    assert not _asks(text, 0, 0)


def test_a_time_that_is_well_over_asks_for_the_mark_of_an_account_unless_a_word_says_now() -> None:
    between = MARKS["whole"] + 0.1
    assert not _asks("he had me by the throat last tuesday", between, 0)
    assert not _asks("he broke the door in 2016", between, 0)
    assert _asks("he had me by the throat last tuesday and he is outside now", between, 0)
    assert _asks("he had me by the throat last night", between, 0)
    assert _asks("he had me by the throat last tuesday", MARKS["account"], 0)
