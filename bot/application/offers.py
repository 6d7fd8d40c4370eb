"""Offering what the client already said at the question it touches, so that nobody is asked twice."""

from dataclasses import dataclass

from bot.application.scene import Scene
from bot.safeguarding.answers import Voice
from bot.safeguarding.case import Entry, Slice
from bot.safeguarding.progress import Asked

_MOST = 3


@dataclass(frozen=True, slots=True)
class Offer:
    """Earlier words that touch a question, and how they are shown.

    ``pieces`` are those that a yes may take as its support: exact words, of something that was said to happen.
    What was denied, feared or done by somebody else is shown, and supports nothing.
    """

    pieces: tuple[Slice, ...] = ()
    messages: tuple[str, ...] = ()


def offer_for(asked: Asked, scene: Scene) -> Offer:
    """What was said earlier about the item asked; nothing where the item was answered before."""
    item = asked.question.instrument_item
    if item is None or asked.question.kind.value != "yes_no" or asked.key in scene.case.current:
        return Offer()
    found = [(entry, piece, status) for entry, piece, status in _touching(item, scene)][:_MOST]
    said = [(piece, status) for entry, piece, status in found if entry.voice is Voice.EXACT]
    pieces = tuple(piece for piece, status in said if status == "present")
    return Offer(pieces, tuple(_shown(entry, piece, status, scene) for entry, piece, status in found))


def _touching(item: int, scene: Scene) -> list[tuple[Entry, Slice, str]]:
    return [
        (entry, Slice(entry.seq, spot.start, spot.end), spot.status)
        for entry in scene.case.all_entries("account")
        for spot in scene.world.language.spots(entry.text)
        if spot.item == item and _is_theirs(entry.text, spot.start, spot.end, scene)
    ]


def _is_theirs(text: str, start: int, end: int, scene: Scene) -> bool:
    """Where the words stand in quotation marks within the message, only those are the client's."""
    spans = scene.world.language.quotations(text)
    return not spans or any(a <= start and end <= b for a, b in spans)


def _shown(entry: Entry, piece: Slice, status: str, scene: Scene) -> str:
    """Exact words stand in quotation marks; a summary never does."""
    words = scene.case.quoted(piece)
    phrase = "earlier_present" if status == "present" else "earlier_other"
    shown = f"“{words}”" if entry.voice is Voice.EXACT else f"({words.replace('“', '').replace('”', '')})"
    if words.strip() != entry.text.strip():
        shown = f"{shown} {scene.policy.wording['part_of_what_was_said']}."
    return scene.policy.wording[phrase].replace("{words}", shown)
