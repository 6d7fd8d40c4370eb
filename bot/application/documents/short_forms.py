"""Short forms are spelt out at first use (KMP-004). Nothing that a person typed is changed: it is glossed."""

import re
from collections.abc import Iterable
from dataclasses import replace

from bot.application.documents.document import Block, Blocks, Line, Piece, Plain, Section, line, plain

SHORT_FORMS = {
    "MARAC": "multi-agency risk assessment conference",
    "IDVA": "independent domestic violence adviser",
    "ISVA": "independent sexual violence adviser",
    "DSO": "designated safeguarding officer",
    "MASH": "multi-agency safeguarding hub",
    "LADO": "local authority designated officer",
    "DAVSS": "Domestic Abuse Volunteer Support Services",
    "KCC": "Kent County Council",
    "KIDAS": "Kent Integrated Domestic Abuse Service",
    "MDAS": "Medway Domestic Abuse Service",
    "SARC": "sexual assault referral centre",
    "MARF": "multi-agency referral form",
    "DASH": "domestic abuse, stalking and harassment risk checklist",
    "Dash": "domestic abuse, stalking and harassment risk checklist",
    "DVPO": "domestic violence protection order",
    "DAPO": "domestic abuse protection order",
    "GP": "general practitioner",
    "NHS": "National Health Service",
    "GDPR": "General Data Protection Regulation",
}
_FORM = re.compile(r"(?<!\w)(" + "|".join(SHORT_FORMS) + r")(?!\w)")


class Speller:
    """Spells out each short form of ours and the packs' at first use, in reading order."""

    def __init__(self) -> None:
        self._explained: set[str] = set()
        self._typed: dict[str, None] = {}

    def sentence(self, text: str) -> str:
        """``text`` with short forms spelt out, beginning with a capital."""
        whole = self._text(text)
        return whole[:1].upper() + whole[1:]

    def sections(self, sections: Iterable[Section]) -> tuple[Section, ...]:
        """The sections with short forms spelt out; what a person typed and labels stay as they are."""
        return tuple(self._section(section) for section in sections)

    def gloss(self) -> tuple[Line, ...]:
        """A line for each short form that was typed and not explained so far."""
        left = [form for form in self._typed if form not in self._explained]
        return tuple(line(f"{form}: {SHORT_FORMS[form]}") for form in left)

    def _text(self, text: str) -> str:
        return _FORM.sub(self._first_use, text)

    def _section(self, section: Section) -> Section:
        fields = tuple(replace(field, blocks=self._blocks(field.blocks)) for field in section.fields)
        return replace(section, fields=fields)

    def _blocks(self, blocks: Blocks) -> Blocks:
        return tuple(self._block(block) for block in blocks)

    def _block(self, block: Block) -> Block:
        if isinstance(block, Line):
            return self._line(block)
        rows = tuple(tuple(tuple(self._line(each) for each in cell) for cell in row) for row in block.rows)
        return replace(block, rows=rows)

    def _line(self, found: Line) -> Line:
        return replace(found, pieces=tuple(self._piece(piece) for piece in found.pieces))

    def _piece(self, piece: Piece) -> Piece:
        if isinstance(piece, Plain) and piece.entry is None:
            return plain(self._text(piece.text))
        self._typed |= dict.fromkeys(_FORM.findall(piece.text))
        return piece

    def _first_use(self, found: re.Match[str]) -> str:
        form = found[1]
        if form in self._explained:
            return form
        self._explained |= {form, form.upper(), form.capitalize()} & SHORT_FORMS.keys()
        before, after = found.string[: found.start()], found.string[found.end() :]
        explained = before.endswith("(") or after.startswith(" (")
        return form if explained else f"{SHORT_FORMS[form]} ({form})"
