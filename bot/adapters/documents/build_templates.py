"""Builds the program's own Word templates: ``python -m bot.adapters.documents.build_templates``.

They come from the layouts alone; the same layouts give the same files. Each is plain Word with real
styles: open it, move things about, save it under the same name in a folder of your own.
"""

from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx import Document as open_word
from docx.document import Document as Word
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt
from docx.styles.style import ParagraphStyle
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

from bot.adapters.documents import styles
from bot.adapters.documents.templates import OURS
from bot.application.documents import LAYOUTS
from bot.application.documents.layout import Ask, Layout, Part

LABEL_WIDTH, VALUE_WIDTH = Cm(5.2), Cm(11.8)
BUILT_AT = datetime(2026, 1, 1, tzinfo=UTC)
SHADE = "EDEDED"


def build(layout: Layout) -> bytes:
    """The template of one document as a Word file."""
    word = open_word()
    styles.add_styles(word)
    _page(word)
    _look(word)
    _edges(word, layout)
    word.add_paragraph("{{ title }}", style="Heading 1")
    word.add_paragraph("{{ status }}", style=styles.STATUS)
    word.add_paragraph("{{ locked }}", style=styles.STATUS)
    for part in layout.parts:
        _part(word, part)
    word.add_paragraph("{{ notes }}", style=styles.LEAD)
    return _repeatable(word)


def main() -> None:
    """Write every template beside this module."""
    OURS.mkdir(exist_ok=True)
    for layout in LAYOUTS.values():
        (Path(OURS) / f"{layout.id}.docx").write_bytes(build(layout))


def _page(word: Word) -> None:
    section = word.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2)
    section.top_margin, section.bottom_margin = Cm(2.6), Cm(2)
    section.header_distance = section.footer_distance = Cm(1)


def _look(word: Word) -> None:
    """One plain typeface in ink that prints, and headings that Word's navigation shows."""
    for name, size in (("Normal", 11), ("Heading 1", 18), ("Heading 2", 13), ("Heading 3", 11)):
        style = word.styles[name]
        assert isinstance(style, ParagraphStyle)
        style.font.name, style.font.size, style.font.color.rgb = "Arial", Pt(size), styles.INK
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for old in [key for key in fonts.attrib if "Theme" in key]:
            del fonts.attrib[old]
        for kind in ("ascii", "hAnsi", "cs", "eastAsia"):
            fonts.set(qn(f"w:{kind}"), "Arial")
    normal = word.styles["Normal"]
    assert isinstance(normal, ParagraphStyle)
    normal.paragraph_format.space_after = Pt(3)
    _language(normal)


def _language(style: ParagraphStyle) -> None:
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "en-GB")
    style.element.get_or_add_rPr().append(language)


def _edges(word: Word, layout: Layout) -> None:
    section = word.sections[0]
    header = section.header.paragraphs[0]
    header.style = word.styles[styles.STATUS]
    header.text = "{{ header }}"
    if not layout.client_holds:
        section.header.add_paragraph("{{ status }}", style=styles.STATUS)
    footer = section.footer.paragraphs[0]
    footer.style = word.styles[styles.LEAD]
    footer.add_run("Page ")
    _counter(footer, "PAGE")
    footer.add_run(" of ")
    _counter(footer, "NUMPAGES")


def _counter(paragraph: Paragraph, code: str) -> None:
    counter = OxmlElement("w:fldSimple")
    counter.set(qn("w:instr"), code)
    run = OxmlElement("w:r")
    text = OxmlElement("w:t")
    text.text = "1"
    run.append(text)
    counter.append(run)
    paragraph._p.append(counter)


def _part(word: Word, part: Part) -> None:
    word.add_heading(part.heading, level=2)
    table: Table | None = None
    for ask in part.asks:
        if ask.wide:
            table = None
            _wide(word, ask, alone=len(part.asks) == 1 or ask.label == part.heading)
        else:
            table = table or _table(word)
            _row(table, ask)


def _wide(word: Word, ask: Ask, *, alone: bool) -> None:
    if ask.label and not alone:
        word.add_paragraph(ask.label, style=styles.LABEL).paragraph_format.keep_with_next = True
    word.add_paragraph(_place(ask))


def _table(word: Word) -> Table:
    table: Table = word.add_table(rows=0, cols=2, style=styles.TABLE)
    table.alignment = WD_TABLE_ALIGNMENT.LEFT
    table.autofit = False
    table.columns[0].width, table.columns[1].width = LABEL_WIDTH, VALUE_WIDTH
    return table


def _row(table: Table, ask: Ask) -> None:
    label, value = table.add_row().cells  # type: ignore[no-untyped-call]
    label.width, value.width = LABEL_WIDTH, VALUE_WIDTH
    label.paragraphs[0].text, value.paragraphs[0].text = ask.label, _place(ask)
    label.paragraphs[0].style = styles.LABEL
    _shade(label)


def _shade(cell: _Cell) -> None:
    shade = OxmlElement("w:shd")
    shade.set(qn("w:val"), "clear")
    shade.set(qn("w:fill"), SHADE)
    cell._tc.get_or_add_tcPr().append(shade)


def _place(ask: Ask) -> str:
    return f"{{{{ {ask.id} }}}}"


def _repeatable(word: Word) -> bytes:
    """The file with fixed dates, so that nothing but the layouts changes it."""
    properties = word.core_properties
    properties.created = properties.modified = BUILT_AT
    properties.author = properties.title = properties.comments = properties.last_modified_by = ""
    raw, out = BytesIO(), BytesIO()
    word.save(raw)
    with ZipFile(raw) as source, ZipFile(out, "w", ZIP_DEFLATED) as target:
        for name in source.namelist():
            info = ZipInfo(name, BUILT_AT.timetuple()[:6])
            target.writestr(info, source.read(name), ZIP_DEFLATED)
    return out.getvalue()


if __name__ == "__main__":
    main()
