"""How high the risk is said to be, why, and what is still open. Nothing here ever lowers anything."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from bot.safeguarding.conditions import AtLeast, Facts, FactValue, holds, met_parts
from bot.safeguarding.facts import item_key
from bot.safeguarding.policy import Criterion, CriterionPart, Indicator, Policy
from bot.safeguarding.sources import Source
from bot.safeguarding.working_time import within_months

LEVELS: Mapping[str, int] = {"standard": 0, "incomplete": 1, "medium": 2, "high": 3}
"""Levels from lowest to highest.

``incomplete`` is above ``standard`` because it leaves open whether a criterion is met, so a "no" that
becomes "not known" goes up. It is below ``medium``, which says what is already known whatever is still
open. Only finishing the checklist leads from ``incomplete`` to ``standard``: that settles what was open
and takes back nothing that was met.
"""
REFER: Mapping[str, int] = {"no": 0, "may": 1, "must": 2}


@dataclass(frozen=True, slots=True)
class Checklist:
    """The instrument's items by their answer, as published numbers in ascending order."""

    yes: tuple[int, ...]
    not_known: tuple[int, ...]
    not_asked: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class CriterionFinding:
    """Whether a ground for a MARAC referral is met, why, and by which paragraph."""

    id: str
    name: str
    met: bool
    reason: str
    source: Source


@dataclass(frozen=True, slots=True)
class IndicatorFinding:
    """A stand-alone sign that asks for professional judgement."""

    id: str
    text: str
    source: Source


def checklist(facts: Facts, policy: Policy) -> Checklist:
    """The items sorted by their answer. What is neither yes, no nor not known was not asked (2.4 (i))."""
    answers = {item.number: facts.get(item_key(item.number)) for item in policy.instrument.items}
    known = ("yes", "no", "not_known")
    return Checklist(
        tuple(sorted(n for n, answer in answers.items() if answer == "yes")),
        tuple(sorted(n for n, answer in answers.items() if answer == "not_known")),
        tuple(sorted(n for n, answer in answers.items() if answer not in known)),
    )


def criterion_findings(facts: Facts, policy: Policy) -> tuple[CriterionFinding, ...]:
    """Each criterion, in the pack's order, met or not. ``facts`` hold ``yes_answers``."""
    return tuple(_criterion_finding(criterion, facts) for criterion in policy.criteria)


def indicator_findings(facts: Facts, policy: Policy) -> tuple[IndicatorFinding, ...]:
    """The stand-alone indicators that are present (2.4 (iii))."""
    return tuple(IndicatorFinding(i.id, i.text, i.source) for i in present(facts, policy))


def present(facts: Facts, policy: Policy) -> tuple[Indicator, ...]:
    """The indicators whose condition holds."""
    return tuple(indicator for indicator in policy.indicators if holds(indicator.when, facts))


def level_of(answers: Checklist, met: bool, facts: Facts, policy: Policy) -> str:
    """``high`` where a criterion is met; ``standard`` only where the checklist is finished and settled.

    ``medium`` where the organisation uses it and its condition holds. Otherwise ``incomplete``.
    """
    if met:
        return "high"
    if "medium" in policy.levels and holds(policy.medium_when, facts):
        return "medium"
    return "standard" if is_settled(answers, facts, policy) else "incomplete"


def is_settled(answers: Checklist, facts: Facts, policy: Policy) -> bool:
    """Whether every item was asked and no "not known" could, were it yes, meet a criterion."""
    if answers.not_asked:
        return False
    open_items = frozenset(answers.not_known)
    if any(open_items & frozenset(criterion.could) for criterion in policy.criteria):
        return False
    return not _met_at_most(answers, facts, policy)


def is_repeat(facts: Facts, policy: Policy, on: date) -> bool:
    """Whether a new incident falls within the months after the last MARAC (2.5), the last day included."""
    return in_repeat_window(facts, policy, on) and facts.get("history.marac_new_incident") == "yes"


def in_repeat_window(facts: Facts, policy: Policy, on: date) -> bool:
    """Whether ``on`` falls within the months after the recorded MARAC referral or hearing."""
    earlier = facts.get("history.marac_on")
    if not isinstance(earlier, date) or facts.get("history.marac_before") == "no":
        return False
    return within_months(earlier, on, policy.repeat.months)


def refer_of(level: str, met: bool, repeat: bool, prompts_judgement: bool) -> str:
    """``must`` where a criterion is met or it is a repeat; ``no`` only where nothing speaks for it.

    A judgement against a referral never turns ``may`` into ``no``: it is recorded with its reason.
    """
    if met or repeat:
        return "must"
    return "no" if level == "standard" and not prompts_judgement else "may"


