"""Conditions, time limits and opening hours as a person would say them."""

from collections.abc import Callable, Iterable
from itertools import groupby
from typing import assert_never

from bot.adapters.packs.journeys import Draft
from bot.adapters.packs.schemas import HoursText, WithinText
from bot.safeguarding.conditions import ALWAYS, NEVER, AllOf, AnyOf, AtLeast, Condition, FactIs, Unless

Naming = Callable[[str], str]
_DAYS = {"mon": "Monday", "tue": "Tuesday", "wed": "Wednesday", "thu": "Thursday", "fri": "Friday",
         "sat": "Saturday", "sun": "Sunday"}  # fmt: skip
_WORKED_OUT = {
    "yes_answers": "the number of yes answers",
    "unanswered": "the number of items without an answer",
    "level": "the level",
    "refer": "the finding for MARAC",
    "repeat": "a repeat of a MARAC case",
    "prompts_judgement": "a sign that asks for judgement",
}
_REFER = {"must": "must refer", "may": "may refer", "no": "no referral"}
_ABOUT = {
    "criterion": "the criterion {}",
    "indicator": "the sign {}",
    "referral": "the referral to {}",
    "sharing": "sharing with {}",
}


def naming(drafts: Iterable[Draft], words: Callable[[str], str]) -> Naming:
    """A function that names a fact by its question's label, or in words of ours where it is worked out."""
    labels = {asked.text.id: words(asked.text.label) for draft in drafts for asked in draft.questions}

    def name(fact: str) -> str:
        head, _, rest = fact.partition(".")
        member, _, inner = rest.partition(".")
        if fact in labels:
            return f"'{labels[fact]}'"
        if f"{head}.{inner}" in labels:
            return f"'{labels[f'{head}.{inner}']}' for {member}"
        if head == "any" and rest in labels:
            return f"'{labels[rest]}', for any of them,"
        if head in _ABOUT and rest:
            return _ABOUT[head].format(rest.replace("_", " "))
        return _WORKED_OUT.get(fact, fact)

    return name


def said(condition: Condition, name: Naming) -> str:
    """The condition as words that go on after "where"."""
    if condition in (ALWAYS, NEVER):
        return "always" if condition == ALWAYS else "never"
    match condition:
        case FactIs(fact, values):
            words = _REFER if fact == "refer" else {}
            return f"{name(fact)} is {' or '.join(sorted(words.get(v, v.replace('_', ' ')) for v in values))}"
        case AtLeast(fact, count):
            return f"{name(fact)} is {count} or more"
        case AllOf(parts):
            return " and ".join(_inner(part, name) for part in parts)
        case AnyOf(parts):
            return ", or ".join(_inner(part, name) for part in parts)
        case Unless(part):
            return f"it is not so that {_inner(part, name)}"
        case _:
            assert_never(condition)


def _inner(condition: Condition, name: Naming) -> str:
    several = isinstance(condition, (AllOf, AnyOf)) and len(condition.parts) > 1
    return f"({said(condition, name)})" if several else said(condition, name)


def within(limit: WithinText) -> str:
    """``2 working days``, ``1 month``."""
    unit = limit.unit.replace("_", " ")
    return f"{limit.count} {unit.removesuffix('s') if limit.count == 1 else unit}"


def hours(lines: Iterable[HoursText]) -> str:
    """``Monday to Thursday 08:30 to 17:00; Friday 08:30 to 16:30``."""
    return "; ".join(f"{_days(line.days)} {_clock(line)}" for line in lines)


def _clock(line: HoursText) -> str:
    whole = (line.opens, line.closes) == ("00:00", "24:00")
    return "all day" if whole else f"{line.opens} to {line.closes}"


def _days(days: Iterable[str]) -> str:
    order = list(_DAYS)
    places = sorted(order.index(day) for day in days)
    runs = [
        [place for _, place in run] for _, run in groupby(enumerate(places), lambda pair: pair[1] - pair[0])
    ]
    return ", ".join(_run([_DAYS[order[place]] for place in run]) for run in runs)


def _run(names: list[str]) -> str:
    return f"{names[0]} to {names[-1]}" if len(names) > 1 else names[0]
