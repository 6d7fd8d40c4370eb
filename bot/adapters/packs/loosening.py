"""Where a pack's value asks for less than the value of the pack it extends. Tightening is nobody's fault."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from bot.adapters.packs.conditions import implies
from bot.adapters.packs.schemas import Dated, EndText, WithinText
from bot.safeguarding.conditions import AnyOf, AtLeast, Condition

_HOURS = {"hours": 1, "working_hours": 3, "days": 24, "working_days": 34, "months": 730}
WATCHED = ("criteria", "indicators", "referrals", "actions", "cautions", "documents", "repeat", "sharing")


@dataclass(frozen=True, slots=True)
class Less:
    """One thing that a value asks less of. ``field`` is what it is about, ``condition`` whether that is a ``when``.

    ``looser`` says it of the value that asks less, ``stricter`` of the one that asks more.
    """

    field: str
    looser: str
    stricter: str
    condition: bool = False


def asked_less(kind: str, parent: Dated, child: Dated) -> tuple[Less, ...]:
    """What ``child`` asks less of than ``parent``; empty where nothing."""
    if isinstance(child, EndText):
        return (Less("ends", "the rule ended", "a rule of its own"),) if kind in WATCHED else ()
    check = _CHECKS.get(kind)
    return tuple(check(parent, child)) if check else ()


def _criteria(parent: Any, child: Any) -> Iterator[Less]:
    higher = parent.threshold is not None and (child.threshold is None or child.threshold > parent.threshold)
    if higher:
        yield _other("threshold", "a threshold of", child.threshold or "none", parent.threshold)
    left_out = [
        part.reason
        for part in parent.parts
        if not implies(part.when, _any(child)) and not (higher and _is_the_count(part.when))
    ]
    if left_out:
        named = "; ".join(left_out)
        looser = f"a way to meet the criterion left out ({named})"
        yield Less("parts", looser, f"a further way to meet the criterion ({named})", condition=True)
    if set(parent.could) - set(child.could):
        items = f"items {sorted(set(parent.could) - set(child.could))}"
        yield Less("could", f"{items} left out of 'could'", f"{items} under 'could'")


def _is_the_count(condition: Condition) -> bool:
    return isinstance(condition, AtLeast) and condition.fact == "yes_answers"


def _any(criterion: Any) -> Condition:
    return AnyOf(tuple(part.when for part in criterion.parts))


def _other(field: str, what: str, looser: object, stricter: object, unit: str = "") -> Less:
    return Less(
        field,
        f"{what} {looser}{unit} in place of {stricter}",
        f"{what} {stricter}{unit} in place of {looser}",
    )


def _referrals(parent: Any, child: Any) -> Iterator[Less]:
    if not implies(parent.required_when, child.required_when):
        yield Less("required_when", "a required referral dropped", "required in more cases", condition=True)
    if not implies(parent.offered_when, AnyOf((child.offered_when, child.required_when))):
        yield Less("offered_when", "an offered referral dropped", "offered in more cases", condition=True)
    yield from _slower(parent.within, child.within)


def _actions(parent: Any, child: Any) -> Iterator[Less]:
    yield from _narrower(parent, child)
    yield from _slower(parent.within, child.within)
    yield from _rarer(parent.every, child.every)
    if parent.times is not None and (child.times is None or child.times < parent.times):
        yield _other("times", "so many times as", child.times or "none", parent.times)


def _rarer(parent: WithinText | None, child: WithinText | None) -> Iterator[Less]:
    if parent is not None and child is None:
        yield Less("every", "it comes back no longer", f"it comes back every {_said(parent)}")
    elif parent is not None and child is not None and _length(child) > _length(parent):
        yield _other("every", "it comes back every", _said(child), _said(parent))


def _narrower(parent: Any, child: Any) -> Iterator[Less]:
    if not implies(parent.when, child.when):
        yield Less(
            "when", "a 'when' that leaves cases out", "a 'when' that takes in more cases", condition=True
        )


def _documents(parent: Any, child: Any) -> Iterator[Less]:
    yield from _narrower(parent, child)
    if parent.locked_until and child.locked_until != parent.locked_until:
        locked = f"locked until {parent.locked_until} is answered"
        yield Less("locked_until", "the lock of a document dropped", locked)
    if parent.neutral_name and not child.neutral_name:
        yield Less("neutral_name", "a neutral file name dropped", "a neutral file name")


def _repeat(parent: Any, child: Any) -> Iterator[Less]:
    if child.months < parent.months:
        yield _other("months", "a repeat window of", child.months, parent.months, " months")


def _sharing(parent: Any, child: Any) -> Iterator[Less]:
    if parent.consent_only and not child.consent_only:
        yield Less("consent_only", "consent no longer needed", "never without consent")


def _slower(parent: WithinText | None, child: WithinText | None) -> Iterator[Less]:
    if parent is None:
        return
    if child is None:
        yield Less("within", "a deadline dropped", f"a deadline of {_said(parent)} where there was none")
    elif _length(child) > _length(parent):
        yield _other("within", "a deadline of", _said(child), _said(parent))


def _said(within: WithinText) -> str:
    return f"{within.count} {within.unit}".replace("_", " ")


def _length(within: WithinText) -> int:
    return within.count * _HOURS[within.unit]


_CHECKS: dict[str, Callable[[Any, Any], Iterator[Less]]] = {
    "criteria": _criteria,
    "indicators": _narrower,
    "cautions": _narrower,
    "referrals": _referrals,
    "actions": _actions,
    "documents": _documents,
    "repeat": _repeat,
    "sharing": _sharing,
}