def risk_warnings(answers: Checklist, facts: Facts, policy: Policy, on: date) -> tuple[str, ...]:
    """What is still to be asked or written down before the finding can be relied on."""
    say, months = policy.wording.get, str(policy.repeat.months)
    found = (
        (
            bool(answers.not_asked),
            say("warning_not_asked", _NOT_ASKED).replace("{n}", str(len(answers.not_asked))),
        ),
        (
            not answers.not_asked and bool(answers.not_known) and not is_settled(answers, facts, policy),
            say("warning_not_known", _NOT_KNOWN).replace("{items}", ", ".join(map(str, answers.not_known))),
        ),
        (_judged_without_reason(facts), say("warning_judgement_reason", _JUDGEMENT_REASON)),
        *(
            (True, say(key, text).replace("{months}", months))
            for key, text in _repeat_questions(facts, policy, on)
        ),
    )
    return tuple(text for applies, text in found if applies)


_NOT_ASKED = "Questions not asked yet: {n}. The level can't be standard until they have been."
_NOT_KNOWN = "A yes to what is not known could still meet a criterion. Open questions: {items}."
_JUDGEMENT_REASON = "A professional judgement is recorded without a reason. Write the reason down."
_REPEAT_ASK = (
    "There was a MARAC within the last {months} months. Ask whether there has been a new incident since."
)
_REPEAT_UNKNOWN = (
    "There was a MARAC within the last {months} months, and it is not known whether there has been a new "
    "incident. Find out: a new incident makes this a repeat referral."
)
_REPEAT_DATE = (
    "An earlier MARAC is recorded without its date. Find out when it was: this may be a repeat referral."
)


def _repeat_questions(facts: Facts, policy: Policy, on: date) -> tuple[tuple[str, str], ...]:
    if facts.get("history.marac_before") == "yes" and not isinstance(facts.get("history.marac_on"), date):
        return (("warning_repeat_date", _REPEAT_DATE),)
    if not in_repeat_window(facts, policy, on):
        return ()
    match facts.get("history.marac_new_incident"):
        case "yes" | "no":
            return ()
        case "not_known":
            return (("warning_repeat_not_known", _REPEAT_UNKNOWN),)
        case _:
            return (("warning_repeat_not_asked", _REPEAT_ASK),)


def _judged_without_reason(facts: Facts) -> bool:
    reason = facts.get("judgement.reason")
    judged = facts.get("judgement.high_risk") in ("yes", "no")
    return judged and not (isinstance(reason, str) and reason.strip())


def _criterion_finding(criterion: Criterion, facts: Facts) -> CriterionFinding:
    met = [part for part in criterion.parts if holds(part.when, facts)]
    reason = "; ".join(_reason(part, facts) for part in met) if met else _not_met(criterion, facts)
    return CriterionFinding(criterion.id, criterion.name, bool(met), reason, criterion.source)


def _not_met(criterion: Criterion, facts: Facts) -> str:
    """Why not, and which questions could still change it: what is open is never given as a no."""
    answers = {number: facts.get(item_key(number)) for number in criterion.could}
    unknown = ", ".join(str(number) for number, answer in answers.items() if answer == "not_known")
    unasked = ", ".join(str(number) for number, answer in answers.items() if answer is None)
    reason = criterion.not_met.replace("{n}", str(facts["yes_answers"]))
    return (
        reason
        + (f"; not known: {unknown}" if unknown else "")
        + (f"; not asked: {unasked}" if unasked else "")
    )


def _reason(part: CriterionPart, facts: Facts) -> str:
    """The part's reason with ``{n}`` as the number that it counts: call-outs, or else the yes answers."""
    counted = [leaf.fact for leaf in met_parts(part.when, facts) if isinstance(leaf, AtLeast)]
    return part.reason.replace("{n}", str(facts[counted[0] if counted else "yes_answers"]))


def _met_at_most(answers: Checklist, facts: Facts, policy: Policy) -> bool:
    """Whether a criterion would be met if everything not known were a yes."""
    count = len(answers.yes) + len(answers.not_known)
    most: dict[str, FactValue] = {
        **facts,
        **{item_key(n): "yes" for n in answers.not_known},
        "yes_answers": count,
    }
    most |= {f"indicator.{indicator.id}": "yes" for indicator in present(most, policy)}
    return any(holds(part.when, most) for criterion in policy.criteria for part in criterion.parts)
