"""The whole finding on one set of facts: risk, referrals, sharing, actions, each with its paragraph."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from bot.safeguarding.conditions import Facts, FactValue, holds
from bot.safeguarding.deadlines import Due, due, due_text
from bot.safeguarding.facts import grown_up_children
from bot.safeguarding.policy import DESTINATIONS, ActionRule, Policy
from bot.safeguarding.risk import (
    Checklist,
    CriterionFinding,
    IndicatorFinding,
    checklist,
    criterion_findings,
    indicator_findings,
    is_repeat,
    level_of,
    refer_of,
    risk_warnings,
)
from bot.safeguarding.sharing import ReferralFinding, SharingFinding, referral_finding, sharing_finding
from bot.safeguarding.sources import Source
from bot.safeguarding.working_time import Calendar

__all__ = [
    "ActionFinding",
    "Assessment",
    "CriterionFinding",
    "IndicatorFinding",
    "ReferralFinding",
    "SharingFinding",
    "as_contract",
    "assess",
    "is_computed",
]


@dataclass(frozen=True, slots=True)
class ActionFinding:
    """Something to do. ``lowers``: the risk it lowers; ``resolved_by``: the answer that shows it was done."""

    id: str
    text: str
    owner: str
    due: Due | None
    source: Source
    lowers: str = ""
    resolved_by: str = ""


@dataclass(frozen=True, slots=True)
class Assessment:
    """What follows from the facts under one policy.

    ``level``: ``high``, ``medium``, ``standard`` or ``incomplete``. ``refer`` (to MARAC): ``must``, ``may``
    or ``no``. ``referrals`` name all seven destinations; ``sharing`` those whose referral is required or
    offered. ``computed`` are the facts worked out on the way (``level``, ``referral.children``, ...), for
    conditions of later questions.
    """

    level: str
    yes_answers: int
    not_asked: tuple[int, ...]
    not_known: tuple[int, ...]
    prompts_judgement: bool
    refer: str
    repeat: bool
    criteria: tuple[CriterionFinding, ...]
    referrals: tuple[ReferralFinding, ...]
    sharing: tuple[SharingFinding, ...]
    actions: tuple[ActionFinding, ...]
    warnings: tuple[str, ...]
    indicators: tuple[IndicatorFinding, ...]
    computed: Mapping[str, FactValue]


def assess(facts: Facts, policy: Policy, on: datetime, calendar: Calendar) -> Assessment:
    """What follows from ``facts`` under ``policy``, reported at ``on`` (aware).

    Computed facts are added in this order, and each rule sees those before it: the count and what is
    unanswered, indicators, criteria, repeat, level, refer, referrals, sharing. Any that ``facts`` bring with
    them from an earlier run are worked out anew.
    """
    known = {name: value for name, value in facts.items() if not is_computed(name)}
    today = on.astimezone(calendar.zone).date()
    answers = checklist(known, policy)
    known |= {"yes_answers": len(answers.yes), "unanswered": len(answers.not_asked)}
    indicators = indicator_findings(known, policy)
    known |= {f"indicator.{indicator.id}": "yes" for indicator in indicators}
    known["prompts_judgement"] = _word(bool(indicators))
    criteria = criterion_findings(known, policy)
    known |= _risk_facts(criteria, answers, bool(indicators), known, policy, today)
    referrals = _referrals(known, policy, on, calendar)
    known |= {f"referral.{referral.to}": referral.status for referral in referrals}
    sharing = tuple(sharing_finding(r, known, policy) for r in referrals if r.status != "not-needed")
    known |= {f"sharing.{share.to}": share.basis for share in sharing}
    return Assessment(
        level=str(known["level"]),
        yes_answers=len(answers.yes),
        not_asked=answers.not_asked,
        not_known=answers.not_known,
        prompts_judgement=bool(indicators),
        refer=str(known["refer"]),
        repeat=known["repeat"] == "yes",
        criteria=criteria,
        referrals=referrals,
        sharing=sharing,
        actions=tuple(_actions(known, policy, on, calendar)),
        warnings=tuple(_warnings(answers, known, policy, today)),
        indicators=indicators,
        computed={name: value for name, value in known.items() if is_computed(name)},
    )


def as_contract(assessment: Assessment) -> dict[str, Any]:
    """The JSON that ``heard assess`` promises, key for key in its order."""
    return {
        "level": assessment.level,
        "yes_answers": assessment.yes_answers,
        "not_asked": list(assessment.not_asked),
        "not_known": list(assessment.not_known),
        "prompts_judgement": assessment.prompts_judgement,
        "marac": {
            "refer": assessment.refer,
            "repeat": assessment.repeat,
            "criteria": [
                {"id": c.id, "met": c.met, "reason": c.reason, "source": _source(c.source)}
                for c in assessment.criteria
            ],
        },
        "referrals": [
            {"to": r.to, "status": r.status, "due": due_text(r.due), "source": _source(r.source)}
            for r in assessment.referrals
        ],
        "sharing": [_sharing(share) for share in assessment.sharing],
        "actions": [
            {
                "id": a.id,
                "text": a.text,
                "owner": a.owner,
                "due": due_text(a.due),
                "source": _source(a.source),
            }
            for a in assessment.actions
        ],
        "warnings": list(assessment.warnings),
    }


_COMPUTED = frozenset(("yes_answers", "unanswered", "prompts_judgement", "repeat", "level", "refer"))
_COMPUTED_GROUPS = ("indicator.", "criterion.", "referral.", "sharing.")


def is_computed(name: str) -> bool:
    """Whether a fact is worked out here and never taken from what was recorded."""
    return name in _COMPUTED or name.startswith(_COMPUTED_GROUPS)


def _risk_facts(
    criteria: tuple[CriterionFinding, ...],
    answers: Checklist,
    prompts: bool,
    known: Facts,
    policy: Policy,
    today: date,
) -> dict[str, FactValue]:
    found: dict[str, FactValue] = {f"criterion.{c.id}": "met" if c.met else "not_met" for c in criteria}
    met = any(criterion.met for criterion in criteria)
    repeat = is_repeat(known, policy, today)
    level = level_of(answers, met, {**known, **found}, policy)
    refer = refer_of(level, met, repeat, prompts)
    return {**found, "repeat": _word(repeat), "level": level, "refer": refer}


def _referrals(known: Facts, policy: Policy, on: datetime, calendar: Calendar) -> tuple[ReferralFinding, ...]:
    """All seven in order; each rule sees the status of the destinations before it."""
    seen = dict(known)
    found = []
    for to in DESTINATIONS:
        referral = referral_finding(to, seen, policy, on, calendar)
        seen[f"referral.{to}"] = referral.status
        found.append(referral)
    return tuple(found)


def _actions(known: Facts, policy: Policy, on: datetime, calendar: Calendar) -> Iterator[ActionFinding]:
    for rule in policy.actions:
        if holds(rule.when, known):
            yield _action(rule, policy, on, calendar)


def _action(rule: ActionRule, policy: Policy, on: datetime, calendar: Calendar) -> ActionFinding:
    moment = due(on, rule.within, calendar, policy.office_hours) if rule.within else None
    return ActionFinding(rule.id, rule.text, rule.owner, moment, rule.source, rule.lowers, rule.resolved_by)


_GROWN_UP = "Someone listed as a child is 18 or over. Ask about their own needs under adult safeguarding."
_SAFE_UNKNOWN = (
    "It is not known whether it is safe to tell the client what is shared. Find out before telling them."
)
_REVIEW_DUE = "This policy was due for review on {date}. Check that it still holds."


def _warnings(answers: Checklist, known: Facts, policy: Policy, today: date) -> Iterator[str]:
    say = policy.wording.get
    yield from risk_warnings(answers, known, policy, today)
    if grown_up_children(known):
        yield say("warning_grown_up_child", _GROWN_UP)
    if known.get("consent.safe_to_inform") == "not_known":
        yield say("warning_safe_to_inform", _SAFE_UNKNOWN)
    if policy.review_by and policy.review_by < today:
        yield say("warning_review_due", _REVIEW_DUE).replace("{date}", f"{policy.review_by:%-d %B %Y}")
    yield from (caution.text for caution in policy.warnings if holds(caution.when, known))


def _sharing(share: SharingFinding) -> dict[str, Any]:
    return {
        "to": share.to,
        "basis": share.basis,
        "gateway": share.gateway,
        "form": share.form,
        "tell_client": share.tell_client,
        "source": _source(share.source),
    }


def _source(source: Source) -> dict[str, str]:
    return {"document": source.document, "paragraph": source.paragraph}


def _word(claim: bool) -> str:
    return "yes" if claim else "no"
