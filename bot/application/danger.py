"""Danger first: any message, any stage."""

from dataclasses import replace

from bot.application.answering import Draft, speaker_of
from bot.application.conversation import Button, Reply
from bot.application.lobby import lobby_of
from bot.application.outcomes import Outcome, record
from bot.application.replies import Lead, answer_button, ask, plain_reply
from bot.application.scene import Scene
from bot.safeguarding.answers import Voice
from bot.safeguarding.journey import Kind

QUESTION = "danger"
TYPED_IN = frozenset({Kind.WORDS, Kind.TEXT, Kind.NUMBER, Kind.DATE})
"""Questions that ask for words or a field: an account is full of past danger, and a name or a time of none."""


def handled(scene: Scene) -> Outcome | None:
    """The outcome where danger is open or this message speaks of it, else ``None``."""
    if is_open(scene):
        return _answer(scene)
    if speaks_of_danger(scene):
        return _raise(scene)
    return None


def is_open(scene: Scene) -> bool:
    """Whether "is anyone in danger right now?" waits for its answer."""
    return scene.case.danger_open or (not scene.case.id and bool(lobby_of(scene.last).get("danger_open")))


def speaks_of_danger(scene: Scene) -> bool:
    """Whether the message may speak of danger now. The danger button says so outright."""
    turn = scene.turn
    if turn.button is not None:
        return turn.button.get("command") == QUESTION
    read = scene.world.language.command(turn.text)
    if read is not None:
        return read[0] == QUESTION
    if scene.asked is not None and scene.asked.question.id == "opening.danger" and _plain_answer(scene):
        return False
    return scene.world.language.danger(turn.text, account=_tells(scene))


def _tells(scene: Scene) -> bool:
    return scene.asked is not None and scene.asked.question.kind in TYPED_IN


def _plain_answer(scene: Scene) -> bool:
    return scene.world.language.answer(scene.turn.text) != "unclear"


def _raise(scene: Scene) -> Outcome:
    opened = replace(scene, case=replace(scene.case, danger_open=True))
    return record(opened, _words(scene), lambda now: _question(now, "danger_first"))


def _words(scene: Scene) -> tuple[Draft, ...]:
    """What was typed is kept, under the open question where that takes words, else beside it."""
    text, asked = scene.turn.text, scene.asked
    if not text.strip() or scene.world.language.command(text) is not None:
        return ()
    voice = scene.world.language.voice(text)
    if asked is not None and asked.question.many:
        voice = voice if asked.question.voice is Voice.EXACT else asked.question.voice or voice
        return (Draft(asked.key, text, text, voice, speaker_of(asked.question, voice, scene.case)),)
    return (Draft("danger.words", text, text, voice, "client" if voice is Voice.EXACT else "practitioner"),)


def _answer(scene: Scene) -> Outcome:
    value = _read(scene)
    if value is None:
        return record(scene, _words(scene), lambda now: _question(now, "danger_first"))
    closed = replace(scene, case=replace(scene.case, danger_open=False))
    phrase = {"yes": "danger_yes", "no": "danger_no", "not_known": "danger_not_known"}[value]
    return record(closed, (Draft("danger.now", value),), lambda now: ask(now, lead=Lead(phrase, urgent=True)))


def _read(scene: Scene) -> str | None:
    button = scene.turn.button
    if button is not None:
        return button.get("value") if button.get("question") == QUESTION else None
    read = scene.world.language.answer(scene.turn.text)
    return None if read == "unclear" else read


def _question(scene: Scene, phrase: str) -> Reply:
    wording = scene.policy.wording
    buttons: tuple[Button, ...] = tuple(
        answer_button(QUESTION, value, wording[f"button_{value}"]) for value in ("yes", "no", "not_known")
    )
    return plain_reply(
        scene, (wording[phrase], wording["danger_question"]), buttons, QUESTION, danger_open=True
    )
