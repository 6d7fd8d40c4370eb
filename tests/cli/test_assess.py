"""``heard assess`` at the command line: JSON on standard output, one sentence on standard error, nothing else."""

import json
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
import typer
from click.testing import Result
from typer.testing import CliRunner

import bot.cli.assess as command
from bot.safeguarding.errors import PackError
from bot.safeguarding.policy import Policy
from tests.safeguarding.conftest import sevenoaks

APP = typer.Typer()
APP.command()(command.assess)
RUN = [sys.executable, "-c", "import typer; from bot.cli.assess import assess; typer.run(assess)"]


class PacksByHand:
    def __init__(self, packs_dir: Path) -> None:
        self.packs_dir = packs_dir

    def organisations(self) -> tuple[str, ...]:
        return ("sevenoaks-dc",)

    def policy(self, org: str, as_at: date) -> Policy:
        if org == "broken":
            raise PackError("The pack broken cannot be used.")
        return sevenoaks()


@pytest.fixture(autouse=True)
def packs_by_hand(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(command, "YamlPolicies", PacksByHand)


def run(*arguments: str, given: str | bytes = "") -> Result:
    return CliRunner().invoke(APP, list(arguments), input=given)


def request(**more: object) -> str:
    return json.dumps({"org": "sevenoaks-dc", "on": "2026-11-23T10:00", **more})


def test_a_request_on_standard_input_is_answered_with_one_line_of_json() -> None:
    found = run(given=request(answers={"15": "yes"}))
    assert (found.exit_code, found.stderr, found.stdout.count("\n")) == (0, "", 1)
    assert json.loads(found.stdout)["level"] == "high"


def test_a_dash_reads_standard_input_and_a_name_reads_the_file(tmp_path: Path) -> None:
    file = tmp_path / "request.json"
    file.write_text("\ufeff" + json.dumps(json.loads(request()), indent=2), encoding="utf-8")
    assert run(str(file)).stdout == run("-", given=request()).stdout != ""


def test_requests_in_lines_are_answered_in_lines_in_their_order() -> None:
    lines = [request(answers={str(n): "yes"}) for n in (15, 1, 10)]
    found = run("--jsonl", given="\n".join(lines) + "\n\n")
    assert [json.loads(line)["level"] for line in found.stdout.splitlines()] == ["high", "incomplete", "high"]


def test_a_bad_request_is_one_sentence_exit_2_and_nothing_on_standard_output() -> None:
    found = run(given=request(answers={"99": "yes"}))
    assert (found.exit_code, found.stdout) == (2, "")
    assert found.stderr == 'answers has no question "99": the questions are 1 to 24.\n'


def test_a_bad_line_is_named_by_its_number_after_the_answers_before_it() -> None:
    found = run("--jsonl", given=f"{request()}\n\nnonsense\n{request()}")
    assert (found.exit_code, found.stdout.count("\n")) == (2, 1)
    assert found.stderr.startswith("Line 3: This is not JSON")


@pytest.mark.parametrize("given", ["", " ", "[]", '"yes"', "{}", b"\xff\xfe{", "\x00"])
def test_whatever_is_no_request_is_refused_with_exit_2(given: str | bytes) -> None:
    found = run(given=given)
    assert (found.exit_code, found.stdout, len(found.stderr.splitlines())) == (2, "", 1)


def test_a_file_that_is_not_there_is_refused_with_exit_2(tmp_path: Path) -> None:
    for name in (tmp_path / "none.json", tmp_path):
        found = run(str(name))
        assert (found.exit_code, found.stdout, len(found.stderr.splitlines())) == (2, "", 1)


def test_a_pack_that_cannot_be_used_is_no_fault_of_the_request() -> None:
    found = run(given=request().replace("sevenoaks-dc", "broken"))
    assert (found.exit_code, found.stdout) == (1, "")
    assert found.stderr == "The pack broken cannot be used.\n"


def test_no_word_of_the_reason_is_said_again_anywhere() -> None:
    words = {"high_risk": True, "reason": "zebra crossing"}
    assert "zebra" not in run(given=request(professional_judgement=words)).output
    assert "zebra" not in run(given=request(professional_judgement=words, other=1)).output
    assert (
        "zebra" not in run(given=request(professional_judgement={"high_risk": 1, "reason": "zebra"})).output
    )


def _by_itself(*arguments: str, given: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*RUN, *arguments], input=given, capture_output=True, text=True, timeout=30, check=False
    )


def test_it_answers_with_the_packs_of_the_house() -> None:
    found = _by_itself(given=request(answers={"15": "yes"}))
    assert (found.returncode, found.stderr) == (0, "")
    assert json.loads(found.stdout)["marac"]["refer"] == "must"


def test_neither_rasa_nor_spacy_nor_a_database_is_loaded() -> None:
    script = "import sys, bot.cli.assess; print(sorted({'rasa', 'spacy', 'sqlalchemy', 'numpy'} & set(sys.modules)))"
    found = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, timeout=30, check=True
    )
    assert found.stdout == "[]\n"


def test_each_line_is_answered_as_soon_as_it_is_there() -> None:
    with subprocess.Popen(
        [*RUN, "--jsonl"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdin and process.stdout
        for answers in ({"15": "yes"}, {"1": "no"}):
            process.stdin.write(request(answers=answers) + "\n")
            process.stdin.flush()
            assert json.loads(process.stdout.readline())["level"] in ("high", "incomplete")
        process.stdin.close()
        assert process.wait(timeout=10) == 0
