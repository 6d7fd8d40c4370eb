"""Drafting: a case, its assessment and the policy in; a document as a plain value out."""

from dataclasses import dataclass, replace
from datetime import datetime

from bot.application.documents.document import Approval, Document, Line, Section, line, lines
from bot.application.documents.layout import Layout
from bot.application.documents.layouts import LAYOUTS
from bot.application.documents.marks import without_double_marks
from bot.application.documents.printing import NOTE, is_printable
from bot.application.documents.quoting import day, moment
from bot.application.documents.reading import Reading
from bot.application.documents.short_forms import Speller
from bot.application.ports import Language
from bot.safeguarding.assessment import Assessment
from bot.safeguarding.case import Case
from bot.safeguarding.conditions import holds
from bot.safeguarding.errors import BadRequestError, ConsentNotRecordedError
from bot.safeguarding.held import held_facts, holding
from bot.safeguarding.policy import DocumentRule, Policy

DRAFT = "Draft - not yet approved"
_OVERRIDDEN = frozenset({"refused", "unsafe_to_ask"})
_LOCKED = "Locked: a designated safeguarding officer has to be told first. Record the name and the time."
_ASK_FIRST = "Locked: ask the client first, and record the answer."
_NO_GROUND = "Locked: record the lawful ground and the reason for sharing without consent."
_NOT_SAFE = "Do not print or send this yet."
_NOT_SHARED = (
    "The decision recorded is not to share this, so it is not drafted. Change that decision first if it no "
    "longer holds."
)
_NO_AGREEMENT = (
    "The client's agreement to this referral is not recorded, so it cannot be drafted. Ask and record the "
    "answer, or give the client the details to make contact themselves, if it is safe to."
)
_NOT_ALLOWED = (
    "The client did not agree to this referral and nothing recorded allows it without consent, so it cannot "
    "be drafted. Record the decision not to share, and ask again if anything changes."
)


def drafts_due(case: Case, assessment: Assessment, policy: Policy) -> tuple[DocumentRule, ...]:
    """The documents that fit this case, in the pack's order; those nobody agreed to are left out.

    A special document takes the place of the general one: a repeat that of the MARAC referral.
    """
    facts = {**held_facts(case, policy), **assessment.computed}
    known = (rule for rule in policy.documents if rule.id in LAYOUTS)
    due = tuple(
        r for r in known if holds(r.when, facts) and not _refusal(LAYOUTS[r.id], case, assessment, policy)
    )
    replaced = {LAYOUTS[rule.id].instead_of for rule in due}
    return tuple(rule for rule in due if rule.id not in replaced)


def draft(
    document_id: str,
    case: Case,
    assessment: Assessment,
    policy: Policy,
    language: Language,
    now: datetime,
    approval: Approval | None = None,
) -> Document:
    """The document as it stands at ``now`` (aware), marked draft until ``approval`` is given.

    A locked document stays a draft whatever the approval. Raises BadRequestError where the policy has no
    such document, ConsentNotRecordedError where nobody agreed and nothing allows sharing (SDC-046, SDC-074).
    """
    rule, layout = _rule(document_id, policy), LAYOUTS[document_id]
    reading, speller = _reading(layout, case, assessment, policy, language, now), Speller()
    cover = _cover(rule, layout, reading, speller)
    sections = speller.sections(part.section(reading) for part in layout.parts)
    return Document(
        id=document_id,
        title=cover.title,
        file_name=cover.file_name,
        status=without_double_marks(_status(layout, case, None if cover.locked else approval)),
        header=layout.header,
        locked=cover.locked,
        sections=sections,
        notes=_notes(sections, () if layout.client_holds else speller.gloss()),
    )


@dataclass(frozen=True, slots=True)
class Cover:
    """What can be said of a document without drafting it. ``locked`` says what unlocks it, or is empty."""

    title: str
    file_name: str
    locked: str


def cover_of(
    document_id: str, case: Case, assessment: Assessment, policy: Policy, language: Language, now: datetime
) -> Cover:
    """Title, file name and lock of the document. Raises what ``draft`` raises."""
    rule, layout = _rule(document_id, policy), LAYOUTS[document_id]
    return _cover(rule, layout, _reading(layout, case, assessment, policy, language, now), Speller())


