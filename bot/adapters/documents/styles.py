"""The Word styles that rendered text is set in. An organisation's template keeps its own."""

from docx.document import Document as Word
from docx.enum.style import WD_STYLE_TYPE
from docx.shared import Cm, Pt, RGBColor
from docx.styles.style import CharacterStyle, ParagraphStyle

QUOTATION = "Quotation"
LEAD = "Heard Lead"
WORDS = "Heard Words"
BULLET = "List Bullet"
SUBHEADING = "Heading 3"
TABLE = "Table Grid"
LABEL = "Heard Label"
STATUS = "Heard Status"
INK = RGBColor(0x1A, 0x1A, 0x1A)


def add_styles(word: Word) -> None:
    """Every style the renderer sets text in is in ``word``; those that were there stay as they were."""
    _character(word, QUOTATION)
    _paragraph(word, LEAD, size=9, before=4, after=0, bold=False).font.color.rgb = RGBColor(0x4D, 0x4D, 0x4D)
    _paragraph(word, WORDS, size=11, before=0, after=6, bold=False).paragraph_format.left_indent = Cm(0.5)
    _paragraph(word, LABEL, size=10, before=2, after=2, bold=True)
    _paragraph(word, STATUS, size=9, before=0, after=0, bold=True)
    _paragraph(word, BULLET, size=11, before=0, after=2, bold=False)
    _paragraph(word, SUBHEADING, size=11, before=6, after=2, bold=True)


def _character(word: Word, name: str) -> CharacterStyle:
    known = name in word.styles
    found = word.styles[name] if known else word.styles.add_style(name, WD_STYLE_TYPE.CHARACTER)
    assert isinstance(found, CharacterStyle)
    return found


def _paragraph(
    word: Word, name: str, *, size: float, before: float, after: float, bold: bool
) -> ParagraphStyle:
    if name in word.styles:
        found = word.styles[name]
        assert isinstance(found, ParagraphStyle)
        return found
    style = word.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    assert isinstance(style, ParagraphStyle)
    style.base_style = word.styles.default(WD_STYLE_TYPE.PARAGRAPH)
    style.font.size, style.font.bold = Pt(size), bold
    style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)
    return style
