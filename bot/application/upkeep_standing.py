"""Whether a case is open or closed, and what stands in the way of closing it."""

from bot.application import upkeep_log as log
from bot.application.scene import Scene
from bot.application.tasks import standing_of
from bot.application.upkeep_tasks import resolved_at, tasks_of, unsent
from bot.safeguarding.policy import ActionRule, Policy

CLOSING_RULE = "closing"
NEEDED = "closing_needs"


def status_of(scene: Scene) -> str:
    """``closed`` where a person closed the case, or nothing is open in it and its policy lets that be enough."""
    if log.is_closed(scene.case):
        return "closed"
    if scene.asked is not None or closing_rule(scene.policy) or _was_closed(scene) or _has_more_to_do(scene):
        return "open"
    return "closed"


def closing_rule(policy: Policy) -> ActionRule | None:
    """The rule that asks for the client's agreement to the closing, where the policy has one."""
    return next((rule for rule in policy.actions if rule.id == CLOSING_RULE), None)


def missing_talks(scene: Scene) -> tuple[ActionRule, ...]:
    """The actions that the policy wants done before any case is closed and that are not on record as done."""
    needed = scene.policy.wording.get(NEEDED, "").split()
    return tuple(rule for rule in scene.policy.actions if rule.id in needed and not _is_done(rule, scene))


def _is_done(rule: ActionRule, scene: Scene) -> bool:
    case = scene.case
    keys = (rule.resolved_by, f"{rule.resolved_by}_done")
    return any(resolved_at(key, case) for key in keys) or log.done_at(case, rule.id) is not None


def _was_closed(scene: Scene) -> bool:
    """Whether a person has closed it before: then it takes a person to close it again."""
    return scene.case.value(log.CLOSING) is not None


def _has_more_to_do(scene: Scene) -> bool:
    """Whether the Dash is not finished, a required referral has not gone out, or a task is not done."""
    standing = standing_of(scene)
    return bool(standing.found.not_asked or unsent(standing)) or any(
        task.done_at is None for task in tasks_of(standing)
    )
