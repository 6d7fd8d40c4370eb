"""One message in, one reply out: the one way in from a conversation.

The order is fixed: danger first, then interruptions, then the answer to the open question. Everything a turn
changes is saved in one transaction before anything is said.
"""

from contextlib import suppress
from dataclasses import replace

from bot.application import danger, interruptions, lobby_turns
from bot.application.answering import Unclear, Understood, read_button, read_text, replacing
from bot.application.conversation import Reply, Turn
from bot.application.outcomes import Outcome, record
from bot.application.policy_questions import answered_policy_question
from bot.application.ports import Standing
from bot.application.replies import ask, ask_again, ended
from bot.application.scene import Scene, scene_of
from bot.application.world import World
from bot.safeguarding.errors import NotSavedError, StaleButtonError
from bot.safeguarding.journey import Kind
from bot.safeguarding.progress import Asked


def take_turn(turn: Turn, world: World, standing: Standing | None = None) -> Reply:
    """The reply to one message, with all it changes recorded.

    ``standing`` is where the conversation stands, where the caller has just read it and keeps other messages
    of the conversation waiting; else it is read.

    The same ``message_id`` in the same conversation is answered with the same reply and recorded once.
    Raises NotSavedError where nothing could be saved, StaleButtonError for a button of an earlier question,
    and the record's and the packs' errors. Nothing is recorded when it raises.
    """
    with world.records.exclusively(turn.conversation_id):
        stands = standing or world.records.standing(turn.conversation_id, turn.message_id)
        return stands.answered or _take(turn, world, stands)


def _take(turn: Turn, world: World, standing: Standing) -> Reply:
    outcome = respond(scene_of(turn, world, standing))
    kept = replace(turn, text="") if outcome.keep_no_words else turn
    if outcome.before is None:
        world.records.save_turn(kept, outcome.reply, outcome.change)
        return outcome.reply
    outcome.before()
    with suppress(NotSavedError):  # the case is gone or let go of; only this turn's line is missing
        world.records.save_turn(kept, outcome.reply, outcome.change)
    return outcome.reply


def respond(scene: Scene) -> Outcome:
    """What this turn comes to: danger, an interruption, or the answer to the open question."""
    return (
        lobby_turns.in_advice(scene)
        or danger.handled(scene)
        or lobby_turns.handled(scene)
        or interruptions.handled(scene)
        or answered_policy_question(scene)
        or _answered(scene)
    )


def _answered(scene: Scene) -> Outcome:
    asked = scene.asked
    if asked is None:
        return Outcome(ended(scene))
    understood = _read(scene, asked)
    if not isinstance(understood, Understood):
        return record(scene, understood.drafts, lambda now: ask_again(now, understood.phrase))
    if lobby_turns.opens_case(scene, understood):
        return lobby_turns.open_case(scene, understood)
    return settle(scene, asked, understood)


def settle(scene: Scene, asked: Asked, understood: Understood) -> Outcome:
    """Record what was understood and ask what comes next, remarks first."""
    drafts = understood.drafts
    stay = understood.ask_again
    focus = scene.case.focus if stay and scene.case.focus else None
    if stay and asked.question.kind is Kind.WORDS and not asked.question.many:
        focus = asked.key
    changed = replace(scene, case=replace(scene.case, focus=focus))
    return record(changed, drafts, lambda now: ask(now, after=asked, phrase=understood.phrase))


def _read(scene: Scene, asked: Asked) -> Understood | Unclear:
    button = scene.turn.button
    if button is not None:
        if button.get("question") != asked.key:
            raise StaleButtonError(scene.policy.wording["stale_button"])
        return read_button(asked, button["value"], scene.case, scene.offered)
    read = read_text(asked, scene.turn.text, scene.case, scene.world.language, scene.now)
    _, _, seq = (scene.case.focus or "").partition("@")
    return replacing(read, int(seq)) if seq and isinstance(read, Understood) else read
