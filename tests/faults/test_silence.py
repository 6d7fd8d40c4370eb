"""Not a word that was typed is logged, printed, or kept in clear, whatever fails."""

import base64

import pytest

from .watched import CANARY, Evidence

pytestmark = pytest.mark.slow


def traces(content: bytes) -> list[bytes]:
    """The canary as it could stand in a file: plain, in UTF-16, in base64 at any offset."""
    plain = CANARY.encode()
    encoded = [base64.b64encode(b"x" * skip + plain)[4 if skip else 0 : -4] for skip in range(3)]
    shapes = [plain, CANARY.encode("utf-16-le"), plain.hex().encode(), *encoded]
    return [shape for shape in shapes if shape in content or shape in content.lower()]


def test_words_were_typed_at_every_kind_of_question(evidence: Evidence) -> None:
    kinds = "choice yes_no checklist words text date number notice finding review actions"
    assert set(kinds.split()) <= evidence.kinds
    assert any(CANARY.encode() in document for document in evidence.documents)


def test_every_fault_was_met_and_told(evidence: Evidence) -> None:
    statuses = {
        "locked": 503,
        "failed save INSERT": 503,
        "failed snapshot of a new stage": 503,
        "failed action": 503,
        "tampered row": 503,
        "oversize": 413,
        "bad JSON": 400,
        "wrong types": 400,
        "unknown organisation": 400,
        "stale button": 200,
        "unknown address": 401,
    }
    assert {name: evidence.faults[name] for name in statuses} == statuses


def test_no_line_at_any_level_holds_a_word_that_was_typed(evidence: Evidence) -> None:
    assert evidence.printed.count(b"DEBUG") > 500, "the loggers were not speaking"
    assert traces(evidence.printed) == []


def test_no_file_holds_a_word_in_clear(evidence: Evidence) -> None:
    assert {"heard.db", "key.json"} <= set(evidence.files)
    assert [name for name, content in evidence.files.items() if traces(content)] == []


def test_no_refusal_repeats_what_was_typed(evidence: Evidence) -> None:
    assert len(evidence.refusals) > 8
    assert [text for text in evidence.refusals if traces(text.encode())] == []
