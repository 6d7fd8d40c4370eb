"""The learned readers: what they see, what they keep, and that no text breaks them."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.adapters.language.features import features_of
from bot.adapters.language.learned import LearnedReader
from bot.adapters.language.learning import (
    How,
    Layered,
    Plain,
    Sentence,
    danger_sentences,
    is_current,
    learned,
    speech_acts,
    train,
)
from bot.adapters.language.readers import stretches
from bot.adapters.language.reading import read
from tests.evaluation.figures import sentences
from tests.work import grows_with_length_alone

ROOT = Path(__file__).parents[3]
GROUPS = {"knife": "weapon", "machete": "weapon"}
SENTENCES = tuple(
    Sentence(text, outcome)
    for outcome, texts in {
        "now": ("he has a knife", "he is outside with a knife", "she is bleeding", "he is outside"),
        "ordinary": ("we need a new boiler", "the rent is paid", "she likes the garden", "he is at work"),
    }.items()
    for text in texts
)


WAYS = {"plain": Plain(10.0), "layered": Layered(width=8, rounds=60, at_least=1)}


@pytest.fixture(scope="module", params=list(WAYS))
def how(request: pytest.FixtureRequest) -> How:
    return WAYS[request.param]


@pytest.fixture(scope="module")
def reader(how: How) -> LearnedReader:
    return learned(SENTENCES, GROUPS, how)


def test_a_word_never_seen_is_read_by_the_group_it_stands_in(reader: LearnedReader) -> None:
    assert reader.shares(read("he has a machete"))["now"] > 0.5
    assert reader.shares(read("the boiler"))["ordinary"] > 0.5


def test_shares_add_up_to_one_and_no_text_is_taken_for_either(reader: LearnedReader) -> None:
    for text in ("", "he has a knife", "zzz"):
        assert sum(reader.shares(read(text)).values()) == pytest.approx(1)


def test_what_is_saved_reads_the_same(reader: LearnedReader, tmp_path: Path) -> None:
    reader.save(tmp_path)
    again = LearnedReader.load(tmp_path)
    for sentence in SENTENCES:
        assert again.shares(read(sentence.text)) == reader.shares(read(sentence.text))


def test_learning_twice_gives_the_same_weights(reader: LearnedReader, how: How) -> None:
    again = learned(SENTENCES, GROUPS, how)
    assert again.shares(read("he has a bat")) == reader.shares(read("he has a bat"))


def test_no_word_of_a_sentence_is_kept_in_the_saved_files(reader: LearnedReader, tmp_path: Path) -> None:
    reader.save(tmp_path)
    kept = b"".join(file.read_bytes() for file in tmp_path.iterdir())
    assert b"boiler" not in kept


def test_readers_out_of_date_are_noticed(tmp_path: Path) -> None:
    assert not is_current(ROOT, tmp_path)
    train(ROOT, tmp_path)
    assert is_current(ROOT, tmp_path)
    assert [folder.name for folder in tmp_path.iterdir()] == ["language"]
    (tmp_path / "language" / "key").write_text("older", encoding="utf-8")
    assert not is_current(ROOT, tmp_path)


def test_a_sentence_is_never_taught_as_both() -> None:
    taught: dict[str, set[str]] = {}
    for sentence in danger_sentences(ROOT):
        taught.setdefault(sentence.text.casefold(), set()).add(sentence.outcome)
    assert [text for text, outcomes in taught.items() if len(outcomes) > 1] == []


def test_hardly_a_sentence_of_the_evaluation_is_taught() -> None:
    """Short ones coincide ("he's got a knife"); more than one in fifty would be copying."""
    taught = {sentence.text.casefold() for sentence in danger_sentences(ROOT)}
    taught |= {text.casefold() for _, text in speech_acts(ROOT)}
    for part in ("seen", "unseen"):
        told = sentences(part, "danger")
        asked = [text for text in (*told["now"], *told["not"]) if len(text.split()) > 4]
        assert sum(text.casefold() in taught for text in asked) < len(asked) / 50


@given(st.text(max_size=400), st.sampled_from([None, "dash_1", "dash_15"]))
def test_features_are_in_range_once_each_and_in_order(text: str, question: str | None) -> None:
    blocks = features_of(read(text), GROUPS, question)
    for number, block in enumerate(blocks):
        assert list(block) == sorted(set(block))
        assert all(feature >> 32 == number for feature in block)


@given(st.text(alphabet=st.characters(codec=None), max_size=3000))
@settings(max_examples=50)
def test_the_stretches_of_a_text_hold_every_token_once(text: str) -> None:
    reading = read(text)
    assert tuple(token for part in stretches(reading) for token in part.tokens) == reading.tokens


@pytest.mark.parametrize("piece", ["he is outside with a knife. ", "a", "’", "no. ", "\u202e x"])
def test_the_work_grows_with_the_length_of_the_text_alone(reader: LearnedReader, piece: str) -> None:
    def shares(text: str) -> None:
        for part in stretches(read(text)):
            reader.shares(part)

    assert grows_with_length_alone(shares, piece)


def test_weights_are_finite(reader: LearnedReader) -> None:
    assert np.isfinite(list(reader.shares(read("he has a knife")).values())).all()
