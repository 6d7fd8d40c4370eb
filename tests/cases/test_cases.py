"""What a careful safeguarding lead would say by hand, one file an organisation, run through ``heard assess``.

The tables were worked out from the paragraphs of the source documents, not from the program. A case has:

* ``name``, ``why`` (the reasoning, with its paragraph) and ``obligation`` (rows of docs/obligations.csv, or none)
* ``yes``, ``no``, ``not_known``, ``not_asked``: items; ``rest`` answers every item that none of these names
* ``in``: everything else of the request; without ``on`` it is Monday 23 November 2026 at ten
* ``out``: what must be in the answer. A mapping in a list stands for "one of them has these"
* ``never``: what must not be in the answer, in the same form
* ``says``, ``never_says``: patterns by part of the answer (``anywhere`` is the whole of it), upper or lower case
* ``refused``: a pattern of the sentence with which the request is refused; such a case has no answer

Only what a paragraph settles is in a case.
"""

import csv
import json
import re
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.adapters.calendar import EnglandCalendar, LondonClock
from bot.adapters.packs import YamlPolicies
from bot.cli.assess import answers_to
from bot.safeguarding.errors import HeardError

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
ORGANISATIONS = ("sevenoaks-dc", "kent-medway", "west-kent", "dover-dc", "stoke-on-trent")
KEYS = {"name", "why", "obligation", "yes", "no", "not_known", "not_asked", "rest", "in"}
CLAIMS = {"out", "never", "says", "never_says", "refused"}
CRITERIA = {"visible_high_risk", "potential_escalation", "professional_judgement", "non_fatal_strangulation"}
DEAD = ("0900 999 5428", "0900 9995428", "08444 111", "0844 4111", "broken-rainbow", "Broken Rainbow", "gcsx")
PRESSURE = r"\byou (should|must|need to|have to) (leave|stay)\b|\bwhy (didn't|don't) (she|he|they) leave\b"


def table(org: str) -> list[dict[str, Any]]:
    """The cases of one organisation, as they stand in its file."""
    cases: list[dict[str, Any]] = yaml.safe_load((HERE / f"{org}.yml").read_text(encoding="utf-8"))
    return cases


CASES = [(org, case) for org in ORGANISATIONS for case in table(org)]


def params(*, refused: bool) -> list[Any]:
    """The cases with an answer, or those that are refused, named and marked."""
    return [
        pytest.param(org, case, id=f"{org}: {case['name']}", marks=marks(case))
        for org, case in CASES
        if ("refused" in case) is refused
    ]


def marks(case: Mapping[str, Any]) -> list[pytest.MarkDecorator]:
    """The rows of the obligations that the case would miss if the behaviour were not there; often none."""
    return [pytest.mark.obligation(*case["obligation"])] if case["obligation"] else []


def request_of(org: str, case: Mapping[str, Any]) -> str:
    """The request as JSON, the way it would be typed."""
    named = {n: state for state in ("yes", "no", "not_known", "not_asked") for n in case.get(state, [])}
    rest = {n: case["rest"] for n in range(1, 25) if "rest" in case}
    answers = {str(n): state for n, state in sorted({**rest, **named}.items()) if state != "not_asked"}
    given = {"org": org, "on": "2026-11-23T10:00", "answers": answers}
    return json.dumps({**given, **case.get("in", {})})


@pytest.fixture(scope="module")
def world() -> tuple[YamlPolicies, LondonClock, EnglandCalendar]:
    """One world for all cases: the packs of the house, the clock and England's holidays."""
    return YamlPolicies(ROOT / "packs"), LondonClock(), EnglandCalendar()


@pytest.mark.parametrize(("org", "case"), params(refused=False))
def test_the_program_says_what_was_worked_out_by_hand(org: str, case: dict[str, Any], world: Any) -> None:
    (answer,) = answers_to([(0, request_of(org, case))], *world)
    wrong = differences(case, answer)
    assert not wrong, f"{case['name']} ({case['why']})\n" + "\n".join(wrong)


@pytest.mark.parametrize(("org", "case"), params(refused=True))
def test_what_cannot_be_answered_is_refused_in_words(org: str, case: dict[str, Any], world: Any) -> None:
    with pytest.raises(HeardError, match=f"(?i){case['refused']}"):
        list(answers_to([(0, request_of(org, case))], *world))


@pytest.mark.parametrize("org", ORGANISATIONS)
def test_whatever_is_asked_the_answer_has_its_sources_and_names_no_dead_contact(org: str, world: Any) -> None:
    for case in (one for one in table(org) if "refused" not in one):
        (answer,) = answers_to([(0, request_of(org, case))], *world)
        faults = unsound(answer)
        assert not faults, f"{case['name']}: {faults}"


