"""The tests that policy owners write beside their rules, run through the program itself."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from bot.adapters.calendar import LONDON, EnglandCalendar
from bot.adapters.packs.faults import Fault
from bot.adapters.packs.folders import AskedFile, CaseFile
from bot.application.advising import ranked_entries
from bot.application.assessing import assess_request
from bot.application.ports import Policies
from bot.safeguarding.errors import HeardError
from bot.safeguarding.policy import AdviceEntry

WHEN = datetime(2026, 11, 23, 10, tzinfo=LONDON)
_TESTS = "what the rules say, or a test that says what they say"
_DO = "correct the rule, or the test where the policy has changed"


class _Monday:
    """A clock that stands still: a Monday morning that is no bank holiday."""

    def now(self) -> datetime:
        return WHEN


def case_faults(org: str, case: CaseFile, policies: Policies) -> tuple[Fault, ...]:
    """What the program answers otherwise than ``case`` says, each at the line that says it."""
    try:
        answer = assess_request(request_of(org, case), policies, _Monday(), EnglandCalendar())
    except HeardError as error:
        return (case.sheet.fault((*case.at, "in"), f"a request that is refused: {error}", _TESTS, _DO),)
    return tuple(_faults(case, answer))


def question_faults(org: str, asked: Sequence[AskedFile], policies: Policies) -> tuple[Fault, ...]:
    """The questions that lost their answer: another entry answers, or none, or one where none should."""
    if not asked:
        return ()
    entries = policies.policy(org, WHEN.date()).advice
    return tuple(fault for one in asked if (fault := _asked_fault(one, entries)))


def _asked_fault(one: AskedFile, entries: tuple[AdviceEntry, ...]) -> Fault | None:
    found = next((entry.id for entry in ranked_entries(one.text.q, entries)), None)
    if found == one.text.entry:
        return None
    shown, wanted = (f"the entry '{entry}'" if entry else "no answer" for entry in (found, one.text.entry))
    do = "add this way of asking to the entry, or correct the test"
    return one.sheet.fault((*one.at, "q"), f"{shown} to '{one.text.q}'", wanted, do)


def request_of(org: str, case: CaseFile) -> dict[str, Any]:
    """The request as ``heard assess`` takes it, with the items that ``rest`` answers."""
    request: dict[str, Any] = {"org": org, "on": WHEN.strftime("%Y-%m-%dT%H:%M"), **case.text.in_}
    if case.text.rest is not None:
        everything = {str(number): case.text.rest for number in range(1, 25)}
        request["answers"] = {**everything, **request.get("answers", {})}
    return {key: value.isoformat() if isinstance(value, date) else value for key, value in request.items()}


def _faults(case: CaseFile, answer: Mapping[str, Any]) -> Iterator[Fault]:
    for key, value in case.text.out.items():
        found, known = _at(answer, key)
        for place, one in _each((*case.at, "out", key), value):
            if not known or not _holds(one, found, whole=value == []):
                yield case.sheet.fault(place, _missing(case, key, one, found, known), _TESTS, _DO)
    for key, value in case.text.never.items():
        found, known = _at(answer, key)
        for place, one in _each((*case.at, "never", key), value):
            if not known or _holds(one, found):
                what = (
                    f"{key} {_shown(one)}, which must not be there" if known else f"no '{key}' in an answer"
                )
                yield case.sheet.fault(place, f"{what}, in '{case.text.name}'", _TESTS, _DO)


def _missing(case: CaseFile, key: str, wanted: Any, found: Any, known: bool) -> str:
    if not known:
        return f"no '{key}' in an answer, in '{case.text.name}'"
    if isinstance(found, list) and isinstance(wanted, dict):
        names = ("id", "to")
        near = [one for one in found if any(n in wanted and one.get(n) == wanted[n] for n in names)]
        found = [{name: one.get(name) for name in wanted} for one in near] or "none like it"
    return f"{key} {_shown(found)} where '{case.text.name}' expects {_shown(wanted)}"


def _shown(value: Any) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{key} {_shown(one)}" for key, one in value.items())
    if isinstance(value, list):
        return "; ".join(_shown(one) for one in value) or "nothing"
    if isinstance(value, bool):
        return str(value).lower()
    return "nothing" if value is None else str(value)


def _each(at: tuple[str | int, ...], value: Any) -> list[tuple[tuple[str | int, ...], Any]]:
    if isinstance(value, list) and value:
        return [((*at, n), one) for n, one in enumerate(value)]
    return [(at, value)]


def _at(answer: Any, key: str) -> tuple[Any, bool]:
    for step in key.split("."):
        if not isinstance(answer, dict) or step not in answer:
            return None, False
        answer = answer[step]
    return answer, True


def _holds(wanted: Any, found: Any, whole: bool = False) -> bool:
    if isinstance(found, list) and not whole:
        return any(_holds(wanted, one) for one in found)
    if isinstance(wanted, dict):
        return isinstance(found, dict) and all(_holds(value, found.get(key)) for key, value in wanted.items())
    return bool(wanted == found) and type(wanted) is type(found)
