"""What of a record still holds once an answer was changed.

A comment on a yes that is a no now, a child of a family without children: they stay in the record, and count
for nothing.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from types import MappingProxyType

from bot.safeguarding.assessment import is_computed
from bot.safeguarding.case import Case
from bot.safeguarding.conditions import (
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
from bot.safeguarding.journey import Journey
from bot.safeguarding.policy import Policy
from bot.safeguarding.progress import answered_by_any, facts_for, names_of_members, question_of
from bot.safeguarding.retraction import taken_back


def holding(case: Case, policy: Policy) -> Case:
    """The case with only those answers current whose questions it is still asked."""
    return _holding(case, policy, facts_of_case(case, policy))


def held_facts(case: Case, policy: Policy) -> dict[str, FactValue]:
    """The facts that count: answers that hold, and every yes that was taken back without being a slip."""
    facts = facts_of_case(case, policy)
    held = _holding(case, policy, facts)
    if held is not case:
        facts = facts_of_case(held, policy)
    return facts | {key: "yes" for key, _ in taken_back(case, policy)}


def _holding(case: Case, policy: Policy, facts: Facts) -> Case:
    idle = frozenset(_idle(case, policy, facts))
    if not idle:
        return case
    kept = {key: entry for key, entry in case.current.items() if not _belongs(key, idle)}
    return replace(case, current=MappingProxyType(kept))


def _idle(case: Case, policy: Policy, facts: Facts) -> Iterator[str]:
    """The answered keys whose questions are no longer asked, and those of members who are gone."""
    members = names_of_members(case, policy.journey, facts)
    for asked in answered_by_any(case, policy.journey, members):
        condition = asked.question.ask_when
        if not holds(condition, facts_for(asked, case, facts)) and not mentions_computed(condition):
            yield asked.key
    yield from (key for key in case.current if _of_closed_group(key, policy.journey, members))


def _of_closed_group(key: str, journey: Journey, members: Mapping[str, str]) -> bool:
    group, _, rest = key.partition(".")
    if "." not in rest or group not in journey.groups or journey.groups[group].members:
        return False
    member, question = question_of(_stem(key), journey)
    return question is None or f"{group}.{member}" not in members


def _stem(key: str) -> str:
    return key.removesuffix(".done").removesuffix(".prompted")


def _belongs(key: str, idle: frozenset[str]) -> bool:
    return key in idle or _stem(key) in idle


def mentions_computed(condition: Condition) -> bool:
    """Whether the condition reads a fact that is worked out rather than recorded."""
    match condition:
        case FactIs(fact, _) | AtLeast(fact, _):
            return is_computed(fact)
        case AllOf(parts) | AnyOf(parts):
            return any(mentions_computed(part) for part in parts)
        case Unless(part):
            return mentions_computed(part)