def test_the_same_requests_in_lines_are_answered_alike_by_the_command(world: Any) -> None:
    lines = [request_of(org, case) for org, case in CASES if "refused" not in case]
    found = subprocess.run(
        [sys.executable, "-c", "from bot.cli.main import main; main()", "assess", "--jsonl"],
        input="\n".join(lines), capture_output=True, text=True, timeout=120, check=False, cwd=ROOT,
    )  # fmt: skip
    assert found.returncode == 0, found.stderr
    answers = [json.loads(line) for line in found.stdout.splitlines()]
    assert answers == list(answers_to([(0, line) for line in lines], *world))


def test_every_case_is_whole_and_claims_something() -> None:
    for org, case in CASES:
        assert case.keys() <= KEYS | CLAIMS and {"name", "why", "obligation"} <= case.keys(), case["name"]
        assert case.keys() & CLAIMS, f"{org}: {case['name']} claims nothing"
        named = [n for state in ("yes", "no", "not_known", "not_asked") for n in case.get(state, [])]
        assert len(named) == len(set(named)), f"{org}: {case['name']} answers an item twice"
        assert all(re.compile(one) for one in [case.get("refused", ""), *patterns(case)])


def test_there_are_at_least_a_hundred_and_thirty_cases_each_with_a_name_of_its_own() -> None:
    names = {(org, case["name"]) for org, case in CASES}
    assert len(names) == len(CASES) >= 130


def test_every_obligation_that_a_case_names_is_in_the_table_of_obligations() -> None:
    with (ROOT / "docs" / "obligations.csv").open(encoding="utf-8", newline="") as file:
        known = {row["id"] for row in csv.DictReader(file)}
    assert {one for _, case in CASES for one in case["obligation"]} <= known


def differences(case: Mapping[str, Any], answer: Mapping[str, Any]) -> list[str]:
    """Where the answer is not what the case says, a line each."""
    return [
        *(f"  {key}: wanted {one!r}, found {at(answer, key)!r}" for key, one in claims(case.get("out", {}))
          if not holds(one, at(answer, key))),
        *(f"  {key}: {one!r} must not be there" for key, one in claims(case.get("never", {}))
          if holds(one, at(answer, key))),
        *(f"  {key}: nothing says {one!r} in {text(answer, key)}" for key, one in words(case, "says")
          if not re.search(one, text(answer, key), re.IGNORECASE)),
        *(f"  {key}: {one!r} must not be said" for key, one in words(case, "never_says")
          if re.search(one, text(answer, key), re.IGNORECASE)),
    ]  # fmt: skip


def claims(part: Mapping[str, Any]) -> list[tuple[str, Any]]:
    """Each claim with its key: a list of mappings is a claim for each of them, a list of numbers is one."""
    return [(key, one) for key, value in part.items()
            for one in (value if isinstance(value, list) and value and isinstance(value[0], dict) else [value])]  # fmt: skip


def words(case: Mapping[str, Any], key: str) -> list[tuple[str, str]]:
    """Each pattern with the part of the answer that it is about."""
    return [(part, one) for part, several in case.get(key, {}).items() for one in several]


def patterns(case: Mapping[str, Any]) -> list[str]:
    """Every pattern of the case."""
    return [one for key in ("says", "never_says") for _, one in words(case, key)]


def at(answer: Any, key: str) -> Any:
    """What stands at a key such as ``marac.refer``."""
    for step in key.split("."):
        answer = answer[step]
    return answer


def text(answer: Mapping[str, Any], part: str) -> str:
    """A part of the answer, or all of it, as text."""
    return json.dumps(answer if part == "anywhere" else at(answer, part), ensure_ascii=False)


def holds(wanted: Any, found: Any) -> bool:
    """Whether what was found is what was wanted; a mapping may have more, and one of a list is enough."""
    if isinstance(wanted, dict):
        several = found if isinstance(found, list) else [found]
        return any(all(key in one and one[key] == value for key, value in wanted.items()) for one in several)
    return type(wanted) is type(found) and bool(wanted == found)


def unsound(answer: Mapping[str, Any]) -> list[str]:
    """What no answer may be, whatever was asked."""
    criteria = answer["marac"]["criteria"]
    sourced = [*criteria, *answer["referrals"], *answer["sharing"], *answer["actions"]]
    said = json.dumps(answer, ensure_ascii=False)
    return [
        *(f"no source: {one}" for one in sourced if not (one["source"]["document"] and one["source"]["paragraph"])),
        *(f"unknown criterion: {one['id']}" for one in criteria if one["id"] not in CRITERIA),
        *(f"no due date: {one['due']}" for one in [*answer["referrals"], *answer["actions"]]
          if one["due"] and not re.fullmatch(r"\d{4}-\d\d-\d\d(T\d\d:\d\d)?", one["due"])),
        *(f"standard while {key} is not empty" for key in ["not_asked"] if answer[key] and answer["level"] == "standard"),
        *(f"dead contact: {one}" for one in DEAD if one.lower() in said.lower()),
        *(f"pressure: {one[0]}" for one in [re.search(PRESSURE, said, re.IGNORECASE)] if one),
        *(["high without a referral"] if answer["level"] == "high" and answer["marac"]["refer"] == "no" else []),
    ]  # fmt: skip
