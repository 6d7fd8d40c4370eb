"""What a finding leaves to do, as the record keeps it: deadlines with their times, referrals with their states."""

from datetime import date, datetime, time, tzinfo

from bot.application.ports import Deadline, Referral
from bot.application.scene import Scene
from bot.application.upkeep_tasks import Standing, Task, tasks_of
from bot.application.upkeep_tasks import state_of as _state_of
from bot.safeguarding.deadlines import Due


def deadlines_of(scene: Scene) -> tuple[Deadline, ...]:
    """The time limits of the case as it is now; done ones carry the time at which they were done."""
    zone = scene.case.opened_at.tzinfo or scene.world.calendar.zone
    return tuple(_deadline(task, task.due, zone) for task in tasks_of(standing_of(scene)) if task.due)


def referrals_of(scene: Scene) -> tuple[Referral, ...]:
    """The referrals that are required or offered, each with its state."""
    return tuple(
        Referral(r.to, r.status, state_of(r.to, scene), str(r.due or ""), scene.now)
        for r in scene.facts.assessment.referrals
        if r.status != "not-needed"
    )


def state_of(to: str, scene: Scene) -> str:
    """Where a referral stands; drafted until the practitioner says otherwise."""
    return _state_of(to, scene.case)


def standing_of(scene: Scene) -> Standing:
    """What the tasks of the scene's case are worked out from."""
    return Standing(scene.case, scene.policy, scene.facts, scene.facts.assessment, scene.world.calendar)


def _deadline(task: Task, due: Due, zone: tzinfo) -> Deadline:
    whole = not isinstance(due, datetime)
    at = datetime.combine(due, time(23, 59, 59), zone) if whole else due
    return Deadline(task.id, task.text, task.owner, task.starts_at, _aware(at, zone), whole, task.done_at)


def _aware(at: date | datetime, zone: tzinfo) -> datetime:
    assert isinstance(at, datetime)
    return at if at.tzinfo else at.replace(tzinfo=zone)
