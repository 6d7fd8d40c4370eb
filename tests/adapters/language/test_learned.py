"""The learned readers: what they see, what they keep, and that no text breaks them."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.sparse import csr_matrix

from bot.adapters.language.features import features_of
from bot.adapters.language.learned import LearnedReader
from bot.adapters.language.learning import (
    How,
    Layered,
    Learnt,
    Plain,
    Sentence,
    danger_sentences,
    held_out,
    is_current,
    learned,
    speech_acts,
    train,
)
from bot.adapters.language.marks import FOLDS, HEARD, marks_at
from bot.adapters.language.networks import trained
from bot.adapters.language.readers import LearnedReaders, parts, stretches
from bot.adapters.language.reading import read
from bot.safeguarding.errors import NotTrainedError
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


FAMILIES = tuple(Sentence(s.text, s.outcome, family=n % FOLDS) for n, s in enumerate(SENTENCES))
WAYS: dict[str, How] = {
    "plain": Plain(10.0),
    "layered": Layered(width=8, rounds=60, at_least=1),
    "several": Layered(width=8, rounds=60, at_least=1, count=3),
}


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


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project of a few sentences."""
    root = tmp_path / "project"
    for name, told in {
        "data/danger/now.yml": "messages: [he has a knife, he is outside]",
        "data/danger/now_2.yml": "messages: [she is bleeding, he is at the door]",
        "data/danger/ordinary.yml": "messages: [the rent is paid, he is at work]",
        "data/danger/ordinary_2.yml": "messages: [she likes the garden, he is at the shops]",
        "data/answers/general.yml": "'yes': [yes he did, yes]\n'no': [no he did not, no]",
        "data/language/words.yml": "weapon: knife machete",
    }.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(told, encoding="utf-8")
    return root


def test_readers_out_of_date_are_noticed(project: Path, tmp_path: Path) -> None:
    models = tmp_path / "models"
    assert not is_current(project, models)
    train(project, models)
    assert is_current(project, models)
    assert [folder.name for folder in models.iterdir()] == ["language"]
    assert LearnedReaders(models).danger_marks.keys() == HEARD.keys()
    (project / "data/danger/now.yml").write_text("messages: [he has a gun]", encoding="utf-8")
    assert not is_current(project, models)


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


@pytest.mark.parametrize("piece", ["he is outside, ", "a", "no. "])
def test_the_work_of_cutting_into_parts_grows_with_the_length_alone(piece: str) -> None:
    assert grows_with_length_alone(lambda text: parts(read(text)), piece)


def test_weights_are_finite(reader: LearnedReader) -> None:
    assert np.isfinite(list(reader.shares(read("he has a knife")).values())).all()


@dataclass
class _Recorded:
    """A way of learning that keeps which rows it was given, by the number in their first column."""

    at_least: int = 1
    taught: list[set[int]] = field(default_factory=list)

    def learn(self, matrix: Any, outcomes: Sequence[str]) -> Learnt:
        self.taught.append({int(row) for row in matrix.toarray()[:, 0]})
        return ("now", "ordinary"), ((np.zeros((matrix.shape[1], 2)), np.zeros(2)),)


def _numbered(count: int) -> Any:
    return csr_matrix(np.arange(count, dtype=float)[:, None])


def test_what_a_danger_is_asked_by_was_never_taught_its_family() -> None:
    how = _Recorded()
    assert len(held_out(_numbered(len(FAMILIES)), FAMILIES, how)) == 4
    for fold, taught in enumerate(how.taught):
        assert taught == {n for n, s in enumerate(FAMILIES) if s.family != fold}


def test_a_danger_in_the_words_of_one_that_is_taught_is_not_asked() -> None:
    twins = (
        Sentence("He's outside!", "now", family=1),
        Sentence("he's outside", "now", family=2),
        Sentence("the rent", "ordinary"),
    )
    assert held_out(_numbered(len(twins)), twins, _Recorded()) == []


def test_a_mark_is_the_highest_share_that_enough_dangers_reach() -> None:
    shares = [n / 100 for n in range(1, 101)]
    for name, mark in marks_at(shares).items():
        assert sum(share >= mark for share in shares) / 100 == pytest.approx(HEARD[name])
    assert marks_at([]) == {}


def test_more_is_asked_of_a_part_than_of_a_message_and_more_in_an_account() -> None:
    marks = marks_at([n / 1000 for n in range(1000)])
    assert marks["hardly"] < marks["whole"] < marks["part"] < marks["account_part"] < marks["field"]
    assert marks["whole"] < marks["account"] < marks["account_part"]


def test_marks_are_saved_with_the_reader(tmp_path: Path) -> None:
    taught = learned(FAMILIES, GROUPS, Plain(10.0))
    taught.save(tmp_path)
    assert taught.marks.keys() == HEARD.keys()
    assert LearnedReader.load(tmp_path).marks == taught.marks
    assert learned(SENTENCES, GROUPS, Plain(10.0)).marks == {}


def test_a_reader_of_danger_without_its_marks_is_not_trained(tmp_path: Path) -> None:
    (tmp_path / "language" / "danger").mkdir(parents=True)
    learned(SENTENCES, GROUPS, Plain(10.0)).save(tmp_path / "language" / "danger")
    with pytest.raises(NotTrainedError):
        assert LearnedReaders(tmp_path).danger_marks


def test_now_and_ordinary_of_one_number_are_one_family() -> None:
    families = {(s.outcome, s.family) for s in danger_sentences(ROOT)}
    numbers = {family for _, family in families if family is not None}
    assert {family % FOLDS for family in numbers} == set(range(FOLDS))
    assert all({("now", number), ("ordinary", number)} <= families for number in numbers)
    assert ("ordinary", None) in families


def test_a_feature_that_is_in_no_row_says_nothing() -> None:
    rows = csr_matrix(np.array([[1.0, 0.0, 0.0], [0.0, 1.0, 0.0]] * 8))
    nets = trained(rows, [True, False] * 8, count=2, width=4, rounds=400)
    assert not nets.first[2].any()
    assert nets.first[0].any()
    first, second = nets.totals(csr_matrix(np.eye(3)[:2]))
    assert first > 0 > second


def test_several_networks_say_what_they_say_in_the_mean() -> None:
    rows = csr_matrix(np.array([[1.0, 0.0], [0.0, 1.0]] * 8))
    nets = trained(rows, [True, False] * 8, count=2, width=3, rounds=5)
    one, other = (
        np.maximum(nets.first[:, at] + nets.first_added[at], 0) @ nets.last[at] + nets.last_added[n]
        for n, at in enumerate((slice(0, 3), slice(3, 6)))
    )
    assert nets.totals(csr_matrix(np.eye(2))) == pytest.approx((one + other) / 2, abs=1e-5)


@given(st.text(alphabet=st.characters(codec=None), max_size=3000))
@settings(max_examples=50)
def test_the_parts_of_a_text_hold_every_token_once(text: str) -> None:
    reading = read(text)
    assert tuple(token for part in parts(reading) for token in part.tokens) == reading.tokens
    assert all(1 <= len(part.tokens) <= 40 for part in parts(reading))


def test_a_note_is_cut_at_sentences_and_commas_where_enough_stands_between() -> None:
    note = "Boiler checked and the locks too, yes, he is back. Rebooked"
    assert [" ".join(part.words) for part in parts(read(note))] == [
        "boiler checked and the locks too ,",
        "yes , he is back .",
        "rebooked",
    ]
