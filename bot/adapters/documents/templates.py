"""Finding a document's Word template and checking it before it is used."""

import re
from functools import cache
from io import BytesIO
from pathlib import Path
from zipfile import BadZipFile

from docx import Document as open_word
from docx.opc.exceptions import OpcError
from docx.oxml.ns import qn
from docx.section import Section, _BaseHeaderFooter
from docxtpl import DocxTemplate
from jinja2 import TemplateSyntaxError
from jinja2.sandbox import SandboxedEnvironment

from bot.adapters.documents.places import places
from bot.application.documents import LAYOUTS
from bot.safeguarding.errors import TemplateError

OURS = Path(__file__).parent / "templates"
ENVIRONMENT = SandboxedEnvironment(autoescape=True)
_CODE = re.compile(r"\{[{%#].*?[}%#]\}", re.DOTALL)
_PLACE = re.compile(r"\{\{\s*[a-z0-9_]+\s*\}\}")


def template_of(document_id: str, templates_dir: Path | None = None) -> bytes:
    """The organisation's template of a document where it has one, else ours.

    Raises TemplateError where the organisation's own misses a place, names one that the document does not
    have, holds template code, or is not a Word document.
    """
    own = templates_dir / f"{document_id}.docx" if templates_dir else None
    if own is None or not own.is_file():
        return _ours(document_id)
    content = own.read_bytes()
    check(content, document_id, own.name)
    return content


def check(content: bytes, document_id: str, name: str) -> None:
    """Raises TemplateError, with every fault in one sentence or two, where the template cannot be used."""
    try:
        found, code = _read(content)
    except (BadZipFile, OpcError, KeyError, ValueError, TemplateSyntaxError) as fault:
        raise TemplateError(
            f"The template {name} cannot be read as a Word document with places like {{{{ client_name }}}}. "
            "Save it again as .docx in Word, or take it away and the program's own is used."
        ) from fault
    faults = _faults(found, code, frozenset(places(LAYOUTS[document_id])))
    if faults:
        raise TemplateError(
            f"The template {name} cannot be used. {' '.join(faults)} "
            "Or take the file away and the program's own is used."
        )


def _faults(found: frozenset[str], code: tuple[str, ...], wanted: frozenset[str]) -> list[str]:
    faults = []
    if missing := sorted(wanted - found):
        faults.append(f"It has no place for {', '.join(missing)}: write each once as {{{{ {missing[0]} }}}}.")
    if unknown := sorted(found - wanted):
        faults.append(f"It names {', '.join(unknown)}, which this document does not have: take it out.")
    if code:
        faults.append(f"It holds {', '.join(code)}: only places like {{{{ client_name }}}} are allowed.")
    return faults


def _read(content: bytes) -> tuple[frozenset[str], tuple[str, ...]]:
    """The places a template names, and anything in it that is template code but not a place."""
    text = "\n".join(_texts(content))
    code = tuple(dict.fromkeys(each for each in _CODE.findall(text) if not _PLACE.fullmatch(each)))
    if code:
        return frozenset(re.findall(r"\{\{\s*([a-z0-9_]+)\s*\}\}", text)), code
    names = DocxTemplate(BytesIO(content)).get_undeclared_template_variables(ENVIRONMENT)
    return frozenset(names), ()


def _texts(content: bytes) -> list[str]:
    """The text of each paragraph of the body, the headers and the footers."""
    word = open_word(BytesIO(content))
    parts = [word.element, *(each._element for s in word.sections for each in _edges(s))]
    return ["".join(t.text or "" for t in p.iter(qn("w:t"))) for part in parts for p in part.iter(qn("w:p"))]


def _edges(section: Section) -> list[_BaseHeaderFooter]:
    names = (
        "header",
        "footer",
        "first_page_header",
        "first_page_footer",
        "even_page_header",
        "even_page_footer",
    )
    return [getattr(section, name) for name in names]


@cache
def _ours(document_id: str) -> bytes:
    return (OURS / f"{document_id}.docx").read_bytes()
