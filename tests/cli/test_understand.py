"""``heard understand`` and ``heard spot`` at the command line, as the contract has them."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from typer.testing import CliRunner

from bot.cli.main import app

KINDS = {
    "name",
    "phone",
    "address",
    "postcode",
    "date_of_birth",
    "nhs_number",
    "ni_number",
    "email",
    "plate",
}


def run(*arguments: str, given: str | bytes = "") -> Result:
    return CliRunner().invoke(app, list(arguments), input=given)


def understood(**request: str) -> dict[str, Any]:
    found = run("understand", given=json.dumps(request))
    assert (found.exit_code, found.stderr) == (0, ""), found.stderr
    answer: dict[str, Any] = json.loads(found.stdout)
    return answer


def test_a_message_is_read_whole() -> None:
    found = understood(text="07700 900123", question="dash_15")
    assert list(found) == ["danger", "answer", "voice", "personal_data", "command"]
    assert found["personal_data"] == [{"kind": "phone", "start": 0, "end": 12}]
    assert (found["danger"], found["answer"], found["command"]) == (False, "unclear", None)


@pytest.mark.parametrize(
    ("text", "answer"),
    [("yes", "yes"), ("nah", "no"), ("she doesn't know", "not_known"), ("maybe", "unclear")],
)
def test_a_closed_question_has_an_answer(text: str, answer: str) -> None:
    assert understood(text=text, question="dash_15")["answer"] == answer


@pytest.mark.parametrize("question", [None, "account", "safe_contact"])
def test_an_open_question_or_none_has_no_answer(question: str | None) -> None:
    request = {"text": "yes"} | ({"question": question} if question else {})
    assert understood(**request)["answer"] is None


@pytest.mark.parametrize(
    ("text", "command"),
    [("go back", "back"), ("pause", "pause"), ("skip this one", None), ("skip", "skip"), ("review", "review"),
     ("help", "help"), ("stop", "stop"), ("stop and delete", "stop"), ("why", None), ("he stops me going out", None)],
)  # fmt: skip
def test_a_command_is_one_of_six(text: str, command: str | None) -> None:
    assert understood(text=text)["command"] == command


def test_danger_is_told_in_any_stage_and_by_its_own_command() -> None:
    assert all(understood(text=text)["danger"] for text in ("hes outside with a knife", "999", "emergency"))
    assert not understood(text="he hit me in 2019", question="account")["danger"]


def test_whose_words_they_are() -> None:
    assert understood(text="“He hit me.”")["voice"] == "exact"
    assert understood(text="She said that he hit her.")["voice"] == "reported"
    assert understood(text="I noticed bruising on her arm.")["voice"] == "observation"


def test_each_line_is_answered_in_order() -> None:
    texts = ["yes", "no", "I live at 14 Elm Road, TN13 1XX", "🤷", ""]
    given = "\n".join(json.dumps({"text": text, "question": "dash_2"}) for text in texts)
    found = run("understand", "--jsonl", given=given)
    answers = [json.loads(line) for line in found.stdout.splitlines()]
    assert len(answers) == len(texts)
    assert [answer["answer"] for answer in answers[:2]] == ["yes", "no"]
    for text, answer in zip(texts, answers, strict=True):
        assert all(
            one["kind"] in KINDS and text[one["start"] : one["end"]] for one in answer["personal_data"]
        )


@pytest.mark.parametrize(
    ("given", "part"),
    [
        ("{", "This is not JSON"),
        ("[]", "The request must be an object, not a list"),
        ("{}", "text is missing"),
        ('{"text": 3}', "text can't be 3"),
        ('{"text": "yes", "question": "dash_25"}', 'question can\'t be "dash_25"'),
        ('{"text": "yes", "question": 2}', "question can't be 2"),
        ('{"text": "yes", "stage": "dash"}', 'no key "stage"'),
        ('{"text": "yes", "text": "no"}', 'The key "text" is given twice'),
        (b"\xff\xfe", "not UTF-8"),
    ],
)
def test_a_bad_request_is_refused_in_one_sentence(given: str | bytes, part: str) -> None:
    found = run("understand", given=given)
    assert (found.exit_code, found.stdout, found.stderr.count("\n")) == (2, "", 1)
    assert part in found.stderr


def test_a_bad_line_is_named_and_those_before_it_are_answered() -> None:
    found = run("understand", "--jsonl", given='{"text": "yes"}\n{"txt": "no"}\n')
    assert (found.exit_code, found.stdout.count("\n")) == (2, 1)
    assert found.stderr.startswith("Line 2: ")


def test_spots_are_exact_slices_of_the_text_as_it_was_given() -> None:
    text = "We argued.\r\nHe had his hands round my neck 😢 and I couldn't breathe.\r\n"
    found = run("spot", given=text.encode())
    spots = json.loads(found.stdout)
    assert (found.exit_code, found.stderr) == (0, "")
    assert 15 in {spot["item"] for spot in spots}
    for spot in spots:
        assert list(spot) == ["item", "quote", "start", "end", "status"]
        assert spot["quote"] == text[spot["start"] : spot["end"]]


def test_spots_by_the_line_and_from_a_file(tmp_path: Path) -> None:
    lines = '{"text": "he strangled me"}\n{"text": "We have a garden."}\n'
    found = [json.loads(line) for line in run("spot", "--jsonl", given=lines).stdout.splitlines()]
    assert [[(spot["item"], spot["status"]) for spot in spots] for spots in found] == [[(15, "present")], []]
    file = tmp_path / "account.txt"
    file.write_text("he strangled me", encoding="utf-8")
    assert json.loads(run("spot", str(file)).stdout) == found[0]


def test_a_file_that_is_not_there_is_one_sentence(tmp_path: Path) -> None:
    found = run("spot", str(tmp_path / "none.txt"))
    assert (found.exit_code, found.stdout) == (2, "")
    assert "can't be read" in found.stderr


def test_neither_rasa_nor_the_database_is_imported() -> None:
    script = (
        "import sys; sys.argv = ['heard', 'understand']\n"
        "from bot.cli.main import app\nfrom typer.main import get_command\n"
        "get_command(app)(standalone_mode=False)\n"
        "print([name for name in ('rasa', 'sqlalchemy', 'sklearn', 'starlette') if name in sys.modules])"
    )
    ran = subprocess.run(
        [sys.executable, "-c", script],
        input=b'{"text": "yes"}',
        capture_output=True,
        check=True,
        env=os.environ,
    )
    assert ran.stdout.splitlines()[-1] == b"[]"


def test_the_readers_are_trained_where_they_are_missing(tmp_path: Path) -> None:
    """A clean checkout answers too; the progress line goes to standard error."""
    ran = subprocess.run(
        [sys.executable, "-c", "from bot.cli.main import main; main()", "understand"],
        input=b'{"text": "hes outside with a knife"}',
        capture_output=True,
        check=True,
        env=os.environ | {"HEARD_MODELS_DIR": str(tmp_path)},
    )
    assert json.loads(ran.stdout)["danger"] is True
    assert b"Training" in ran.stderr
