"""Rendering to Word: the template's layout, the document's words."""

from io import BytesIO
from pathlib import Path

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.part import XmlPart
from docxtpl import DocxTemplate

from bot.adapters.documents.places import contents, fill, keep_rows_whole, mark, places
from bot.adapters.documents.styles import add_styles
from bot.adapters.documents.templates import ENVIRONMENT, template_of
from bot.adapters.documents.word import Setter
from bot.application.documents import LAYOUTS, Document
from bot.application.documents.printing import printable

_EDGES = frozenset({RELATIONSHIP_TYPE.HEADER, RELATIONSHIP_TYPE.FOOTER})
_TWENTIETHS = 635
"""English Metric Units in a twentieth of a point."""


def render_docx(document: Document, templates_dir: Path | None = None) -> bytes:
    """The document as a Word file, in the organisation's own template where ``templates_dir`` holds one.

    Raises TemplateError where that template cannot be used. Every quotation is a run in the style
    ``Quotation``, between “ and ”; characters that XML forbids are shown as U+FFFD.
    """
    template = DocxTemplate(BytesIO(template_of(document.id, templates_dir)))
    template.render({place: mark(place) for place in places(LAYOUTS[document.id])}, ENVIRONMENT)
    add_styles(template.docx)
    _fill(template, document)
    _name(template, document)
    return _saved(template)


def _fill(template: DocxTemplate, document: Document) -> None:
    word = template.docx
    section = word.sections[0]
    width = (section.page_width - section.left_margin - section.right_margin) // _TWENTIETHS
    setter, found = Setter(word, width), contents(document)
    fill(word.element, found, setter)
    keep_rows_whole(word.element)
    for relation in word.part.rels.values():
        if relation.reltype in _EDGES and isinstance(relation.target_part, XmlPart):
            fill(relation.target_part.element, found, setter)


def _name(template: DocxTemplate, document: Document) -> None:
    """What the file says of itself gives nothing away either."""
    properties = template.docx.core_properties
    properties.title = printable(document.file_name)[:255]
    properties.author = properties.subject = properties.keywords = properties.comments = ""
    properties.last_modified_by = ""
    properties.language = "en-GB"


def _saved(template: DocxTemplate) -> bytes:
    out = BytesIO()
    template.save(out)
    return out.getvalue()
