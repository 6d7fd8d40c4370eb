"""What a finding leaves to do: deadlines with their times, referrals with their states."""

from datetime import date, datetime, time

from bot.application.ports import Deadline, Referral
from bot.application.scene import Scene
from bot.safeguarding.progress import DONE

_STATES = ("drafted", "approved", "sent", "acknowledged", "outcome_recorded")
_RESOLVED = frozenset([DONE, "told", "yes", "sent", "acknowledged", "outcome_recorded"])


def deadlines_of(scene: Scene) -> tuple[Deadline, ...]:
    """The time limits of the case as it is now; done ones carry the time at which they were done."""
    found = scene.facts.assessment
    rules = {rule.id: rule for rule in scene.policy.actions}
    actions = tuple(
        _deadline(a.id, a.text, a.owner, a.due, scene, rules[a.id].resolved_by)
        for a in found.actions
        if a.due
    )
    referrals = tuple(
        _deadline(f"referral.{r.to}", r.reason, "", r.due, scene, f"sending.{r.to}.state")
        for r in found.referrals
        if r.due and r.status == "required"
    )
    return (*actions, *referrals, *_follow_up(scene))


def referrals_of(scene: Scene) -> tuple[Referral, ...]:
    """The referrals that are required or offered, each with its state."""
    found = scene.facts.assessment
    return tuple(
        Referral(r.to, r.status, state_of(r.to, scene), str(r.due or ""), scene.now)
        for r in found.referrals
        if r.status != "not-needed"
    )


def state_of(to: str, scene: Scene) -> str:
    """Where a referral stands; drafted until the practitioner says otherwise."""
    value = scene.case.value(f"sending.{to}.state")
    return str(value) if value in _STATES else "drafted"


def _follow_up(scene: Scene) -> tuple[Deadline, ...]:
    on = scene.case.value("actions.follow_up_on")
    if not isinstance(on, date):
        return ()
    return (
        _deadline(
            "follow_up", scene.policy.wording["follow_up_task"], scene.case.practitioner, on, scene, ""
        ),
    )


def _deadline(
    id_: str, text: str, owner: str, due: date | datetime | str, scene: Scene, resolved_by: str
) -> Deadline:
    moment = _moment(due)
    starts = scene.case.opened_at
    at = moment if isinstance(moment, datetime) else datetime.combine(moment, time(23, 59, 59))
    aware = at if at.tzinfo else at.replace(tzinfo=starts.tzinfo)
    entry = scene.case.current.get(resolved_by) if resolved_by else None
    done = entry.at if entry is not None and entry.value in _RESOLVED else None
    return Deadline(id_, text, owner, starts, aware, not isinstance(moment, datetime), done)


def _moment(due: date | datetime | str) -> date | datetime:
    if not isinstance(due, str):
        return due
    return datetime.fromisoformat(due) if "T" in due else date.fromisoformat(due)
