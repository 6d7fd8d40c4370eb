"""The places in a Word template: found through docxtpl as marks, then filled with the document's own text.

docxtpl only ever sees a mark in each place. What a person typed is put in afterwards, as text in Word's own
elements, so that nothing recorded is ever read as template code and nothing in it is rewritten.
"""

import re
from collections.abc import Iterator, Mapping

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

from bot.adapters.documents.word import SPLIT_OVER, Setter
from bot.application.documents.document import Blocks, Document, Line, Piece, Role, lines, plain
from bot.application.documents.layout import Layout

FRAME = ("title", "status", "header", "locked", "notes")
"""The places of every document, beside its own fields."""
_MARK = re.compile("\ue000([a-z0-9_]+)\ue001")


def places(layout: Layout) -> tuple[str, ...]:
    """Every place that a template of ``layout`` has to have."""
    return (*FRAME, *(ask.id for ask in layout.fields()))


def mark(place: str) -> str:
    """What docxtpl writes in a place."""
    return f"\ue000{place}\ue001"


def contents(document: Document) -> Mapping[str, Blocks]:
    """What goes into each place."""
    frame = {name: _line(getattr(document, name)) for name in FRAME[:-1]}
    return {**frame, "notes": document.notes, **{field.id: field.blocks for field in document.fields()}}


def fill(root: BaseOxmlElement, found: Mapping[str, Blocks], setter: Setter) -> None:
    """Each mark under ``root`` is replaced by its blocks, in the look of the paragraph it stood in."""
    for paragraph in list(root.iter(qn("w:p"))):
        text = "".join(node.text or "" for node in paragraph.iter(qn("w:t")))
        if alone := _MARK.fullmatch(text.strip()):
            _replace(paragraph, found[alone[1]], setter)
        elif _MARK.search(text):
            _fill_inside(paragraph, found, setter)


def keep_rows_whole(root: BaseOxmlElement) -> None:
    """A short row of the template is not parted by a page's end; a long one is."""
    for row in root.iter(qn("w:tr")):
        length = sum(len(node.text or "") for node in row.iter(qn("w:t")))
        if row.find(qn("w:trPr")) is None and length <= SPLIT_OVER:
            properties = OxmlElement("w:trPr")
            properties.append(OxmlElement("w:cantSplit"))
            row.insert(0, properties)


def _replace(paragraph: BaseOxmlElement, blocks: Blocks, setter: Setter) -> None:
    """The paragraph becomes the blocks; a cell or a header that would be left empty keeps an empty one."""
    for element in setter.blocks(blocks, paragraph):
        paragraph.addprevious(element)
    parent = paragraph.getparent()
    parent.remove(paragraph)
    if parent.tag != qn("w:body") and (not len(parent) or parent[-1].tag != qn("w:p")):
        parent.append(OxmlElement("w:p"))


def _fill_inside(paragraph: BaseOxmlElement, found: Mapping[str, Blocks], setter: Setter) -> None:
    """Marks within other text become runs of the same paragraph, lines parted by line breaks."""
    for run in list(paragraph.iter(qn("w:r"))):
        text = "".join(node.text or "" for node in run.iter(qn("w:t")))
        if not _MARK.search(text):
            continue
        for n, part in enumerate(_MARK.split(text)):
            pieces = _inline(found[part]) if n % 2 else Line((plain(part),))
            for each in setter.runs(pieces, run):
                run.addprevious(each)
        run.getparent().remove(run)


def _inline(blocks: Blocks) -> Line:
    return Line(tuple(piece for n, line in enumerate(lines(blocks)) for piece in _after(n, line)))


def _after(n: int, line: Line) -> Iterator[Piece]:
    if n:
        yield plain("\n")
    yield from line.pieces


def _line(text: str) -> Blocks:
    return (Line((plain(text),), Role.VALUE),) if text else ()
