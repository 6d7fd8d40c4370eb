"""Where a pack's value asks for less than the value of the pack it extends. Tightening is nobody's fault."""

from collections.abc import Callable, Iterator
from typing import Any

from bot.adapters.packs.conditions import implies
from bot.adapters.packs.schemas import Dated, EndText, WithinText
from bot.safeguarding.conditions import AnyOf, Condition

_HOURS = {"hours": 1, "working_hours": 3, "days": 24, "working_days": 34, "months": 730}
_WATCHED = ("criteria", "indicators", "referrals", "actions", "cautions", "documents", "repeat", "sharing")


def loosened(kind: str, parent: Dated, child: Dated) -> tuple[str, ...]:
    """What ``child`` asks less of than ``parent``, each in a few words; empty where nothing."""
    if isinstance(child, EndText):
        return ("the rule ended",) if kind in _WATCHED else ()
    check = _CHECKS.get(kind)
    return tuple(check(parent, child)) if check else ()


def _criteria(parent: Any, child: Any) -> Iterator[str]:
    if parent.threshold is not None and (child.threshold is None or child.threshold > parent.threshold):
        yield f"a threshold of {child.threshold} in place of {parent.threshold}"
    if not _covers(_any(parent), _any(child)):
        yield "a way to meet the criterion left out"
    if set(parent.could) - set(child.could):
        yield f"items {sorted(set(parent.could) - set(child.could))} left out of 'could'"


def _any(criterion: Any) -> Condition:
    return AnyOf(tuple(part.when for part in criterion.parts))


def _referrals(parent: Any, child: Any) -> Iterator[str]:
    if not _covers(parent.required_when, child.required_when):
        yield "a required referral dropped"
    if not _covers(parent.offered_when, AnyOf((child.offered_when, child.required_when))):
        yield "an offered referral dropped"
    yield from _slower(parent.within, child.within)


def _actions(parent: Any, child: Any) -> Iterator[str]:
    yield from _narrower(parent, child)
    yield from _slower(parent.within, child.within)


def _narrower(parent: Any, child: Any) -> Iterator[str]:
    if not _covers(parent.when, child.when):
        yield "a 'when' that leaves cases out"


def _documents(parent: Any, child: Any) -> Iterator[str]:
    yield from _narrower(parent, child)
    if parent.locked_until and child.locked_until != parent.locked_until:
        yield "the lock of a document dropped"
    if parent.neutral_name and not child.neutral_name:
        yield "a neutral file name dropped"


def _repeat(parent: Any, child: Any) -> Iterator[str]:
    if child.months < parent.months:
        yield f"a repeat window of {child.months} months in place of {parent.months}"


def _sharing(parent: Any, child: Any) -> Iterator[str]:
    if parent.consent_only and not child.consent_only:
        yield "consent no longer needed"


def _slower(parent: WithinText | None, child: WithinText | None) -> Iterator[str]:
    if parent is None:
        return
    if child is None:
        yield "a deadline dropped"
    elif _length(child) > _length(parent):
        yield f"a deadline of {child.count} {child.unit} in place of {parent.count} {parent.unit}"


def _length(within: WithinText) -> int:
    return within.count * _HOURS[within.unit]


def _covers(parent: Condition, child: Condition) -> bool:
    return implies(parent, child)


_CHECKS: dict[str, Callable[[Any, Any], Iterator[str]]] = {
    "criteria": _criteria,
    "indicators": _narrower,
    "cautions": _narrower,
    "referrals": _referrals,
    "actions": _actions,
    "documents": _documents,
    "repeat": _repeat,
    "sharing": _sharing,
}
