"""Closing a case, and opening it again: by agreement, or with the reason and who agreed on record."""

from bot.application import upkeep_log as log
from bot.application.answering import Draft
from bot.application.scene import Scene
from bot.application.tasks import standing_of
from bot.application.upkeep import Upkeep, save, scene_of
from bot.application.upkeep_standing import closing_rule, missing_talks
from bot.application.upkeep_tasks import unsent
from bot.safeguarding.answers import Voice
from bot.safeguarding.case import Case
from bot.safeguarding.errors import BadRequestError

_AGREED, _NOTES, _MANAGER = "closure.agreed", "closure.notes", "closure.manager"


def close_case(upkeep: Upkeep, agreed: bool, notes: str = "", manager: str = "") -> Case:
    """The case, closed by a person, with the client's agreement or ``notes`` of why on record.

    Where the policy has a rule for closing, it takes the client's agreement, or notes and the ``manager``
    (a role, and when) who agreed: West Kent 11. Elsewhere it takes a reason. Raises BadRequestError where one
    of these is missing, someone may be in danger, the Dash is not finished (Sevenoaks 2.3) or a required referral
    has not gone out and no notes say why, or the policy wants someone spoken with first (Dover 8.9).
    """
    scene = scene_of(upkeep)
    _refuse(scene, agreed, notes.strip(), manager.strip())
    drafts = _drafts(scene, agreed, notes.strip(), manager.strip())
    return save(upkeep, scene, drafts, lambda _: "closed", "case_closed")


def reopen_case(upkeep: Upkeep, reason: str) -> Case:
    """The case, open again for ``reason``; all that was recorded of its closing stays."""
    scene = scene_of(upkeep)
    if scene.case.status != "closed":
        raise BadRequestError("This case is open already.")
    if not reason.strip():
        raise BadRequestError("Say why the case is opened again, with --reason.")
    states = log.states_of(scene.case)
    without = tuple(state for state in states if state != "closing") or ("none",)
    drafts = (Draft(log.STATE, without),) if "closing" in states else ()
    last = _opinion(log.CLOSING, log.REOPENED, reason.strip())
    return save(upkeep, scene, (*drafts, last), lambda _: "open", "case_reopened")


def _refuse(scene: Scene, agreed: bool, notes: str, manager: str) -> None:
    if log.is_closed(scene.case):
        raise BadRequestError("This case is closed already.")
    if scene.case.danger_open:
        raise BadRequestError(
            "Someone may be in danger: answer that question in the conversation before the case is closed."
        )
    _refuse_missing_talks(scene)
    _refuse_without_ground(scene, agreed, notes, manager)
    if scene.facts.assessment.not_asked and not notes:
        raise BadRequestError("The Dash is not finished: say with --notes why the case is closed without it.")
    left = unsent(standing_of(scene))
    if left and not notes:
        raise BadRequestError(
            f"A required referral has not gone out ({', '.join(left)}): record that it was sent, "
            "or say with --notes why the case is closed without it."
        )


def _refuse_missing_talks(scene: Scene) -> None:
    missing = missing_talks(scene)
    if missing:
        names = ", ".join(rule.id for rule in missing)
        paragraph = missing[0].source.paragraph
        raise BadRequestError(
            f"The policy wants these done before a case is closed ({paragraph}): {names}. "
            "Record each with `heard cases done` once it is."
        )


def _refuse_without_ground(scene: Scene, agreed: bool, notes: str, manager: str) -> None:
    rule = closing_rule(scene.policy)
    if rule is not None and not agreed and not (notes and manager):
        raise BadRequestError(
            f"A case is closed when they agree (--agreed) or, where that is not possible, with full notes of "
            f"why (--notes) and the manager who agreed (--manager) ({rule.source.paragraph})."
        )
    if rule is None and not notes:
        raise BadRequestError("Say why the case is closed, with --notes.")


def _drafts(scene: Scene, agreed: bool, notes: str, manager: str) -> tuple[Draft, ...]:
    told = (
        *_journeys_own(scene, agreed, notes, manager),
        *((Draft("upkeep.closing_agreed", "yes"),) if agreed else ()),
        *((Draft("upkeep.closing_manager", manager, manager),) if manager else ()),
    )
    return (*told, _opinion(log.CLOSING, log.CLOSED, notes))


def _journeys_own(scene: Scene, agreed: bool, notes: str, manager: str) -> tuple[Draft, ...]:
    """The same under the keys of the journey's own questions about closing, where it has them."""
    if _AGREED not in scene.policy.journey.by_id:
        return ()
    states = tuple(state for state in log.states_of(scene.case) if state not in ("none", "closing"))
    known = [Draft(log.STATE, (*states, "closing")), Draft(_AGREED, "agreed" if agreed else "not_possible")]
    if not agreed:
        known += [_opinion(_NOTES, notes, notes), Draft(_MANAGER, manager, manager)]
    return tuple(known)


def _opinion(key: str, value: str, text: str) -> Draft:
    return Draft(key, value, text, Voice.OPINION, "practitioner") if text else Draft(key, value)
