"""What the page is given of a conversation: its turns, and where it stands."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from bot.application.conversation import Reply
from bot.application.people import Person
from bot.application.ports import PastTurn, Records
from bot.channels.conversations import House
from bot.channels.documents import links
from bot.safeguarding.case import Case
from bot.safeguarding.errors import CaseNotFoundError

FINISHED = "Finished"
Json = dict[str, Any]


def turns_shown(house: House, turns: Iterable[PastTurn], plain: bool = False) -> list[Json]:
    """Each turn as the data of its event, the last one with its documents; ``plain`` reads no record for it."""
    turns = tuple(turns)
    voices = {} if plain else _voices(house.records, turns)
    shown = [_turn(turn, voices) for turn in turns]
    if shown and not plain:
        shown[-1]["reply"]["documents"] = links(house, turns[-1].reply)
    return shown


def person_shown(person: Person) -> Json:
    """Who is signed in, as the page says it."""
    return {"name": person.name, "role": person.role.value, "org": person.org}


def stage_title(stage: str, titles: Mapping[str, str]) -> str:
    """What to call a stage."""
    return titles.get(stage, FINISHED)


def _turn(turn: PastTurn, voices: Mapping[str, tuple[str, str]]) -> Json:
    return {
        "id": turn.message_id,
        "said": _said(turn, voices),
        "reply": _reply(turn.reply),
        "at": turn.at.isoformat(timespec="seconds"),
    }


def _said(turn: PastTurn, voices: Mapping[str, tuple[str, str]]) -> Json | None:
    if not turn.text and not turn.button:
        return None
    text, voice = voices.get(turn.message_id, ("", ""))
    return {
        "text": turn.text,
        "label": _label(turn),
        "voice": voice if voice and text == turn.text else None,
        "command": (turn.button or {}).get("command"),
    }


def _label(turn: PastTurn) -> str | None:
    """The title of the button that was pressed, as it stood there."""
    if turn.button is None:
        return None
    meant = dict(turn.button)
    return next((b.title for b in turn.offered if _meaning(b.payload) == meant), None)


def _meaning(payload: str) -> Any:
    try:
        return json.loads(payload[payload.index("{") :])
    except ValueError:
        return None


def _reply(reply: Reply) -> Json:
    return {
        "messages": list(reply.messages),
        "buttons": [{"title": button.title, "payload": button.payload} for button in reply.buttons],
        "stage": reply.stage,
        "question": reply.question,
        "kind": reply.kind,
        "case": reply.case_id,
        "custom": dict(reply.custom),
        "documents": [],
    }


def _voices(records: Records, turns: tuple[PastTurn, ...]) -> dict[str, tuple[str, str]]:
    """For each message that was recorded as somebody's words: the words, and whose they are."""
    found: dict[str, tuple[str, str]] = {}
    for case_id in {turn.reply.case_id for turn in turns if turn.text and turn.reply.case_id}:
        found |= _voices_in(_case(records, case_id))
    return found


def _case(records: Records, case_id: str) -> Case | None:
    try:
        return records.case(case_id)
    except CaseNotFoundError:
        return None


def _voices_in(case: Case | None) -> dict[str, tuple[str, str]]:
    entries = case.entries if case else ()
    return {entry.turn_id: (entry.text, entry.voice.value) for entry in entries if entry.voice}
