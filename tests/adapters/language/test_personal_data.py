"""Where the reader finds personal data, on sentences kept as data beside this file."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ruamel.yaml import YAML

from bot.adapters.language.personal_data import personal_data_in
from bot.application.ports import PersonalData
from tests.work import grows_with_length_alone

_CASES: list[dict[str, Any]] = YAML(typ="safe").load(Path(__file__).parent / "personal_data.yml")
_KINDS = {
    "name", "phone", "address", "postcode", "date_of_birth", "nhs_number", "ni_number", "email", "plate",
}  # fmt: skip
_PIECES = [
    "Mrs", "Begum", "called", "her son", "Jayden", "Ѕarah", "O’Hara", "07700 900123", "+44", "943 476 5919", "AB123456C",
    "dob", "1/2/1990", "12", "Alma", "Road", "flat", "3,", "me15", "9qy", "AB12 CDE", "car", "a@b.org", "@", "“", "”", "'",
    "’s", "-", ".", "\n", "🙂", "é", "ﬁ", "\u200d", "\x00", "١٢٣",
]  # fmt: skip
_ANY_TEXT = st.text(max_size=300) | st.lists(st.sampled_from(_PIECES), max_size=40).map(" ".join) | st.lists(
    st.sampled_from(_PIECES), max_size=40
).map("".join)  # fmt: skip


def _found(text: str) -> list[list[str]]:
    return [[data.kind, text[data.start : data.end]] for data in personal_data_in(text)]


@pytest.mark.parametrize("case", _CASES, ids=lambda case: repr(case["text"]))
def test_what_identifies_a_person_is_found_and_nothing_else(case: dict[str, Any]) -> None:
    assert _found(case["text"]) == case["found"]


def test_there_are_at_least_a_hundred_sentences_and_every_kind_among_them() -> None:
    assert len(_CASES) >= 100
    assert {kind for case in _CASES for kind, _ in case["found"]} == _KINDS


@given(_ANY_TEXT)
def test_finds_are_slices_of_any_text_in_order_and_do_not_overlap(text: str) -> None:
    end_of_last = 0
    for data in personal_data_in(text):
        assert data.kind in _KINDS
        assert end_of_last <= data.start < data.end <= len(text)
        assert text[data.start : data.end].strip() == text[data.start : data.end]
        end_of_last = data.end


@given(_ANY_TEXT)
def test_the_same_text_reads_the_same(text: str) -> None:
    assert personal_data_in(text) == personal_data_in(text)


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyz ,", max_size=60), st.integers(0, 999))
def test_a_phone_number_is_found_whatever_stands_before_it(before: str, number: int) -> None:
    written = f"07700 900{number:03}"
    text = f"{before} {written}"
    assert PersonalData("phone", len(text) - len(written), len(text)) in personal_data_in(text)


@given(st.integers(10**9, 10**10 - 1))
def test_ten_digits_are_an_nhs_number_only_with_their_check_digit(number: int) -> None:
    digits = str(number)
    total = sum(int(digit) * weight for digit, weight in zip(digits, range(10, 0, -1), strict=True))
    found = [data.kind for data in personal_data_in(f"ref {digits}")]
    assert ("nhs_number" in found) is (total % 11 == 0)


@pytest.mark.parametrize(
    "prefix", ["BG", "GB", "NK", "KN", "TN", "NT", "ZZ", "DA", "FA", "IA", "QA", "UA", "VA", "AO", "AD"]
)
def test_a_prefix_that_is_never_given_out_makes_no_national_insurance_number(prefix: str) -> None:
    assert _found(f"NI {prefix}123456C") == []


def test_people_whom_another_reader_found_are_taken_less_their_titles_and_what_is_no_name() -> None:
    text = "Zlatomir Quennell met Kent Police and Mr Vuk"
    people = ((0, 17), (22, 33), (38, 44))
    assert [text[d.start : d.end] for d in personal_data_in(text, people)] == ["Zlatomir Quennell", "Vuk"]


def test_of_two_that_overlap_the_longer_holds() -> None:
    assert _found("lives at 9 Victoria Road") == [["address", "9 Victoria Road"]]
    assert _found("write to sarah.jones@example.org") == [["email", "sarah.jones@example.org"]]


@pytest.mark.parametrize(
    "piece",
    ["1", "0 ", "07700 900123 ", "+44", " ", "A", "Aa ", "Sarah ", "Mr ", '"', "“", "'", "@", "a@", "a.", "a-", "flat 1 ", "1 Alma Road ",
     "5 a a a, ", "dob ", "dob 1/", "called ", "AB12 CDE ", "A12 ", "123 456 7890 ", "\n", "🙂"],
)  # fmt: skip
def test_the_work_grows_with_the_length_of_the_text_alone(piece: str) -> None:
    assert grows_with_length_alone(personal_data_in, piece)
