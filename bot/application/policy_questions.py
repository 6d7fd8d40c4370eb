"""A policy question in the middle of an assessment: answered, and the stage goes on where it was."""

import re
from dataclasses import replace

from bot.application.advice_replies import answer_sentences, unknown_sentences
from bot.application.answering import Draft, speaker_of
from bot.application.outcomes import Outcome, record
from bot.application.replies import Lead, ask, command_button
from bot.application.scene import Scene
from bot.safeguarding.journey import Kind

_INTENT = "ask_policy"
_SURE = 0.6
_ASKING = re.compile(
    r"^\s*(who|what|when|where|why|how|which|do|does|can|could|should|must|may|is|are|am)\b.*\?\s*$",
    re.IGNORECASE | re.DOTALL,
)
_FIRST_PERSON = re.compile(
    r"\b(my (husband|wife|partner|ex|boyfriend|girlfriend|son|dad|mum|kids?)|he|she|they|me)\b", re.I
)


def answered_policy_question(scene: Scene) -> Outcome | None:
    """The answer and the open question again, or ``None`` where the message is not a policy question."""
    if scene.turn.button is not None:
        return _keep_words(scene)
    if not is_policy_question(scene):
        return None
    sentences = answer_sentences(scene, scene.turn.text)
    if sentences is None and not _asks(scene):
        return None
    said = sentences or unknown_sentences(scene)
    return (
        _answered_beside_words(scene, said)
        if _takes_words(scene)
        else Outcome(ask(scene, lead=Lead(sentences=said)), keep_no_words=not scene.case.id)
    )


def is_policy_question(scene: Scene) -> bool:
    """Whether the message asks the program something. In an account, the client's own questions are theirs."""
    text, turn = scene.turn.text, scene.turn
    if scene.world.language.quotations(text) or "\n" in text.strip() or len(text) > 300:
        return False
    if _takes_words(scene):
        return bool(_ASKING.match(text)) and not _FIRST_PERSON.search(text)
    return _asks(scene) or (turn.intent == _INTENT and turn.confidence >= _SURE and _unclear(scene))


def _asks(scene: Scene) -> bool:
    return bool(_ASKING.match(scene.turn.text))


def _unclear(scene: Scene) -> bool:
    asked = scene.asked
    return (
        asked is not None
        and asked.question.kind not in (Kind.TEXT, Kind.DATE, Kind.NUMBER)
        and (scene.world.language.answer(scene.turn.text) == "unclear")
    )


def _takes_words(scene: Scene) -> bool:
    return scene.asked is not None and scene.asked.question.kind in (Kind.WORDS, Kind.TEXT)


def _answered_beside_words(scene: Scene, said: tuple[str, ...]) -> Outcome:
    """In an account nothing typed may be lost: one press records the question as what was said."""
    wording = scene.policy.wording
    reply = ask(scene, lead=Lead(sentences=(*said, wording["not_kept_as_words"])))
    keep = command_button("keep_words", wording["button_keep_words"])
    return Outcome(
        replace(reply, buttons=(keep, *reply.buttons), custom={**reply.custom, "typed": scene.turn.text})
    )


def _keep_words(scene: Scene) -> Outcome | None:
    typed = scene.last.custom.get("typed") if scene.last else None
    if (scene.turn.button or {}).get("command") != "keep_words" or not typed or scene.asked is None:
        return None
    question = scene.asked.question
    voice = question.voice
    speaker = speaker_of(question, voice, scene.case) if voice else ""
    draft = Draft(scene.asked.key, typed, typed, voice, speaker)
    return record(scene, (draft,), lambda now: ask(now))
