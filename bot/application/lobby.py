"""Before a case is opened: the first answers travel with the conversation, not in a case."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from bot.application.conversation import Reply, Turn
from bot.safeguarding.case import Case, Entry

ADVICE = "advice"


def lobby_of(last: Reply | None) -> Mapping[str, Any]:
    """What the last reply carries of a conversation without a case: ``answers``, ``danger_open``."""
    return last.custom.get("lobby", {}) if last else {}


def lobby_case(turn: Turn, last: Reply | None) -> Case:
    """A case that is in no record: its id is empty; it holds the first answers of the conversation."""
    lobby = lobby_of(last)
    org = lobby.get("org", turn.org)
    case = Case(
        "", org, turn.practitioner, turn.received_at, turn.received_at.date(), current=MappingProxyType({})
    )
    entries = tuple(
        Entry(seq, key, value, turn.received_at, turn.practitioner, turn.message_id)
        for seq, (key, value) in enumerate(lobby.get("answers", {}).items(), 1)
    )
    return case.with_entries(entries)


def lobby_custom(case: Case, danger_open: bool) -> dict[str, Any]:
    """What a reply has to carry so that the next turn finds the lobby as it is."""
    answers = {key: entry.value for key, entry in case.current.items()}
    return {"lobby": {"org": case.org, "answers": answers, "danger_open": danger_open}}


def is_ready_to_open(case: Case) -> bool:
    """Whether enough is known to open a case: a live or a practice case, about somebody else."""
    return case.value("opening.mode") in ("live", "practice") and case.value("opening.source") not in (
        None,
        "about_me",
    )
