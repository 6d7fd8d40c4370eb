"""What the patterns read, on sentences kept as data beside this file."""

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ruamel.yaml import YAML

from bot.adapters.language import PatternLanguage
from bot.safeguarding.answers import Voice
from tests.work import grows_with_length_alone

_HERE = Path(__file__).parent
_ROOT = _HERE.parents[2]
_PACK = _ROOT / "packs" / "england-and-wales"


def _yaml(path: Path) -> Any:
    return YAML(typ="safe").load(path)


@dataclass(frozen=True)
class _Phrases:
    spots: dict[int, tuple[str, ...]]
    danger_phrases: tuple[str, ...]


def _phrases() -> _Phrases:
    spots = {}
    for path in sorted((_PACK / "spots").glob("*.yml")):
        rule = _yaml(path)
        spots[rule["item"]] = tuple(rule["values"][-1]["phrases"])
    danger = _yaml(_PACK / "danger" / "phrases.yml")["values"][-1]["phrases"]
    return _Phrases(spots, tuple(danger))


_LANGUAGE = PatternLanguage(_phrases())
_ANY_TEXT = st.text(max_size=300) | st.lists(
    st.sampled_from(["he", "strangled", "me", "not", "“", "”", "'", "’s", ",", ".", "\n", "neck", "hands", "round", "my", "🙂"]),
    max_size=40,
).map(" ".join)  # fmt: skip


def _spot_cases() -> Iterator[tuple[int, str, str]]:
    for item, by_status in _yaml(_HERE / "spots.yml").items():
        for status, texts in by_status.items():
            yield from ((item, status, text) for text in texts)


def _listed(name: str) -> list[tuple[str, str]]:
    return [(key, text) for key, texts in _yaml(_HERE / name).items() for text in texts]


@pytest.mark.parametrize(("item", "status", "text"), list(_spot_cases()))
def test_a_topic_is_found_and_how_it_is_spoken_of(item: int, status: str, text: str) -> None:
    assert (item, status) in {(spot.item, spot.status) for spot in _LANGUAGE.spots(text)}


@pytest.mark.parametrize(
    ("item", "text"), [(i, t) for i, texts in _yaml(_HERE / "untouched.yml").items() for t in texts]
)
def test_a_sentence_about_something_else_is_not_read_as_the_topic(item: int, text: str) -> None:
    assert item not in {spot.item for spot in _LANGUAGE.spots(text)}


@pytest.mark.parametrize("text", _yaml(_HERE / "danger.yml")["now"])
def test_danger_now_is_noticed_in_the_wordings_people_use(text: str) -> None:
    assert _LANGUAGE.danger(text)


@pytest.mark.parametrize("text", _yaml(_HERE / "danger.yml")["not_now"])
def test_what_is_past_or_denied_or_a_question_about_procedure_is_not_danger_now(text: str) -> None:
    assert not _LANGUAGE.danger(text)


@pytest.mark.parametrize(("answer", "text"), _listed("answers.yml"))
def test_an_answer_is_read_only_where_it_is_plain(answer: str, text: str) -> None:
    assert _LANGUAGE.answer(text) == answer


@pytest.mark.parametrize(("voice", "text"), _listed("voices.yml"))
def test_whose_words_a_text_is(voice: str, text: str) -> None:
    assert _LANGUAGE.voice(text) is Voice(voice)


@pytest.mark.parametrize("case", _yaml(_HERE / "commands.yml"), ids=lambda case: repr(case["text"]))
def test_a_command_is_the_whole_text_or_nothing(case: dict[str, Any]) -> None:
    assert _LANGUAGE.command(case["text"]) == (tuple(case["is"]) if case["is"] else None)


@pytest.mark.parametrize(
    ("text", "inside"),
    [
        ("“He hit me” she said", ["He hit me"]),
        ("she said 'I'm scared' and left", ["I'm scared"]),
        ("‘it’s the boys’ room’ she said", ["it’s the boys’ room"]),
        ("don't you're it's", []),
        ("he said “a” and “b", ["a"]),
        ('"x" 5\'6" tall', ["x"]),
        ("'cause he's", []),
        ("‘He’s here’, ‘now’", ["He’s here", "now"]),
        ("open “here\n\nand closed” there", []),
        ("“she said 'stop' twice”", ["she said 'stop' twice"]),
    ],
)
def test_quotations_are_what_stands_between_two_marks(text: str, inside: list[str]) -> None:
    assert [text[start:end] for start, end in _LANGUAGE.quotations(text)] == inside


@given(_ANY_TEXT)
def test_spots_are_slices_of_any_text_in_order(text: str) -> None:
    spots = _LANGUAGE.spots(text)
    assert all(0 <= spot.start < spot.end <= len(text) for spot in spots)
    assert [spot.start for spot in spots] == sorted(spot.start for spot in spots)


@given(_ANY_TEXT)
def test_quotations_never_overlap_and_stand_between_marks(text: str) -> None:
    end_of_last = 0
    for start, end in _LANGUAGE.quotations(text):
        assert end_of_last <= start < end < len(text)
        assert text[start - 1] in "“\"‘'" and text[end] in "”\"’'"
        end_of_last = end


@given(_ANY_TEXT)
def test_every_reading_of_any_text_is_one_of_those_named(text: str) -> None:
    assert _LANGUAGE.answer(text) in {"yes", "no", "not_known", "unclear"}
    assert _LANGUAGE.voice(text) is not Voice.OPINION
    assert _LANGUAGE.danger(text) in {True, False}
    assert _LANGUAGE.command(text) is None or len(text) <= 60


@given(
    st.sampled_from(["yes", "no", "don't know"]),
    st.sampled_from(["maybe", "but", "sometimes", "I think", "if"]),
)
def test_a_hedged_answer_is_never_recorded(answer: str, hedge: str) -> None:
    assert _LANGUAGE.answer(f"{answer} {hedge} he did") == "unclear"


@pytest.mark.parametrize(
    "piece",
    ["he put his hands round my neck and I could not breathe ", "(", "a", '"‘', "'s ", "not if ", "\n", "🙂"],
)
@pytest.mark.parametrize("reader", ["danger", "spots", "answer", "voice", "quotations", "command"])
def test_the_work_grows_with_the_length_of_the_text_alone(piece: str, reader: str) -> None:
    assert grows_with_length_alone(getattr(_LANGUAGE, reader), piece)


def test_nothing_that_was_typed_stays_in_the_matcher() -> None:
    _LANGUAGE.spots("he strangled Qwxyzzleford")
    assert "qwxyzzleford" not in _LANGUAGE._spot_book._vocab.strings
    assert "Qwxyzzleford" not in _LANGUAGE._spot_book._vocab.strings


def test_importing_the_application_and_this_adapter_does_not_import_spacy() -> None:
    code = "import sys, bot.application.ports, bot.adapters.language; sys.exit('spacy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=_ROOT, check=False).returncode == 0


def test_every_topic_has_at_least_twelve_phrases() -> None:
    assert {item: len(phrases) >= 12 for item, phrases in _phrases().spots.items()} == dict.fromkeys(
        range(1, 25), True
    )


def test_the_sentences_of_these_tests_number_at_least_250() -> None:
    untouched = sum(len(texts) for texts in _yaml(_HERE / "untouched.yml").values())
    assert len(list(_spot_cases())) + untouched >= 250