def _reading(
    layout: Layout, case: Case, assessment: Assessment, policy: Policy, language: Language, now: datetime
) -> Reading:
    if refusal := _refusal(layout, case, assessment, policy):
        raise ConsentNotRecordedError(refusal)
    held = holding(case, policy)
    return Reading(held, assessment, policy, language, now, layout.to, _idle(case, held))


def _cover(rule: DocumentRule, layout: Layout, reading: Reading, speller: Speller) -> Cover:
    title = speller.sentence(layout.title if layout.client_holds else rule.title or layout.title)
    locked = speller.sentence(_locked(rule, layout, reading))
    name = _file_name(rule, layout, reading.case)
    return Cover(without_double_marks(title), name, without_double_marks(locked))


def _idle(case: Case, held: Case) -> frozenset[str]:
    """The keys that were answered and count for nothing now, whether or not ``case`` still shows them."""
    recorded = replace(case, entries=(), current={}).with_entries(case.entries)
    return frozenset(recorded.current) - frozenset(held.current)


def _rule(document_id: str, policy: Policy) -> DocumentRule:
    found = {rule.id: rule for rule in policy.documents if rule.id in LAYOUTS}
    if document_id not in found:
        raise BadRequestError(f"There is no such document. The documents are: {', '.join(found)}.")
    return found[document_id]


def _refusal(layout: Layout, case: Case, assessment: Assessment, policy: Policy) -> str:
    """Why the recipient may not be sent anything, or an empty text."""
    if case.value(f"consent.{layout.to}.decision") == "not_share":
        return _NOT_SHARED
    given = case.value(f"consent.{layout.to}.given")
    if any(rule.to == layout.to and rule.consent_only for rule in policy.sharing):
        return "" if given == "given" else _NO_AGREEMENT
    refused = any(share.to == layout.to and share.basis == "not-allowed" for share in assessment.sharing)
    return _NOT_ALLOWED if refused else ""


def _locked(rule: DocumentRule, layout: Layout, reading: Reading) -> str:
    """Why the document may not go out yet, in one sentence, or an empty text."""
    case = reading.case
    if layout.client_holds:
        return "" if case.value("plan.safe_to_hold") == "yes" else _NOT_SAFE
    if rule.locked_until and any(not case.value(key) for key in _keys(rule)):
        return rule.locked_text or _LOCKED
    if any(share.to == layout.to and share.basis == "ask-first" for share in reading.assessment.sharing):
        return _ASK_FIRST
    return _NO_GROUND if _unexplained(layout.to, reading) else ""


def _keys(rule: DocumentRule) -> tuple[str, ...]:
    """The answers that unlock a document: with an officer's name goes the time they were told (SDC-038)."""
    name = rule.locked_until
    return (name, "actions.dso_at") if name == "actions.dso_name" else (name,)


def _unexplained(to: str, reading: Reading) -> bool:
    """Whether this is shared without consent and the ground or the reason is missing (SDC-074)."""
    case, sharing = reading.case, reading.assessment.sharing
    explained = case.value(f"consent.{to}.gateways") and case.value(f"consent.{to}.reason")
    without = any(share.to == to and share.basis == "without-consent" for share in sharing)
    return (without or case.value(f"consent.{to}.given") in _OVERRIDDEN) and not explained


def _status(layout: Layout, case: Case, approval: Approval | None) -> str:
    practice = "Practice, not a real case. " if case.mode == "practice" else ""
    if approval is None:
        return f"{practice}{DRAFT}"
    if layout.client_holds:
        return f"{practice}Checked on {day(approval.at)}"
    return f"{practice}Approved by {approval.by} on {moment(approval.at)}"


def _file_name(rule: DocumentRule, layout: Layout, case: Case) -> str:
    own = rule.neutral_name or layout.file_name
    return own if layout.client_holds or rule.neutral_name else f"{own}-{case.id}"


def _notes(sections: tuple[Section, ...], gloss: tuple[Line, ...]) -> tuple[Line, ...]:
    pieces = (p for s in sections for f in s.fields for each in lines(f.blocks) for p in each.pieces)
    shown = all(is_printable(piece.text) for piece in pieces)
    return (*gloss, *(() if shown else (line(NOTE),)))
