"""Reading a message: typed text goes through the pipeline, never as a command; a button is known."""

from collections.abc import Mapping
from typing import Any

READ_AT_MOST = 1_000
"""How many characters of a message the pipeline reads and a tracker keeps. The record keeps all of them."""

_VALUES = {"yes": "affirm", "no": "deny", "not_known": "dont_know"}
_COMMANDS = {
    "back": "go_back",
    "pause": "pause",
    "resume": "resume",
    "skip": "skip",
    "review": "review_answers",
    "change": "change_answer",
    "why": "explain_question",
    "help": "ask_help",
    "stop": "stop_and_delete",
    "danger": "immediate_danger",
    "practice": "start_practice",
}
_PREFIXES = ("/", "EXTERNAL: ")
FALLBACK = "nlu_fallback"


def intent_of_button(button: Mapping[str, str]) -> str:
    """The speech act of a button that this program offered."""
    if "command" in button:
        return _COMMANDS.get(button["command"], "choose")
    return _VALUES.get(button.get("value", ""), "choose")


def reading_of_button(button: Mapping[str, str]) -> dict[str, Any]:
    """What the pipeline would have said of a button, had it been asked."""
    return {"intent": {"name": intent_of_button(button), "confidence": 1.0}, "entities": []}


def plain(text: str) -> str:
    """What of a text the pipeline reads: not too much, and no prefix that Rasa takes for a command."""
    read = text[:READ_AT_MOST].strip()
    while read.startswith(_PREFIXES):
        read = read.removeprefix("EXTERNAL: ").lstrip("/").strip()
    return read


def nothing_read() -> dict[str, Any]:
    """The reading of a message in which there is nothing to read."""
    return {"intent": {"name": None, "confidence": 0.0}, "entities": []}
