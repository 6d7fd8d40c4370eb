"""The index of advice finds slips and situations, and nothing depends on what was asked before."""

from hypothesis import given
from hypothesis import strategies as st

from bot.application.advice_index import Index

INDEX = Index(
    [
        [("Strangulation", 2.0), ("he choked her", 1.0)],
        [("Finding a refuge", 2.0), ("a safe place tonight", 1.0), ("library", 1.0)],
        [("library books and opening times", 1.0)],
    ]
)


def best(question: str) -> int:
    fits = INDEX.fits(question)
    return fits.index(max(fits))


def test_a_slip_of_the_finger_finds_its_document() -> None:
    assert [best("stranguled"), best("refuuge"), best("librarry books")] == [0, 1, 2]


def test_a_text_asked_word_for_word_comes_first() -> None:
    assert best("Library?") == 1


def test_a_text_whose_telling_words_are_asked_comes_before_one_that_holds_them_often() -> None:
    index = Index([[("an order, the order she broke", 3.0)], [("he broke the order", 1.0), ("bail", 3.0)]])
    fits = index.fits("she broke an order")
    assert fits.index(max(fits)) == 1


def test_a_time_of_day_tells_nothing() -> None:
    assert INDEX.fits("refuge at 9.30pm") == INDEX.fits("refuge at")


@given(st.text(max_size=300))
def test_any_text_has_a_fit_with_each_document(text: str) -> None:
    fits = INDEX.fits(text)
    assert len(fits) == 3 and all(0 <= fit <= 2.71 for fit in fits)
    assert fits == INDEX.fits(text)


def test_an_index_of_nothing_fits_nothing() -> None:
    assert Index([]).fits("refuge") == []
