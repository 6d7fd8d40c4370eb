"""Putting a reply together: what has to be said first, then one question with its buttons."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from bot.application.answering import choices_of
from bot.application.conversation import Button, Reply
from bot.application.lobby import lobby_custom
from bot.application.offers import Offer, offer_for
from bot.application.scene import Scene
from bot.application.summaries import body_of
from bot.safeguarding.answers import Voice
from bot.safeguarding.case import Value
from bot.safeguarding.conditions import holds
from bot.safeguarding.journey import Kind, Remark
from bot.safeguarding.progress import Asked, facts_for, stage_number, takes_several

ENDED = "ended"


@dataclass(frozen=True, slots=True)
class Lead:
    """A phrase (a wording id) or ready sentences to say before the question; urgent goes before all else."""

    phrase: str = ""
    sentences: tuple[str, ...] = ()
    urgent: bool = False


def answer_button(key: str, value: str, title: str) -> Button:
    """A button that answers the question ``key`` with ``value``."""
    return Button(title, "/answer" + json.dumps({"question": key, "value": value}, separators=(",", ":")))


def command_button(command: str, title: str) -> Button:
    """A button that runs a command."""
    return Button(title, "/command" + json.dumps({"command": command}, separators=(",", ":")))


def ask(scene: Scene, after: Asked | None = None, phrase: str = "", lead: Lead | None = None) -> Reply:
    """The open question, after what ``after``'s answer calls for. Where nothing is open, the ending."""
    said = [*_lead(scene, lead), *_remarks(scene, after), *_phrase(scene, phrase)]
    if scene.asked is None:
        return ended(scene, said)
    more = after is not None and after.key == scene.asked.key and takes_several(after.question)
    return _question(scene, scene.asked, said, more)


def ask_again(scene: Scene, phrase: str) -> Reply:
    """The same question, with one clear sentence about what could not be read."""
    return ask(scene, phrase=phrase)


def ended(scene: Scene, said: Iterable[str] = ()) -> Reply:
    """The end of the assessment: where the drafts are and how to begin another."""
    wording = scene.policy.wording
    buttons = (
        command_button("review", wording["button_review"]),
        command_button("new", wording["button_new"]),
    )
    return Reply((*said, wording["ended"]), buttons, ENDED, None, None, scene.case.id, custom_of(scene, None))


def plain_reply(
    scene: Scene,
    messages: tuple[str, ...],
    buttons: tuple[Button, ...] = (),
    question: str | None = None,
    danger_open: bool = False,
    **custom: Any,
) -> Reply:
    """Something said that is not a question of the journey; the conversation stays where it is."""
    asked = scene.asked
    extra = custom_of(scene, None, danger_open) | custom
    stage = asked.question.stage if asked else ENDED
    return Reply(
        messages,
        buttons,
        stage,
        question,
        Kind.CHOICE.value,
        scene.case.id,
        extra | {"kind": Kind.CHOICE.value},
    )


def filled(text: str, member: str) -> str:
    """``text`` with the name of the child, the person or the recipient it is about in its place."""
    return text.replace("{member}", member)


def _lead(scene: Scene, lead: Lead | None) -> list[str]:
    if lead is None:
        return []
    return [*_phrase(scene, lead.phrase), *lead.sentences]


def _phrase(scene: Scene, phrase: str) -> list[str]:
    return [scene.policy.wording[phrase]] if phrase else []


def _remarks(scene: Scene, after: Asked | None) -> list[str]:
    if after is None:
        return []
    facts = facts_for(after, scene.case, scene.facts)
    due = [remark for remark in after.question.remarks if holds(remark.when, facts)]
    return [filled(r.text, after.member_label) for r in sorted(due, key=_calm)]


def _calm(remark: Remark) -> bool:
    return not remark.urgent


def _question(scene: Scene, asked: Asked, said: list[str], more: bool) -> Reply:
    offer = offer_for(asked, scene)
    text = _and_more(scene, asked) if more else filled(asked.question.text, asked.member_label)
    messages = [*said, *_intro(scene, asked), *body_of(asked, scene), *offer.messages, text]
    return Reply(
        messages=tuple(message for message in messages if message),
        buttons=_buttons(scene, asked),
        stage=asked.question.stage,
        question=asked.key,
        kind=asked.question.kind.value,
        case_id=scene.case.id,
        custom=custom_of(scene, asked) | _earlier(offer),
    )


def _and_more(scene: Scene, asked: Asked) -> str:
    """After one message of several the question is not read out again."""
    if asked.question.kind is Kind.CHECKLIST:
        return scene.policy.wording["ticked_more"]
    return scene.policy.wording["words_more" if asked.question.voice is Voice.EXACT else "notes_more"]


def _earlier(offer: Offer) -> dict[str, Any]:
    return {"earlier": [[p.entry, p.start, p.end] for p in offer.pieces]} if offer.pieces else {}


def _intro(scene: Scene, asked: Asked) -> list[str]:
    """A stage says what it is for when it is entered, not each time it is come back to."""
    last = scene.last.stage if scene.last else ""
    if last == asked.question.stage or scene.case.focus:
        return []
    stage = next(s for s in scene.policy.journey.stages if s.id == asked.question.stage)
    return [stage.intro] if stage.intro else []


def _buttons(scene: Scene, asked: Asked) -> tuple[Button, ...]:
    wording, question = scene.policy.wording, asked.question
    ticked = ticked_of(scene.case.value(asked.key))
    buttons = [
        answer_button(asked.key, c.value, ("✓ " if c.value in ticked else "") + c.label)
        for c in choices_of(question)
    ]
    if takes_several(question):
        buttons.append(answer_button(asked.key, "done", wording["button_thats_all"]))
    if question.may_skip and scene.case.id:
        buttons.append(command_button("skip", wording["button_skip"]))
    return tuple(buttons)


def ticked_of(value: Value) -> tuple[str, ...]:
    """The ticked values of a checklist's answer."""
    return value if isinstance(value, tuple) else ()


def custom_of(scene: Scene, asked: Asked | None, danger_open: bool = False) -> dict[str, Any]:
    """What a channel needs to draw the reply: JSON, never more than the practitioner has just typed or seen."""
    case, journey = scene.case, scene.policy.journey
    stage = asked.question.stage if asked else (scene.asked.question.stage if scene.asked else ENDED)
    place = {
        "stage": stage,
        "stage_number": stage_number(stage, journey),
        "stages": [{"id": s.id, "title": s.title} for s in journey.stages],
        "mode": case.value("opening.mode") or case.mode,
        "case_id": case.id,
        "organisation": scene.policy.name,
        "danger_open": case.danger_open or danger_open,
    }
    if asked is not None:
        place |= _drawing(asked, scene)
    return place if case.id else place | lobby_custom(case, case.danger_open or danger_open)


def _drawing(asked: Asked, scene: Scene) -> dict[str, Any]:
    question = asked.question
    return {
        "question": asked.key,
        "kind": question.kind.value,
        "voice": question.voice.value if question.voice else None,
        "hint": filled(question.hint, asked.member_label),
        "many": takes_several(question),
        "lowest": question.lowest,
        "highest": question.highest,
    }
