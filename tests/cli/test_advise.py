"""``heard advise`` at the command line, as the contract has it."""

import json
import os
import subprocess
import sys
from typing import Any

import pytest
from click.testing import Result
from typer.testing import CliRunner

from bot.cli.main import app

NINE_AT_NIGHT = "2026-11-23T21:00"
MORNING = "2026-11-23T10:00"


def run(*arguments: str, given: str | bytes = "") -> Result:
    return CliRunner().invoke(app, ["advise", *arguments], input=given)


def advice(question: str, at: str = NINE_AT_NIGHT, org: str = "sevenoaks-dc") -> dict[str, Any]:
    found = run("--org", org, "--at", at, "--json", question)
    assert (found.exit_code, found.stderr) == (0, ""), found.stderr
    answer: dict[str, Any] = json.loads(found.stdout)
    return answer


@pytest.mark.obligation("SDC-051")
def test_at_nine_at_night_the_number_given_first_is_one_that_answers() -> None:
    found = advice("who do i ring about a child")
    assert list(found) == ["answer", "sources", "contacts", "entry", "alternatives"]
    assert (found["entry"], found["sources"]) == (
        "children-referral",
        [{"document": "sevenoaks-dc", "paragraph": "0.4"}],
    )
    numbers = {one["phone"]: one["open_now"] for one in found["contacts"]}
    assert "03000 411111" not in numbers and numbers["03000 419191"] is True
    assert found["contacts"][0]["open_now"] is True and "policy 0.4" in found["answer"]


def test_in_the_morning_the_daytime_line_is_given_and_on_a_bank_holiday_not() -> None:
    assert "03000 411111" in {
        one["phone"] for one in advice("who do i ring about a child", MORNING)["contacts"]
    }
    christmas = advice("who do i ring about a child", "2026-12-25T10:00")
    assert "03000 411111" not in {one["phone"] for one in christmas["contacts"]}


@pytest.mark.parametrize(
    "question", ["the printer is broken", "how do I renew a dog licence", "capital of France"]
)
def test_what_the_policy_does_not_say_is_not_claimed_and_the_lead_is_named(question: str) -> None:
    found = advice(question, MORNING)
    assert (found["entry"], found["sources"], found["alternatives"]) == (None, [], [])
    assert "safeguarding" in found["answer"].lower()
    assert found["contacts"][0]["name"].startswith("Sevenoaks safeguarding leads")


def test_danger_comes_first_and_then_what_to_do() -> None:
    found = advice("hes outside with a knife right now, which form do i fill in")
    assert found["answer"].startswith("If anyone is in danger right now, ring 999 first.")
    assert found["contacts"][0] == {"name": "Police emergency", "phone": "999", "open_now": True}
    assert found["entry"] is not None


def test_a_person_reads_the_paragraph_the_date_and_the_owner() -> None:
    found = run("--org", "sevenoaks-dc", "--at", NINE_AT_NIGHT, "who do i ring about a child")
    assert found.exit_code == 0
    for part in (
        "policy 0.4",
        "from 1 May 2026",
        "owner: Safeguarding lead",
        "open now",
        "Number checked on",
    ):
        assert part in found.stdout


def test_each_line_is_answered_in_order() -> None:
    asked = [("sevenoaks-dc", "can i tell her husband"), ("dover-dc", "what day are the bins")]
    given = "\n".join(json.dumps({"org": org, "q": q, "at": MORNING}) for org, q in asked)
    found = [json.loads(line) for line in run("--jsonl", given=given).stdout.splitlines()]
    assert [answer["entry"] for answer in found] == ["perpetrator-not-told", None]


@pytest.mark.parametrize(
    ("arguments", "given", "part"),
    [
        (["refuge"], "", "--org is missing"),
        (["--org", "sevenoaks-dc"], "", "The question is missing"),
        (["--org", "sevenoaks-dc", " "], "", "q is empty"),
        (["--org", "nowhere", "refuge"], "", "There is no policy pack for 'nowhere'"),
        (["--org", "sevenoaks-dc", "--at", "9pm", "refuge"], "", 'at can\'t be "9pm"'),
        (["--org", "sevenoaks-dc", "--at", "2026-03-29T01:30", "refuge"], "", "the clocks went forward"),
        (["--jsonl", "--org", "dover-dc"], "", "With --jsonl each line gives org"),
        (["--jsonl"], '{"org": "dover-dc"}', "Line 1: q is missing"),
        (["--jsonl"], '{"org": "dover-dc", "q": "refuge", "name": "x"}', 'no key "name"'),
    ],
)
def test_a_bad_request_is_refused_in_one_sentence(arguments: list[str], given: str, part: str) -> None:
    found = run(*arguments, given=given)
    assert (found.exit_code, found.stdout, found.stderr.count("\n")) == (2, "", 1)
    assert part in found.stderr


def test_neither_rasa_nor_the_database_is_imported() -> None:
    script = (
        "import sys; sys.argv = ['heard', 'advise', '--org', 'dover-dc', 'refuge tonight']\n"
        "from bot.cli.main import app\nfrom typer.main import get_command\n"
        "get_command(app)(standalone_mode=False)\n"
        "print([name for name in ('rasa', 'sqlalchemy', 'sklearn', 'starlette') if name in sys.modules])"
    )
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True, env=os.environ)
    assert ran.stdout.splitlines()[-1] == b"[]"
