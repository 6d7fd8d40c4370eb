"""What of a record still holds once an answer was changed.

A comment on a yes that is a no now, a child of a family without children: they stay in the record, and count
for nothing.
"""

from collections.abc import Iterator
from dataclasses import replace
from types import MappingProxyType

from bot.safeguarding.assessment import is_computed
from bot.safeguarding.case import Case
from bot.safeguarding.conditions import (
    ALWAYS,
    AllOf,
    AnyOf,
    AtLeast,
    Condition,
    FactIs,
    Facts,
    FactValue,
    Unless,
    holds,
)
from bot.safeguarding.facts import facts_of_case
from bot.safeguarding.policy import Policy
from bot.safeguarding.progress import asked_by_any, facts_for
from bot.safeguarding.retraction import taken_back


def holding(case: Case, policy: Policy) -> Case:
    """The case with only those answers current whose questions it is still asked."""
    facts = facts_of_case(case, policy)
    idle = frozenset(_idle(case, policy, facts))
    if not idle:
        return case
    kept = {key: entry for key, entry in case.current.items() if not _belongs(key, idle)}
    return replace(case, current=MappingProxyType(kept))


def held_facts(case: Case, policy: Policy) -> dict[str, FactValue]:
    """The facts that count: answers that hold, and every yes that was taken back without being a slip."""
    facts = facts_of_case(holding(case, policy), policy)
    return facts | {key: "yes" for key, _ in taken_back(case, policy)}


def _idle(case: Case, policy: Policy, facts: Facts) -> Iterator[str]:
    """The answered keys whose questions are no longer asked, and those of members who are gone."""
    live = set()
    for asked in asked_by_any(case, policy.journey, facts):
        live.add(asked.key)
        condition = asked.question.ask_when
        judged = condition != ALWAYS and asked.key in case.current and not mentions_computed(condition)
        if judged and not holds(condition, facts_for(asked, case, facts)):
            yield asked.key
    yield from (key for key in case.current if _of_closed_group(key, policy, live))


def _of_closed_group(key: str, policy: Policy, live: set[str]) -> bool:
    group, _, rest = key.partition(".")
    if group not in policy.journey.groups:
        return False
    numbered = group in policy.journey.groups and not policy.journey.groups[group].members
    stem = key.removesuffix(".done").removesuffix(".prompted")
    return numbered and "." in rest and stem not in live


def _belongs(key: str, idle: frozenset[str]) -> bool:
    return key in idle or key.removesuffix(".done").removesuffix(".prompted") in idle


def mentions_computed(condition: Condition) -> bool:
    """Whether the condition reads a fact that is worked out rather than recorded."""
    match condition:
        case FactIs(fact, _) | AtLeast(fact, _):
            return is_computed(fact)
        case AllOf(parts) | AnyOf(parts):
            return any(mentions_computed(part) for part in parts)
        case Unless(part):
            return mentions_computed(part)
