"""A drafted document as a plain value: sections of fields, with every quotation tied to the record.

A renderer turns a ``Document`` into Word or HTML and decides nothing. Words reach it in one of two shapes:
``Quotation``, a slice of an entry in somebody's exact words, and ``Plain``, everything else. A ``Plain``
that holds a double quotation mark cannot be made, so nothing else can stand in quotation marks (SDC-029).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.application.documents.marks import has_double_mark, without_double_marks


class Role(StrEnum):
    """What a line is on the page."""

    VALUE = "value"
    LEAD = "lead"
    WORDS = "words"
    BULLET = "bullet"
    SUBHEADING = "subheading"


@dataclass(frozen=True, slots=True)
class Plain:
    """Text outside quotation marks. ``entry`` is where it was typed, ``None`` for our own or a pack's text.

    Raises ValueError where ``text`` holds a double quotation mark: make it with ``plain``.
    """

    text: str
    entry: int | None = None

    def __post_init__(self) -> None:
        if has_double_mark(self.text):
            raise ValueError("text outside a quotation cannot hold a double quotation mark")


@dataclass(frozen=True, slots=True)
class Quotation:
    """Characters ``start`` to ``end`` of entry ``entry``, whose voice is exact: the speaker's own words."""

    text: str
    entry: int
    start: int
    end: int


Piece = Plain | Quotation


@dataclass(frozen=True, slots=True)
class Line:
    """One paragraph: its pieces in order."""

    pieces: tuple[Piece, ...]
    role: Role = Role.VALUE


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells under a row of headings; a cell is a run of lines, never an empty one.

    ``shares`` says how the width is shared between the columns, in hundredths.
    """

    head: tuple[str, ...]
    rows: tuple[tuple[tuple[Line, ...], ...], ...]
    shares: tuple[int, ...]


Block = Line | Table
Blocks = tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Field:
    """One field: ``id`` is its placeholder in a template. ``wide`` fields stand across the page."""

    id: str
    label: str
    blocks: Blocks
    wide: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and the fields under it."""

    heading: str
    fields: tuple[Field, ...]


@dataclass(frozen=True, slots=True)
class Approval:
    """Who approved a document, and when (aware)."""

    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Document:
    """A document, ready to be rendered.

    ``file_name`` has no ending and gives nothing away; it is also the title of a browser tab. ``status``
    says that it is a draft, or who approved it and when. ``header`` stands on every page. ``locked`` says
    why the document may not go out yet, or is empty. ``notes`` come last.
    """

    id: str
    title: str
    file_name: str
    status: str
    header: str
    locked: str
    sections: tuple[Section, ...]
    notes: tuple[Line, ...] = ()

    def fields(self) -> Iterator[Field]:
        """Every field, in the order of the page."""
        return (field for section in self.sections for field in section.fields)

    def pieces(self) -> Iterator[Piece]:
        """Every piece of text in the fields and notes, in the order of the page."""
        for field in self.fields():
            for line in lines(field.blocks):
                yield from line.pieces
        for line in self.notes:
            yield from line.pieces


def lines(blocks: Blocks) -> Iterator[Line]:
    """Every line of ``blocks``, those in table cells too."""
    for block in blocks:
        if isinstance(block, Line):
            yield block
        else:
            yield from (line for row in block.rows for cell in row for line in cell)


def plain(text: str, entry: int | None = None) -> Plain:
    """``text`` outside quotation marks: each double mark becomes an apostrophe."""
    return Plain(without_double_marks(text), entry)


def line(text: str, role: Role = Role.VALUE, entry: int | None = None) -> Line:
    """A paragraph of plain text."""
    return Line((plain(text, entry),), role)
