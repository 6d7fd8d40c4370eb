"""The facts that conditions may read: the journey's answers, and what the core works out from them."""

from collections.abc import Iterable, Iterator, Mapping

from bot.adapters.packs.folders import Rule, RuleName
from bot.adapters.packs.journeys import STAGES, Draft
from bot.adapters.packs.stage_schemas import GroupText, QuestionText
from bot.safeguarding.policy import DESTINATIONS

Allowed = frozenset[str] | None
_YES_NO = frozenset({"yes", "no", "not_known"})
_SHARING = frozenset({"consent", "without-consent", "not-allowed", "ask-first"})
_STATUS = frozenset({"required", "offered", "not-needed"})
_WORKED_OUT: dict[str, Allowed] = {
    "yes_answers": None,
    "unanswered": None,
    "level": frozenset({"standard", "medium", "high", "incomplete"}),
    "refer": frozenset({"must", "may", "no"}),
    "repeat": frozenset({"yes", "no"}),
    "prompts_judgement": frozenset({"yes", "no"}),
}


class Vocabulary:
    """Every fact's name with the values it can have (``None``: any)."""

    def __init__(self, rules: Mapping[RuleName, Rule], drafts: Iterable[Draft]) -> None:
        self.facts: dict[str, Allowed] = dict(_WORKED_OUT)
        self.facts.update(_from_rules(rules))
        self.groups: dict[str, GroupText] = {}
        held = tuple(drafts)
        self.is_complete = {draft.id for draft in held} == set(STAGES)
        for draft in held:
            self._take(draft)

    def knows(self, fact: str) -> bool:
        """Whether something gives ``fact`` a value."""
        return fact in self.facts or self._member_fact(fact) in self.facts

    def values(self, fact: str) -> Allowed:
        """The values ``fact`` can have; ``None`` where any."""
        return self.facts.get(fact) if fact in self.facts else self.facts.get(self._member_fact(fact))

    def _take(self, draft: Draft) -> None:
        for name, (group, _) in draft.groups.items():
            self.groups[name] = group
            self.facts[f"{name}.member"] = frozenset(group.members) or None
        for asked in draft.questions:
            self.facts.update(_from_question(asked.text))

    def _member_fact(self, fact: str) -> str:
        group, _, rest = fact.partition(".")
        member, _, inner = rest.partition(".")
        if group not in self.groups or not inner:
            return ""
        known = member in self.groups[group].members or (member.isdigit() and not self.groups[group].members)
        return f"{group}.{inner}" if known else ""


def _from_question(question: QuestionText) -> Iterator[tuple[str, Allowed]]:
    allowed = _YES_NO if question.kind == "yes_no" else _choices(question)
    yield question.id, allowed
    if question.group:
        yield f"any.{question.id}", allowed


def _choices(question: QuestionText) -> Allowed:
    closed = question.kind in ("choice", "checklist")
    return frozenset(choice.value for choice in question.choices) if closed else None


def _from_rules(rules: Mapping[RuleName, Rule]) -> Iterator[tuple[str, Allowed]]:
    for kind, rule_id in rules:
        if kind == "criteria":
            yield f"criterion.{rule_id}", frozenset({"met", "not_met"})
        if kind == "indicators":
            yield f"indicator.{rule_id}", frozenset({"yes"})
    for destination in DESTINATIONS:
        yield f"referral.{destination}", _STATUS
        yield f"sharing.{destination}", _SHARING
