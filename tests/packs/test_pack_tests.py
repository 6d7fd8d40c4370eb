"""The tests that policy owners write beside their rules, run through the program itself."""

import re
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from bot.adapters.calendar import LONDON, EnglandCalendar
from bot.adapters.packs import CaseFile, YamlPolicies
from bot.application.assessing import assess_request

PACKS = Path(__file__).parents[2] / "packs"
POLICIES = YamlPolicies(PACKS)


class Monday:
    """A clock that stands still: a Monday morning that is no bank holiday."""

    def now(self) -> datetime:
        """23 November 2026 at ten."""
        return datetime(2026, 11, 23, 10, tzinfo=LONDON)


def all_cases() -> list[Any]:
    """Every case of every organisation that has a pack, marked with its obligations."""
    return [
        pytest.param(
            org, case, id=f"{case.file}:{case.line}", marks=pytest.mark.obligation(*case.text.obligation)
        )
        for org in POLICIES.organisations()
        for case in POLICIES.cases(org)
    ]


@pytest.mark.parametrize(("org", "case"), all_cases())
def test_the_policy_says_what_its_owner_expects(org: str, case: CaseFile) -> None:
    answer = assess_request(request_of(org, case), POLICIES, Monday(), EnglandCalendar())
    wrong = [*missing(case.text.out, answer), *present(case.text.never, answer)]
    assert not wrong, f"{case.file}:{case.line} {case.text.name}\n" + "\n".join(wrong)


def test_sevenoaks_has_at_least_forty_cases() -> None:
    assert len(POLICIES.cases("sevenoaks-dc")) >= 40


def test_every_case_of_a_pack_has_a_name_of_its_own() -> None:
    for org in POLICIES.organisations():
        names = [case.text.name for case in POLICIES.cases(org)]
        assert len(names) == len(set(names))


def test_every_case_names_obligations_that_exist_in_form() -> None:
    for org in POLICIES.organisations():
        for case in POLICIES.cases(org):
            assert all(re.fullmatch(r"[A-Z]{3}-\d{3}", one) for one in case.text.obligation), case.text.name


def request_of(org: str, case: CaseFile) -> dict[str, Any]:
    """The request as ``heard assess`` takes it, with the items that ``rest`` answers."""
    request: dict[str, Any] = {"org": org, "on": "2026-11-23T10:00", **case.text.in_}
    if case.text.rest is not None:
        everything = {str(number): case.text.rest for number in range(1, 25)}
        request["answers"] = {**everything, **request.get("answers", {})}
    return {key: _plain(value) for key, value in request.items()}


def missing(wanted: Mapping[str, Any], answer: Mapping[str, Any]) -> list[str]:
    """What is wanted and not in the answer, a line each. A list names what must be in the answer's list."""
    return [
        f"  {key}: wanted {one!r}, found {_at(answer, key)!r}"
        for key, value in wanted.items()
        for one in _each(value)
        if not _holds(one, _at(answer, key), whole=value == [])
    ]


def present(unwanted: Mapping[str, Any], answer: Mapping[str, Any]) -> list[str]:
    """What must not be in the answer and is, a line each."""
    return [
        f"  {key}: {one!r} must not be there"
        for key, value in unwanted.items()
        for one in _each(value)
        if _holds(one, _at(answer, key))
    ]


def _each(value: Any) -> list[Any]:
    return value if isinstance(value, list) and value else [value]


def _at(answer: Any, key: str) -> Any:
    for step in key.split("."):
        answer = answer[step]
    return answer


def _holds(wanted: Any, found: Any, whole: bool = False) -> bool:
    if isinstance(found, list) and not whole:
        return any(_holds(wanted, one) for one in found)
    if isinstance(wanted, dict):
        return isinstance(found, dict) and all(_holds(value, found.get(key)) for key, value in wanted.items())
    return bool(wanted == found) and type(wanted) is type(found)


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value
