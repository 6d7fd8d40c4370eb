"""Rendering to HTML: one page that stands alone, for the screen and for paper."""

from html import escape
from itertools import groupby

from bot.application.documents import Document, Field, Line, Piece, Quotation, Role, Section, Table
from bot.application.documents.document import Block, Blocks
from bot.application.documents.marks import without_double_marks
from bot.application.documents.printing import printable

_TAGS = {Role.SUBHEADING: "h3"}
_STYLE = """
@page { size: A4; margin: 20mm }
body { font: 11pt/1.4 Arial, sans-serif; color: #1a1a1a; max-width: 170mm; margin: 0 auto; padding: 5mm }
h1 { font-size: 18pt } h2 { font-size: 13pt; margin-top: 8mm } h3 { font-size: 11pt; margin: 4mm 0 1mm }
table { border-collapse: collapse; width: 100% }
th, td { border: 1px solid #777; padding: 1.5mm 2mm; text-align: left; vertical-align: top }
th[scope=row] { width: 30%; background: #ededed } thead { display: table-header-group }
p { margin: 0 0 1.5mm; white-space: pre-wrap; overflow-wrap: anywhere }
.lead { font-size: 9pt; color: #4d4d4d; margin: 1mm 0 0 } .words { margin-left: 5mm }
.quotation { unicode-bidi: isolate } .status { font-weight: bold }
.bullet::before { content: '\\2022\\00a0' }
.header { font-weight: bold; border-bottom: 1px solid #777 }
@media print { body { display: table } .header { display: table-header-group } }
"""


def render_html(document: Document) -> str:
    """The document as an HTML page. Nothing recorded is ever markup.

    Every quotation is a ``span`` of class ``quotation`` that names its entry and the slice of it, between
    “ and ”. The tab's title is the neutral file name. Characters that XML forbids are shown as U+FFFD.
    """
    header = f'<p class="header">{_text(document.header)}</p>' if document.header else ""
    locked = f'<p class="status">{_text(document.locked)}</p>' if document.locked else ""
    return (
        '<!doctype html>\n<html lang="en-GB">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{_text(document.file_name)}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n"
        f"{header}<main>\n<h1>{_text(document.title)}</h1>\n"
        f'<p class="status">{_text(document.status)}</p>{locked}\n'
        f"{''.join(_section(section) for section in document.sections)}"
        f"{_blocks(document.notes)}</main>\n</body>\n</html>\n"
    )


def _section(section: Section) -> str:
    bare = {field.label for field in section.fields if len(section.fields) == 1} | {section.heading, ""}
    runs = groupby(section.fields, key=lambda field: field.wide)
    body = "".join(_wide(tuple(run), bare) if wide else _rows(tuple(run)) for wide, run in runs)
    return f"<section>\n<h2>{_text(section.heading)}</h2>\n{body}</section>\n"


def _wide(fields: tuple[Field, ...], bare: set[str]) -> str:
    """Fields across the page, each under its label unless the heading says it already."""
    heads = ("" if field.label in bare else f"<h3>{_text(field.label)}</h3>\n" for field in fields)
    return "".join(head + _blocks(field.blocks) for head, field in zip(heads, fields, strict=True))


def _rows(fields: tuple[Field, ...]) -> str:
    """Fields that follow one another, in one table: the label, then what it says."""
    rows = (
        f'<tr><th scope="row">{_text(field.label)}</th><td>{_blocks(field.blocks)}</td></tr>\n'
        for field in fields
    )
    return f"<table>\n{''.join(rows)}</table>\n"


def _blocks(blocks: Blocks) -> str:
    return "".join(_block(block) for block in blocks)


def _block(block: Block) -> str:
    return _line(block) if isinstance(block, Line) else _table(block)


def _line(line: Line) -> str:
    tag = _TAGS.get(line.role, "p")
    return f'<{tag} class="{line.role}">{"".join(_piece(piece) for piece in line.pieces)}</{tag}>\n'


def _piece(piece: Piece) -> str:
    if not isinstance(piece, Quotation):
        return _text(piece.text)
    where = f'data-entry="{piece.entry}" data-start="{piece.start}" data-end="{piece.end}"'
    return f'\u201c<span class="quotation" dir="auto" {where}>{_escaped(piece.text)}</span>\u201d'


def _table(table: Table) -> str:
    head = "".join(f'<th scope="col">{_text(text)}</th>' for text in table.head)
    rows = "".join(f"<tr>{''.join(f'<td>{_blocks(cell)}</td>' for cell in row)}</tr>\n" for row in table.rows)
    return f"<table>\n<thead><tr>{head}</tr></thead>\n<tbody>\n{rows}</tbody>\n</table>\n"


def _text(text: str) -> str:
    return _escaped(without_double_marks(text))


def _escaped(text: str) -> str:
    """``text`` as character data. A carriage return is written out, or a parser would make it a line feed."""
    return escape(printable(text), quote=True).replace("\r", "&#13;")
