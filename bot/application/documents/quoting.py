"""The iron rule: what stands in quotation marks is a slice of a recorded entry whose voice is exact."""

from collections.abc import Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.application.documents.document import Line, Piece, Quotation, Role, line, plain
from bot.application.documents.marks import is_mark
from bot.application.ports import Language
from bot.safeguarding.answers import Voice
from bot.safeguarding.case import Case, Entry, Slice

LONDON = ZoneInfo("Europe/London")
SPEAKERS = {
    "client": "Client",
    "child": "Child",
    "third_party": "Someone other than the client",
    "perpetrator": "Alleged perpetrator",
    "contractor": "Contractor",
    "police": "Police",
    "practitioner": "Practitioner",
}


def pieces(entry: Entry, start: int, end: int, language: Language) -> tuple[Piece, ...]:
    """Characters ``start`` to ``end`` of ``entry``, cut into quotations and plain text.

    Exact words without quotation marks are one quotation. Where the practitioner put the words within marks,
    only what is inside them is a quotation; the rest is plain, without the marks. Any other voice is plain.
    """
    end = min(end, len(entry.text))
    found: list[Piece] = []
    at = start
    for first, last in _spoken(entry, language):
        first, last = max(first, start), min(last, end)
        if first >= last:
            continue
        found += _plain(entry, at, first)
        found.append(Quotation(entry.text[first:last], entry.seq, first, last))
        at = last
    return (*found, *_plain(entry, at, end))


def said(entry: Entry, language: Language) -> tuple[Line, ...]:
    """The whole entry under a line that says who said it, when, and whether these are the exact words."""
    return _under_lead(entry, pieces(entry, 0, len(entry.text), language))


def said_earlier(case: Case, piece: Slice, language: Language) -> tuple[Line, ...]:
    """An earlier entry's words that support an answer; nothing where that entry no longer holds."""
    entry = case.entries[piece.entry - 1]
    if entry not in case.all_entries(entry.key):
        return ()
    words = pieces(entry, piece.start, piece.end, language)
    return _under_lead(entry, words) if words else ()


def _under_lead(entry: Entry, words: tuple[Piece, ...]) -> tuple[Line, ...]:
    """The words under a line that says who said them, in what voice, and when."""
    mixed = entry.voice is Voice.EXACT and not all(isinstance(piece, Quotation) for piece in words)
    only = " where in quotation marks" if mixed else ""
    return (line(f"{_whose(entry)}{only}, {moment(entry.at)}", Role.LEAD), Line(words, Role.WORDS))


def moment(at: datetime) -> str:
    """A date and a time as they are said in the United Kingdom, in local time."""
    return f"{day(at)}, {at.astimezone(LONDON):%H:%M}"


def day(at: datetime) -> str:
    """The local date of an aware moment."""
    local = at.astimezone(LONDON)
    return f"{local.day} {local:%B %Y}"


def _whose(entry: Entry) -> str:
    who = SPEAKERS.get(entry.speaker, entry.speaker.replace("_", " ").capitalize() or "Client")
    match entry.voice:
        case Voice.EXACT:
            return f"{who}, exact words"
        case Voice.OBSERVATION:
            return "Seen or heard by the practitioner"
        case Voice.OPINION:
            return "Opinion of the practitioner"
        case _:
            return f"{who}, as reported, not word for word"


def _spoken(entry: Entry, language: Language) -> Iterator[tuple[int, int]]:
    if entry.voice is not Voice.EXACT:
        return
    spans = [span for span in language.quotations(entry.text) if span[0] < span[1]]
    yield from spans or [(0, len(entry.text))]


def _plain(entry: Entry, start: int, end: int) -> tuple[Piece, ...]:
    """The text between quotations, without the marks that touch them."""
    text = entry.text
    quoted = entry.voice is Voice.EXACT
    if quoted and start < end and start > 0 and is_mark(text[start]):
        start += 1
    if quoted and start < end < len(text) and is_mark(text[end - 1]):
        end -= 1
    return (plain(text[start:end], entry.seq),) if start < end else ()
