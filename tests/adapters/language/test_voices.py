"""Whose words a text is, on sentences kept as data beside this file."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ruamel.yaml import YAML

from bot.adapters.language.voices import voice_in
from bot.safeguarding.answers import Voice
from tests.work import grows_with_length_alone

_LISTED: dict[str, list[str]] = YAML(typ="safe").load(Path(__file__).parent / "voices.yml")
_CASES = [(voice, text) for voice, texts in _LISTED.items() for text in texts]
_PIECES = [
    "I", "me", "my", "client", "she", "he", "said", "hit", "told me", "saw", "Ιt", "“", "”", '"', "‘", "’", "'", "’s", ",", ".",
    "\n\n", "🙂", "é", "\u200d", "\x00", "１", "мe",
]  # fmt: skip
_ANY_TEXT = st.text(max_size=300) | st.lists(st.sampled_from(_PIECES), max_size=40).map(" ".join) | st.lists(
    st.sampled_from(_PIECES), max_size=40
).map("".join)  # fmt: skip
_VERBS = ["said", "states", "reported", "disclosed", "told me", "explained", "alleges", "confirmed"]
_HARMS = [
    "he hits her",
    "he has a knife",
    "she is not allowed out",
    "her son takes her money",
    "they lock her in",
]


@pytest.mark.parametrize(("voice", "text"), _CASES)
def test_whose_words_a_text_is(voice: str, text: str) -> None:
    assert voice_in(text) is Voice(voice)


def test_there_are_at_least_a_hundred_sentences_of_every_voice() -> None:
    assert set(_LISTED) == {"exact", "reported", "observation"}
    assert min(map(len, _LISTED.values())) >= 100


@given(_ANY_TEXT)
def test_any_text_is_read_as_one_of_the_three(text: str) -> None:
    assert voice_in(text) in {Voice.EXACT, Voice.REPORTED, Voice.OBSERVATION}


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyz ,.", min_size=1, max_size=80).filter(str.strip))
def test_without_a_first_person_or_quotation_marks_nothing_is_exact(text: str) -> None:
    assert (
        voice_in(f"she says he does {text.replace('i', 'e').replace('m', 'n').replace('u', 'o')}")
        is Voice.REPORTED
    )


@given(
    st.sampled_from(["client", "the tenant", "Cl", "The victim", "resident", "Our customer", "service user"]),
    st.sampled_from(_VERBS),
    st.sampled_from(_HARMS),
)
def test_a_report_that_names_its_client_is_never_exact(who: str, verb: str, harm: str) -> None:
    assert voice_in(f"{who} {verb} {harm}") is Voice.REPORTED


@given(st.sampled_from(["She", "he", "mum", "They"]), st.sampled_from(_VERBS), st.sampled_from(_HARMS))
def test_one_short_quotation_does_not_make_a_report_exact(who: str, verb: str, harm: str) -> None:
    assert voice_in(f"{who} {verb} {harm} and it is “my own fault”") is Voice.REPORTED


@given(st.sampled_from(["I", "we"]), st.sampled_from(["asked", "advised", "visited", "reassured", "rang"]))
def test_what_the_practitioner_did_with_the_client_is_not_the_clients_own_words(who: str, did: str) -> None:
    assert voice_in(f"{who} {did} her about the children and my manager agreed") is not Voice.EXACT


@given(
    st.sampled_from(["“”", '""', "‘’", "''"]),
    st.sampled_from(["he hits me", "I am scared", "not again", "help"]),
)
def test_what_stands_wholly_in_quotation_marks_is_exact(marks: str, words: str) -> None:
    assert voice_in(f" {marks[0]}{words}{marks[1]}. ") is Voice.EXACT


@pytest.mark.parametrize(
    "piece",
    [
        "i ",
        "me ",
        "he said ",
        '"',
        "“",
        "'",
        "’s ",
        "a ",
        "1",
        "(",
        " ",
        "\n",
        "A",
        "@",
        "i then ",
        "she also then ",
        "🙂",
    ],
)
def test_the_work_grows_with_the_length_of_the_text_alone(piece: str) -> None:
    assert grows_with_length_alone(voice_in, piece)
