"""What is well formed and still cannot be so: a dead contact that leads nowhere, hours that close first."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from bot.adapters.packs.reading import Path_
from bot.adapters.packs.stage_schemas import QuestionText, StageText
from bot.safeguarding.conditions import NEVER, AllOf, AnyOf, AtLeast, Condition, Unless

_CLOSED = ("choice", "checklist")


@dataclass(frozen=True, slots=True)
class Objection:
    """What is wrong at a place inside a value or a stage."""

    at: Path_
    found: str
    allowed: str
    do: str


def objections(kind: str, content: Any) -> Iterator[Objection]:
    """What cannot be so in one value of a kind, read by itself."""
    if not hasattr(content, "ends"):
        yield from _CHECKS.get(kind, _nothing)(content)


def stage_objections(text: StageText) -> Iterator[Objection]:
    """What cannot be so in one stage file, read by itself."""
    for part in ("questions", "add", "override"):
        for n, question in enumerate(getattr(text, part)):
            yield from _question((part, n), question)


def _nothing(_: Any) -> Iterator[Objection]:
    yield from ()


def _contact(contact: Any) -> Iterator[Objection]:
    if not (contact.phone or contact.email or contact.web):
        yield Objection((), "no way to reach it", "at least one of phone, email, web", "add one")
    if contact.status == "blocked" and not contact.successor:
        do = "add successor: with the id of the contact to give in its place"
        yield Objection(("status",), "a blocked contact without a successor", "blocked with a successor", do)
    if contact.status == "in_doubt" and not contact.doubt:
        do = "add doubt: with what is not certain"
        yield Objection(("status",), "a contact in doubt without its doubt", "in_doubt with a doubt", do)
    if contact.hours and (contact.always or contact.hours_not_known):
        allowed = "one of hours, always: true, hours_not_known: true"
        yield Objection(
            ("hours",), "hours beside a word that contradicts them", allowed, "keep one of the two"
        )
    for n, hours in enumerate(contact.hours):
        if hours.closes <= hours.opens:
            found = f"hours that open at {hours.opens} and close at {hours.closes}"
            do = "correct them; hours over midnight are two lines, up to 24:00 and from 00:00"
            yield Objection(("hours", n), found, "a closing time after the opening time", do)


def _criterion(criterion: Any) -> Iterator[Objection]:
    counts = {count for part in criterion.parts for count in _counts(part.when)}
    if criterion.threshold is not None and counts != {criterion.threshold}:
        shown = ", ".join(map(str, sorted(counts))) or "no number"
        found = f"a threshold of {criterion.threshold} with {shown} under at_least: yes_answers"
        yield Objection(("threshold",), found, "the same number in both places", "correct one of them")


def _counts(condition: Condition) -> Iterator[int]:
    match condition:
        case AtLeast("yes_answers", count):
            yield count
        case AllOf(parts) | AnyOf(parts):
            for part in parts:
                yield from _counts(part)
        case Unless(part):
            yield from _counts(part)


def _sharing(sharing: Any) -> Iterator[Objection]:
    without = sharing.without_consent_when != NEVER
    if sharing.consent_only and without:
        do = "keep one of the two"
        allowed = "consent_only: true, or without_consent_when"
        yield Objection(
            ("without_consent_when",), "sharing without consent beside 'consent_only'", allowed, do
        )
    elif without and not sharing.gateways:
        do = "add gateways: with the ids of the grounds in law"
        yield Objection(("without_consent_when",), "sharing without consent and without a gateway",
                        "at least one gateway", do)  # fmt: skip


def _advice(advice: Any) -> Iterator[Objection]:
    seen: set[str] = set()
    for n, ask in enumerate(advice.asks):
        if ask.casefold() in seen:
            yield Objection(("asks", n), f"'{ask}' twice", "each way of asking once", "ask it differently")
        seen.add(ask.casefold())
    if advice.review_by and advice.review_by <= advice.from_:
        found = f"a review by {advice.review_by}, not after {advice.from_}"
        yield Objection(("review_by",), found, "a date after 'from'", "correct the date")


def _question(at: Path_, question: Any) -> Iterator[Objection]:
    values = [choice.value for choice in question.choices or ()]
    for value in (value for value, times in Counter(values).items() if times > 1):
        again = len(values) - 1 - values[::-1].index(value)
        yield Objection(
            (*at, "choices", again), f"the choice '{value}' twice", "each choice once", "rename or remove one"
        )
    if isinstance(question, QuestionText) and question.kind in _CLOSED and not values:
        found = f"a {question.kind} without choices"
        yield Objection((*at, "kind"), found, "choices to choose from", "add choices, or use another kind")
    if None not in (question.lowest, question.highest) and question.lowest > question.highest:
        found = f"lowest {question.lowest} above highest {question.highest}"
        yield Objection((*at, "lowest"), found, "lowest at most highest", "correct one of them")


_CHECKS: dict[str, Callable[[Any], Iterator[Objection]]] = {
    "contacts": _contact,
    "criteria": _criterion,
    "sharing": _sharing,
    "advice": _advice,
}
