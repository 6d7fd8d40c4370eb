"""What the page is given of a conversation: its turns, and where it stands."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from bot.application.conversation import Reply
from bot.application.people import Person
from bot.application.ports import PastTurn, Records
from bot.channels.conversations import House
from bot.channels.documents import links
from bot.safeguarding.case import Case, Entry
from bot.safeguarding.errors import CaseNotFoundError

FINISHED = "Finished"
Json = dict[str, Any]
Made = Mapping[tuple[str, str], list[Entry]]


def turns_shown(house: House, turns: Iterable[PastTurn], plain: bool = False) -> list[Json]:
    """Each turn as the data of its event, the last one with its documents; ``plain`` reads no record for it."""
    turns = tuple(turns)
    made = {} if plain else _entries_made(house.records, turns)
    shown = [_turn(turn, made) for turn in turns]
    if shown and not plain:
        shown[-1]["reply"]["documents"] = links(house, turns[-1].reply)
    return shown


def person_shown(person: Person) -> Json:
    """Who is signed in, as the page says it."""
    return {"name": person.name, "role": person.role.value, "org": person.org}


def stage_title(stage: str, titles: Mapping[str, str]) -> str:
    """What to call a stage."""
    return titles.get(stage, FINISHED)


def _turn(turn: PastTurn, made: Made) -> Json:
    return {
        "id": turn.message_id,
        "said": _said(turn, made.get((turn.reply.case_id, turn.message_id), [])),
        "reply": _reply(turn.reply),
        "at": turn.at.isoformat(timespec="seconds"),
    }


def _said(turn: PastTurn, entries: Iterable[Entry]) -> Json | None:
    """What was said, and by ``entries`` the numbers of what the record holds in these words."""
    if not turn.text and not turn.button:
        return None
    held = [entry for entry in entries if entry.text]
    voices = [entry.voice.value for entry in held if entry.voice and entry.text == turn.text]
    return {
        "text": turn.text,
        "label": _label(turn),
        "voice": voices[-1] if voices else None,
        "command": (turn.button or {}).get("command"),
        "entries": [entry.seq for entry in held],
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


def _entries_made(records: Records, turns: tuple[PastTurn, ...]) -> Made:
    """For each message of a case, what was recorded of it."""
    made: dict[tuple[str, str], list[Entry]] = {}
    for case_id in {turn.reply.case_id for turn in turns if turn.text and turn.reply.case_id}:
        case = _case(records, case_id)
        for entry in case.entries if case else ():
            made.setdefault((case_id, entry.turn_id), []).append(entry)
    return made


def _case(records: Records, case_id: str) -> Case | None:
    try:
        return records.case(case_id)
    except CaseNotFoundError:
        return None
