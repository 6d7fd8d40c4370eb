"""A case under each organisation's own pack, and what its documents say of it."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

from bot.adapters.calendar import EnglandCalendar
from bot.adapters.packs import YamlPolicies
from bot.application.documents import Document, Table, draft, drafts_due
from bot.application.documents.document import Block, Line, lines
from bot.safeguarding.answers import Voice
from bot.safeguarding.assessment import Assessment, assess
from bot.safeguarding.case import Case, Entry
from bot.safeguarding.held import held_facts
from bot.safeguarding.policy import Policy
from tests.adapters.documents.sample import AT, LANGUAGE, case_of, entry, words

PACKS = Path(__file__).parents[3] / "packs"
KENT = ("sevenoaks-dc", "kent-medway", "west-kent", "dover-dc")


def typed(key: str, text: str) -> Entry:
    """A text answer."""
    return entry(key, text, text)


OPENED = (
    entry("opening.mode", "live"),
    entry("opening.source", "self"),
    entry("opening.danger", "no"),
    entry("opening.perpetrator_near", "no"),
    entry("opening.alone", "alone_now"),
    entry("report.next", "carry_on"),
)
CLIENT = (
    typed("client.name", "Mina Example"),
    entry("client.born_on", date(1991, 4, 2)),
    typed("client.address", "14 Mill Row"),
    entry("contact.method", "phone"),
    typed("contact.number", "01632 960123"),
    typed("contact.times", "Weekday mornings"),
    entry("contact.voicemail", "no"),
)
ACCOUNT = (words("account", "He had his hands round my throat on Friday"),)
STRANGLED = (entry("dash_15", "yes"),)
ADA = (
    entry("children.any", "yes"),
    typed("child.1.name", "Ada"),
    entry("child.1.age", 6),
    entry("child.1.in_household", "yes"),
    typed("child.1.where_now", "At school"),
    entry("child.1.another", "no"),
)
TARIQ = (
    typed("perpetrator.1.name", "Tariq Example"),
    entry("perpetrator.1.relation", "partner"),
    entry("perpetrator.1.lives_with", "yes"),
)
REFUSED = (
    entry("consent.safe_to_inform", "yes"),
    entry("consent.marac.given", "refused"),
    entry("consent.marac.decision", "share"),
    entry("consent.marac.gateways", ("vital_interests",)),
    words("consent.marac.reason", "She may be killed", Voice.OPINION, "practitioner"),
    entry("consent.marac.told", "told"),
)
HEARD_BEFORE = (
    entry("history.marac_before", "yes"),
    entry("history.marac_on", date(2026, 3, 1)),
    entry("history.marac_new_incident", "yes"),
)


@cache
def policy_of(org: str) -> Policy:
    """The pack, as at the day of the report."""
    return YamlPolicies(PACKS).policy(org, date(2026, 11, 23))


def assessed(org: str, entries: Iterable[Entry]) -> tuple[Case, Assessment, Policy]:
    """The case under the pack, assessed as the program does."""
    case, policy = replace(case_of(*entries), org=org), policy_of(org)
    return case, assess(held_facts(case, policy), policy, AT, EnglandCalendar()), policy


def due(org: str, *entries: Entry) -> list[str]:
    """The documents on offer."""
    return [rule.id for rule in drafts_due(*assessed(org, (*OPENED, *entries)))]


def drafted(org: str, document_id: str, *entries: Entry) -> Document:
    """One document."""
    case, found, policy = assessed(org, (*OPENED, *entries))
    return draft(document_id, case, found, policy, LANGUAGE, AT)


def said(document: Document) -> str:
    """Every word of the fields."""
    return "\n".join(piece.text for piece in document.pieces())


def field(document: Document, field_id: str) -> str:
    """The words of one field, lines parted by bars."""
    found = next(each for each in document.fields() if each.id == field_id)
    return " | ".join(_text(line) for line in lines(found.blocks))


def rows(document: Document, field_id: str) -> list[list[str]]:
    """The rows of a field's tables, the subheadings left out."""
    found = next(each for each in document.fields() if each.id == field_id)
    return [_cells(row) for block in found.blocks for row in _rows(block)]


def _rows(block: Block) -> tuple[tuple[tuple[Line, ...], ...], ...]:
    return block.rows if isinstance(block, Table) else ()


def _cells(row: tuple[tuple[Line, ...], ...]) -> list[str]:
    return [" | ".join(_text(line) for line in cell) for cell in row]


def _text(line: Line) -> str:
    return "".join(piece.text for piece in line.pieces)
