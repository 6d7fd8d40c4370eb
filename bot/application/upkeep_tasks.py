"""What a case leaves to do, each task with its time, whether it is done, and what to do when it was missed."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time

from bot.application import upkeep_log as log
from bot.safeguarding.assessment import ActionFinding, Assessment, ReferralFinding
from bot.safeguarding.case import Case
from bot.safeguarding.conditions import Facts
from bot.safeguarding.deadlines import Due, contacts_due, is_late, next_contact
from bot.safeguarding.policy import ActionRule, Policy
from bot.safeguarding.progress import DONE
from bot.safeguarding.sources import Source
from bot.safeguarding.working_time import Calendar

STATES = ("drafted", "approved", "sent", "acknowledged", "outcome_recorded")
OUTCOME_CHASE = "outcome-chase"
_CONTACTS = ("respond", "contact")
_RESOLVED = frozenset([DONE, "told", "yes", "sent", "acknowledged", "outcome_recorded"])
_WITH_WHOM = {"sent", "acknowledged"}


@dataclass(frozen=True, slots=True)
class Task:
    """Something to do. ``due`` is ``None`` where the policy gives no time; ``done_at`` where it is not done.

    ``excuse`` is the one reason for which the policy lets this task run late, where it is on record.
    """

    id: str
    text: str
    owner: str
    starts_at: datetime
    due: Due | None
    done_at: datetime | None = None
    when_missed: str = ""
    source: Source | None = None
    excuse: str = ""


@dataclass(frozen=True, slots=True)
class Standing:
    """A case with what follows from it: what its tasks are worked out from."""

    case: Case
    policy: Policy
    facts: Facts
    found: Assessment
    calendar: Calendar


def tasks_of(standing: Standing) -> tuple[Task, ...]:
    """Every task of the case: actions, referrals with a time, outcomes to chase, the follow-up."""
    rules = {rule.id: rule for rule in standing.policy.actions}
    actions = (
        task
        for action in standing.found.actions
        if action.id != OUTCOME_CHASE
        for task in _of_action(action, rules[action.id], standing)
    )
    return (
        *actions,
        *_referrals(standing),
        *_chases(rules.get(OUTCOME_CHASE), standing),
        *_follow_up(standing),
    )


def state_of(to: str, case: Case) -> str:
    """Where a referral stands; drafted until somebody says otherwise."""
    value = case.value(f"sending.{to}.state")
    return str(value) if value in STATES else "drafted"


def unsent(standing: Standing) -> tuple[str, ...]:
    """The recipients of required referrals that were neither sent nor decided against."""
    return tuple(
        r.to
        for r in standing.found.referrals
        if r.status == "required"
        and state_of(r.to, standing.case) in STATES[:2]
        and standing.case.value(f"consent.{r.to}.decision") != "not_share"
    )


def resolved_at(key: str, case: Case) -> datetime | None:
    """When the answer under ``key`` came to say that it was done, or ``None``."""
    entry = case.current.get(key) if key else None
    return entry.at if entry is not None and entry.value in _RESOLVED else None


def _of_action(action: ActionFinding, rule: ActionRule, standing: Standing) -> Iterator[Task]:
    if rule.every is not None or (rule.times is not None and rule.within is not None):
        yield from _contacts(rule, standing)
    elif action.due is not None or rule.when_missed:
        done = _done(rule, standing)
        excuse = _excuse(rule, action.due, standing) if action.due is not None else ""
        yield _task(rule, standing.case.opened_at, action.due, done, excuse=excuse)


def _contacts(rule: ActionRule, standing: Standing) -> Iterator[Task]:
    """The next contact of a rule that comes back, or every one of a rule that asks for so many."""
    calendar, hours = standing.calendar, standing.policy.office_hours
    start = log.held_since(standing.case, rule.when, standing.facts, calendar.zone)
    made = log.contacts_made(standing.case, start)
    if rule.every is not None:
        yield _task(rule, start, next_contact(start, made, rule.every, calendar, hours))
    elif rule.within is not None and rule.times is not None:
        days = _one_a_day(made, calendar)
        for n, due in enumerate(contacts_due(start, rule.within, rule.times, calendar, hours), 1):
            yield _task(rule, start, due, days[n - 1] if len(days) >= n else None, part=f".{n}")


def _one_a_day(made: tuple[datetime, ...], calendar: Calendar) -> tuple[datetime, ...]:
    """The first contact of each day: two calls of one afternoon are not two contacts of a year."""
    return tuple({at.astimezone(calendar.zone).date(): at for at in reversed(made)}.values())[::-1]


def _task(
    rule: ActionRule,
    starts: datetime,
    due: Due | None,
    done: datetime | None = None,
    part: str = "",
    excuse: str = "",
) -> Task:
    return Task(
        rule.id + part, rule.text, rule.owner, starts, due, done, rule.when_missed, rule.source, excuse
    )


def _done(rule: ActionRule, standing: Standing) -> datetime | None:
    case = standing.case
    found = [resolved_at(rule.resolved_by, case), log.done_at(case, rule.id)]
    if _is_contact(rule, standing.policy):
        found += log.contacts_made(case, case.opened_at)[:1]
    return min((at for at in found if at is not None), default=None)


def _is_contact(rule: ActionRule, policy: Policy) -> bool:
    """Whether reaching the client is what the rule asks for: the first answer, and what resolves with it."""
    keys = {r.resolved_by for r in policy.actions if r.id in _CONTACTS} - {""}
    return rule.id in _CONTACTS or rule.resolved_by in keys


def _excuse(rule: ActionRule, due: Due, standing: Standing) -> str:
    """Why the Dash may be late: nobody could be reached, and attempts made in time are on record (West Kent 4)."""
    if rule.id != "dash" or not any(r.id == "contact-attempts" for r in standing.policy.actions):
        return ""
    tried = log.contact_attempts(standing.case)
    attempts = [at for at in tried if not is_late(due, at, standing.calendar)]
    if not attempts or log.contacts_made(standing.case, attempts[0]):
        return ""
    return f"not reached so far; attempts on record: {len(attempts)}"


def _referrals(standing: Standing) -> Iterator[Task]:
    for referral in standing.found.referrals:
        if referral.due and referral.status == "required":
            done = resolved_at(f"sending.{referral.to}.state", standing.case)
            yield Task(
                f"referral.{referral.to}",
                referral.reason,
                "",
                standing.case.opened_at,
                referral.due,
                done,
                source=referral.source,
            )


def _chases(rule: ActionRule | None, standing: Standing) -> Iterator[Task]:
    if rule is not None:
        for referral in standing.found.referrals:
            if state_of(referral.to, standing.case) != "drafted" and referral.status != "not-needed":
                yield from _chase(rule, referral, standing)


def _chase(rule: ActionRule, referral: ReferralFinding, standing: Standing) -> Iterator[Task]:
    """The outcome of one referral that went out: open until it is recorded."""
    case, state = standing.case, state_of(referral.to, standing.case)
    entry = case.current[f"sending.{referral.to}.state"]
    done = entry.at if state == "outcome_recorded" else None
    if done is not None or state in _WITH_WHOM:
        yield _task(rule, entry.at, _next_look(case), done, part=f".{referral.to}")


def _next_look(case: Case) -> date | None:
    """The day that was set for the next look at the case: a document without a time leaves it to that day."""
    on = case.value(log.FOLLOW_UP)
    return on if isinstance(on, date) else None


def _follow_up(standing: Standing) -> Iterator[Task]:
    case, on = standing.case, _next_look(standing.case)
    if on is None:
        return
    entry = case.current[log.FOLLOW_UP]
    then = datetime.combine(on, time.min, standing.calendar.zone)
    kept = log.contacts_made(case, then)[:1]
    done = log.done_at(case, "follow_up", entry.seq) or (kept[0] if kept else None)
    text = standing.policy.wording.get("follow_up_task", "")
    yield Task("follow_up", text, case.practitioner, case.opened_at, on, done)
