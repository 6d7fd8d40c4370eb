"""What is recorded of a case after the conversation: contacts, outcomes, dates, moves, the closing.

Everything is a new entry at the end of the record; nothing is edited or removed. Each function returns the
case as it was saved and raises BadRequestError where what is asked for cannot be done, and the record's
errors. Nothing is recorded when it raises.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import uuid4

from bot.application import upkeep_log as log
from bot.application.answering import Draft
from bot.application.conversation import Turn
from bot.application.outcomes import change_of, entries_of
from bot.application.scene import Scene, facts_about, open_question
from bot.application.upkeep_standing import status_of
from bot.application.upkeep_tasks import STATES, state_of
from bot.application.world import World
from bot.safeguarding.answers import Voice
from bot.safeguarding.case import Case, Value
from bot.safeguarding.errors import BadRequestError
from bot.safeguarding.policy import DESTINATIONS

MOVES = ("awaiting_move", "moved", "move_not_wanted", "abuse_stopped", "abuse_again")
_TAKES_OFF = {
    "awaiting_move": ("moved", "none"),
    "moved": ("awaiting_move", "none"),
    "move_not_wanted": ("awaiting_move",),
    "abuse_stopped": ("none",),
    "abuse_again": ("abuse_stopped",),
}
_IS_STATE = ("awaiting_move", "moved", "abuse_stopped")


@dataclass(frozen=True, slots=True)
class Upkeep:
    """Who records, in which case, and the world to record it in."""

    world: World
    case_id: str
    by: str


def record_contact(upkeep: Upkeep, made: bool, at: datetime, note: str = "") -> Case:
    """A contact with the client at ``at`` (aware), or an attempt at one. ``note``: how, and what was agreed."""
    scene = scene_of(upkeep)
    _refuse_closed(scene)
    if at > scene.now:
        raise BadRequestError("A contact is recorded once it was made or tried: that time is still to come.")
    key = log.CONTACT_MADE if made else log.CONTACT_ATTEMPTED
    return _save(upkeep, scene, (_noted(key, at.isoformat(timespec="minutes"), note),))


def record_outcome(upkeep: Upkeep, to: str, state: str, note: str = "") -> Case:
    """Where the referral to ``to`` stands now. States only go on: ``sent``, ``acknowledged``, ``outcome_recorded``."""
    scene = scene_of(upkeep)
    _refuse_closed(scene)
    _refuse_state(scene, to, state, note)
    outcome = (_noted(f"sending.{to}.outcome", note.strip(), note),) if note.strip() else ()
    return _save(upkeep, scene, (*outcome, Draft(f"sending.{to}.state", state)))


def set_follow_up(upkeep: Upkeep, on: date) -> Case:
    """The day on which to look at the case again."""
    scene = scene_of(upkeep)
    _refuse_closed(scene)
    if on < scene.now.date():
        raise BadRequestError("A follow-up date lies ahead: give today or a later day.")
    return _save(upkeep, scene, (Draft(log.FOLLOW_UP, on),))


def record_move(upkeep: Upkeep, state: str, on: date | None = None, note: str = "") -> Case:
    """Waiting for a move, moved, no longer wanting to; the abuse has stopped, or is there again.

    ``on`` is the day it came about, where that is known; else it holds from now.
    """
    scene = scene_of(upkeep)
    _refuse_closed(scene)
    if state not in MOVES:
        raise BadRequestError(f"There is no such state. The states are: {', '.join(MOVES)}.")
    if on is not None and on > scene.now.date():
        raise BadRequestError("What has not come about yet is not recorded: that day is still to come.")
    return _save(upkeep, scene, _move_drafts(scene.case, state, on, note))


def record_done(upkeep: Upkeep, task_id: str, note: str = "") -> Case:
    """A task of the policy's list is done. Contacts that come back are recorded as contacts."""
    scene = scene_of(upkeep)
    _refuse_closed(scene)
    actions = {action.id for action in scene.facts.assessment.actions} | {"follow_up"}
    if task_id not in actions:
        raise BadRequestError("This case has no such task. `heard cases due` shows the tasks with a time.")
    if task_id == "dash":
        raise BadRequestError(
            "The Dash is done once its questions are answered: go on with the conversation."
        )
    return _save(upkeep, scene, (_noted(log.DONE + task_id, "done", note),))


def scene_of(upkeep: Upkeep) -> Scene:
    """The case as it stands now, outside any conversation. Raises CaseNotFoundError and the packs' errors."""
    world = upkeep.world
    return scene_about(world.records.case(upkeep.case_id), world, upkeep.by, world.clock.now())


def scene_about(case: Case, world: World, by: str, now: datetime) -> Scene:
    """``case`` at ``now``, under the policy that it is read by."""
    policy = world.policy(case.org, case.policy_on)
    turn = Turn(
        conversation_id="",
        practitioner=by,
        org=case.org,
        message_id=f"upkeep-{uuid4().hex}",
        text="",
        received_at=now,
    )
    facts = facts_about(case, policy, world)
    return Scene(turn, world, policy, case, facts, open_question(case, policy, facts), None, now)


def save(
    upkeep: Upkeep, scene: Scene, drafts: tuple[Draft, ...], status: Callable[[Scene], str], action: str
) -> Case:
    """The case with ``drafts`` at its end and the status that follows, saved with its deadlines and referrals."""
    entries = entries_of(scene, drafts)
    after = scene.with_case(scene.case.with_entries(entries))
    standing = replace(after, case=replace(after.case, status=status(after)))
    change = change_of(standing, entries, (action, {}))
    upkeep.world.records.save_change(change, upkeep.by)
    return change.case


def _save(upkeep: Upkeep, scene: Scene, drafts: tuple[Draft, ...]) -> Case:
    paused = scene.case.status == "paused"
    return save(upkeep, scene, drafts, lambda now: "paused" if paused else status_of(now), "upkeep_recorded")


def _noted(key: str, value: Value, note: str) -> Draft:
    """An entry with what the practitioner noted: what they saw and did, never the client's words."""
    if not note.strip():
        return Draft(key, value)
    return Draft(key, value, note, Voice.OBSERVATION, "practitioner")


def _move_drafts(case: Case, state: str, on: date | None, note: str) -> tuple[Draft, ...]:
    kept = tuple(s for s in log.states_of(case) if s not in _TAKES_OFF[state] and s != state)
    now = (*kept, state) if state in _IS_STATE else kept
    drafts = (_noted(log.STATE, now or ("none",), note),)
    return (*drafts, Draft(log.SINCE + state, on)) if on is not None else drafts


def _refuse_closed(scene: Scene) -> None:
    if log.is_closed(scene.case):
        raise BadRequestError("This case is closed. Open it again first, with `heard cases reopen`.")


def _refuse_state(scene: Scene, to: str, state: str, note: str) -> None:
    if to not in DESTINATIONS:
        raise BadRequestError(f"There is no such recipient. They are: {', '.join(DESTINATIONS)}.")
    if state not in STATES[2:]:
        raise BadRequestError(f"There is no such state. The states are: {', '.join(STATES[2:])}.")
    found = next(r for r in scene.facts.assessment.referrals if r.to == to)
    if found.status == "not-needed":
        raise BadRequestError("This case has no referral to them. `heard cases show` lists its referrals.")
    if STATES.index(state) < STATES.index(state_of(to, scene.case)):
        raise BadRequestError("This referral is further on already, and states only go on.")
    if state == "outcome_recorded" and not note.strip():
        raise BadRequestError("Say what the outcome was, with --note.")
