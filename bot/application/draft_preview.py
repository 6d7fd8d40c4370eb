"""A drafted document for the screen: its parts in order, with every quotation marked and tied to its entry."""

from collections.abc import Iterator
from typing import Any

from bot.application.documents.document import Block, Document, Field, Line, Piece, Quotation, Role, Table
from bot.safeguarding.case import Case

Json = dict[str, Any]


def preview(document: Document, case: Case) -> Json:
    """``{"title", "status", "header", "locked", "parts": [{"heading", "blocks"}]}``.

    A block is ``{"text", "role", "seq"}``, ``{"label", "text"}`` or ``{"quote", "seq", "start", "end", "at",
    "speaker"}``. A quote is characters ``start`` to ``end`` of the entry ``seq`` of ``case``, which was
    recorded at ``at``; text is never one. A row of a table is its last cell under the others as its label.
    """
    parts = [
        {"heading": section.heading, "blocks": [b for f in section.fields for b in _field(f, case)]}
        for section in document.sections
    ]
    notes = [block for line in document.notes for block in _line(line, case)]
    return {
        "title": document.title,
        "status": document.status,
        "header": document.header,
        "locked": document.locked,
        "parts": [*parts, *([{"heading": "", "blocks": notes}] if notes else [])],
    }


def _field(field: Field, case: Case) -> Iterator[Json]:
    blocks = [each for block in field.blocks for each in _block(block, case)]
    return _labelled(field.label, blocks)


def _labelled(label: str, blocks: list[Json]) -> Iterator[Json]:
    """The blocks under a label; where it is one plain text, on the label's own block."""
    if len(blocks) == 1 and "text" in blocks[0] and "label" not in blocks[0]:
        yield {"label": label, "text": blocks[0]["text"]}
    else:
        yield {"label": label, "text": ""}
        yield from blocks


def _block(block: Block, case: Case) -> Iterator[Json]:
    if not isinstance(block, Table):
        yield from _line(block, case)
        return
    for row in block.rows:
        *first, last = row
        label = " · ".join("".join(p.text for line in cell for p in line.pieces) for cell in first)
        pieces = [piece for line in last for piece in _line(line, case)]
        yield from _labelled(label, pieces) if label else pieces


def _line(line: Line, case: Case) -> Iterator[Json]:
    for piece in line.pieces:
        if piece.text:
            yield _piece(piece, line.role, case)


def _piece(piece: Piece, role: Role, case: Case) -> Json:
    if not isinstance(piece, Quotation):
        return {"text": piece.text, "role": role.value, "seq": piece.entry}
    entry = case.entries[piece.entry - 1]
    return {
        "quote": piece.text,
        "seq": piece.entry,
        "start": piece.start,
        "end": piece.end,
        "at": entry.at.isoformat(timespec="seconds"),
        "speaker": entry.speaker,
    }
