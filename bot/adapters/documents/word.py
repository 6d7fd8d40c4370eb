"""A document's lines and tables as Word elements. Text is never read as a template."""

import re
from collections.abc import Iterator, Mapping
from copy import deepcopy

from docx.document import Document as Word
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

from bot.adapters.documents import styles
from bot.application.documents.document import Blocks, Line, Piece, Quotation, Role, Table
from bot.application.documents.printing import printable

ROLE_STYLES: Mapping[Role, str] = {
    Role.VALUE: "",
    Role.LEAD: styles.LEAD,
    Role.WORDS: styles.WORDS,
    Role.BULLET: styles.BULLET,
    Role.SUBHEADING: styles.SUBHEADING,
}
KEPT_WITH_NEXT = frozenset({Role.LEAD, Role.SUBHEADING})
SPLIT_OVER = 600
"""A row of more characters than this may run over a page; a shorter one is kept whole."""
_BREAKS = re.compile("([\t\n])")


class Setter:
    """Sets blocks in the styles of one Word document."""

    def __init__(self, word: Word, width: int) -> None:
        """``width`` is that of the text area, in twentieths of a point."""
        self._ids = {style.name: style.style_id for style in word.styles}
        self._width = width

    def blocks(self, blocks: Blocks, like: BaseOxmlElement | None) -> Iterator[BaseOxmlElement]:
        """A paragraph or a table for each block; plain lines take the look of the paragraph ``like``."""
        for block in blocks:
            yield self.paragraph(block, like) if isinstance(block, Line) else self._table(block)
            if isinstance(block, Table):
                yield OxmlElement("w:p")

    def paragraph(self, line: Line, like: BaseOxmlElement | None = None) -> BaseOxmlElement:
        """One line as a paragraph."""
        found = OxmlElement("w:p")
        found.append(self._properties(line.role, like))
        for run in self.runs(line):
            found.append(run)
        return found

    def runs(self, line: Line, like: BaseOxmlElement | None = None) -> Iterator[BaseOxmlElement]:
        """The runs of a line: each quotation in a run of its own, between runs that hold its marks."""
        for piece in line.pieces:
            if isinstance(piece, Quotation):
                yield self._run("\u201c", like)
                yield self._quotation(piece)
                yield self._run("\u201d", like)
            else:
                yield self._run(piece.text, like)

    def _quotation(self, piece: Piece) -> BaseOxmlElement:
        run = self._run(piece.text, None)
        run.insert(0, _with(OxmlElement("w:rPr"), _valued("w:rStyle", self._ids[styles.QUOTATION])))
        return run

    def _run(self, text: str, like: BaseOxmlElement | None) -> BaseOxmlElement:
        run = OxmlElement("w:r")
        if like is not None and like.find(qn("w:rPr")) is not None:
            run.append(deepcopy(like.find(qn("w:rPr"))))
        for part in _BREAKS.split(printable(text)):
            if part:
                run.append(_text(part))
        return run

    def _properties(self, role: Role, like: BaseOxmlElement | None) -> BaseOxmlElement:
        if role is Role.VALUE and like is not None and like.find(qn("w:pPr")) is not None:
            own: BaseOxmlElement = deepcopy(like.find(qn("w:pPr")))
            return own
        found = OxmlElement("w:pPr")
        if name := ROLE_STYLES[role]:
            found.append(_valued("w:pStyle", self._ids[name]))
        if role in KEPT_WITH_NEXT:
            found.append(OxmlElement("w:keepNext"))
        return found

    def _table(self, table: Table) -> BaseOxmlElement:
        found = OxmlElement("w:tbl")
        found.append(self._table_properties())
        widths = tuple(self._width * share // 100 for share in table.shares)
        found.append(_with(OxmlElement("w:tblGrid"), *(_column(width) for width in widths)))
        found.append(self._heading_row(table.head, widths))
        for row in table.rows:
            found.append(self._row(row, widths))
        return found

    def _row(self, row: tuple[tuple[Line, ...], ...], widths: tuple[int, ...]) -> BaseOxmlElement:
        pairs = zip(row, widths, strict=True)
        cells = (self._cell([self.paragraph(line) for line in cell], width) for cell, width in pairs)
        length = sum(len(piece.text) for cell in row for line in cell for piece in line.pieces)
        kept = [OxmlElement("w:cantSplit")] if length <= SPLIT_OVER else []
        return _with(OxmlElement("w:tr"), _with(OxmlElement("w:trPr"), *kept), *cells)

    def _table_properties(self) -> BaseOxmlElement:
        layout = OxmlElement("w:tblLayout")
        layout.set(qn("w:type"), "fixed")
        style = _valued("w:tblStyle", self._ids.get(styles.TABLE, ""))
        return _with(OxmlElement("w:tblPr"), style, _width("w:tblW", self._width), layout)

    def _heading_row(self, head: tuple[str, ...], widths: tuple[int, ...]) -> BaseOxmlElement:
        """The row of headings, repeated on each page that the table runs over."""
        row = _with(
            OxmlElement("w:tr"),
            _with(OxmlElement("w:trPr"), OxmlElement("w:cantSplit"), OxmlElement("w:tblHeader")),
        )
        for text, width in zip(head, widths, strict=True):
            paragraph = OxmlElement("w:p")
            paragraph.append(_with(OxmlElement("w:pPr"), _valued("w:pStyle", self._ids[styles.LABEL])))
            paragraph.append(self._run(text, None))
            row.append(self._cell([paragraph], width))
        return row

    def _cell(self, paragraphs: list[BaseOxmlElement], width: int) -> BaseOxmlElement:
        return _with(OxmlElement("w:tc"), _with(OxmlElement("w:tcPr"), _width("w:tcW", width)), *paragraphs)


def _text(part: str) -> BaseOxmlElement:
    if part == "\t":
        return OxmlElement("w:tab")
    if part == "\n":
        return OxmlElement("w:br")
    found = OxmlElement("w:t")
    found.text = part
    found.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return found


def _valued(tag: str, value: str) -> BaseOxmlElement:
    found = OxmlElement(tag)
    found.set(qn("w:val"), value)
    return found


def _width(tag: str, width: int) -> BaseOxmlElement:
    found = OxmlElement(tag)
    found.set(qn("w:w"), str(width))
    found.set(qn("w:type"), "dxa")
    return found


def _column(width: int) -> BaseOxmlElement:
    found = OxmlElement("w:gridCol")
    found.set(qn("w:w"), str(width))
    return found


def _with(parent: BaseOxmlElement, *parts: BaseOxmlElement) -> BaseOxmlElement:
    for part in parts:
        parent.append(part)
    return parent
