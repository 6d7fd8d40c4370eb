"""What the documents say: fields, quotations, locks, approval, and what each recipient must not get."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.application.documents import LAYOUTS, Approval, Document, Field, Plain, Quotation, draft, drafts_due
from bot.application.documents.document import lines
from bot.safeguarding.answers import Voice
from bot.safeguarding.assessment import Assessment
from bot.safeguarding.case import Case
from bot.safeguarding.conditions import FactIs
from bot.safeguarding.errors import BadRequestError, ConsentNotRecordedError
from bot.safeguarding.policy import DocumentRule
from bot.safeguarding.sharing import SharingFinding
from tests.adapters.documents.sample import (
    AT,
    FULL,
    IDS,
    LANGUAGE,
    SILENT,
    SOURCE,
    assessment_of,
    case_of,
    entry,
    policy_of,
    words,
)


def drafted(
    document_id: str, case: Case, assessment: Assessment | None = None, approval: Approval | None = None
) -> Document:
    """The document, from the sample policy."""
    return draft(document_id, case, assessment or assessment_of(), policy_of(), LANGUAGE, AT, approval)


def said(document: Document) -> str:
    """Every word of the document's fields."""
    return "\n".join(piece.text for piece in document.pieces())


def quotations(document: Document) -> list[str]:
    """The document's quotations, in order."""
    return [piece.text for piece in document.pieces() if isinstance(piece, Quotation)]


def field(document: Document, field_id: str) -> str:
    """The words of one field."""
    found: Field = next(each for each in document.fields() if each.id == field_id)
    return " | ".join("".join(p.text for p in line.pieces) for line in lines(found.blocks))


def test_there_are_eighteen_documents() -> None:
    assert tuple(LAYOUTS) == IDS
    assert len(IDS) == 18


@pytest.mark.parametrize("document_id", IDS)
def test_no_two_fields_of_a_document_have_the_same_place(document_id: str) -> None:
    ids = [ask.id for ask in LAYOUTS[document_id].fields()]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("document_id", [each for each in IDS if each != "specialist-referral"])
def test_a_field_without_an_answer_is_never_blank(document_id: str) -> None:
    document = drafted(document_id, case_of())
    assert all(
        "".join(p.text for p in line.pieces).strip() for f in document.fields() for line in lines(f.blocks)
    )
    assert all(each.blocks for each in document.fields())


def test_not_asked_and_not_known_are_told_apart_and_neither_is_no() -> None:
    document = drafted("adult-safeguarding-concern", case_of(entry("adult.at_risk", "not_known")))
    assert field(document, "at_risk") == "Not known"
    assert field(document, "less_able") == "Not asked"


@pytest.mark.obligation("SDC-029")
def test_exact_words_are_one_quotation_with_the_date_and_who_said_it() -> None:
    account = field(
        drafted("marac-referral", case_of(words("account", "he hit me with a cricket bat"))), "account"
    )
    assert account == "Client, exact words, 23 November 2026, 10:16 | he hit me with a cricket bat"


@pytest.mark.obligation("SDC-029")
def test_where_the_practitioner_used_quotation_marks_only_what_they_hold_is_a_quotation() -> None:
    document = drafted("marac-referral", case_of(words("account", 'She said "he hit me" and wept')))
    assert quotations(document) == ["he hit me"]
    assert field(document, "account").endswith("| She said he hit me and wept")


@pytest.mark.obligation("SDC-029")
@pytest.mark.parametrize("voice", [Voice.REPORTED, Voice.OBSERVATION, Voice.OPINION])
def test_no_other_voice_is_ever_quoted(voice: Voice) -> None:
    document = drafted("case-note", case_of(words("account", 'He said "never" and “no”', voice)))
    assert quotations(document) == []
    assert "He said 'never' and 'no'" in said(document)


def test_plain_text_with_a_double_quotation_mark_cannot_be_made() -> None:
    with pytest.raises(ValueError, match="double quotation mark"):
        Plain("she said “no”")


def test_words_that_were_replaced_or_taken_back_are_not_in_a_document() -> None:
    first = words("account", "he pushed me")
    case = case_of(first, replace(words("account", "he pushed me over"), replaces=1))
    case = case.with_entries((replace(words("account", ""), seq=3, replaces=2, withdrawn=True),))
    assert quotations(drafted("marac-referral", case)) == []


def test_earlier_words_that_support_an_answer_are_quoted_from_where_they_were_said() -> None:
    risk = field(drafted("marac-referral", case_of(*FULL)), "risk_factors")
    assert "he put his hands round my neck" in risk
    assert "I couldn't breathe" in risk


@pytest.mark.obligation("SDC-038")
def test_the_marac_referral_is_locked_until_the_officer_and_the_time_are_recorded() -> None:
    name, told = (
        entry("actions.dso_name", "R. Officer", "R. Officer"),
        entry("actions.dso_at", "10:00", "10:00"),
    )
    assert (
        "a designated safeguarding officer (DSO) is told" in drafted("marac-referral", case_of(*FULL)).locked
    )
    assert drafted("marac-referral", case_of(*FULL, name)).locked
    assert drafted("marac-referral", case_of(*FULL, name, told)).locked == ""


def test_a_locked_document_stays_a_draft_whatever_the_approval() -> None:
    assert "Draft" in drafted("marac-referral", case_of(*FULL), approval=Approval("A. Lead", AT)).status


@pytest.mark.obligation("SDC-039")
@pytest.mark.parametrize("document_id", [each for each in IDS if each not in SILENT])
def test_every_document_that_tells_of_the_disclosure_says_who_must_not_be_told(document_id: str) -> None:
    assert "alleged perpetrator must not be told" in drafted(document_id, case_of(*FULL)).header


@pytest.mark.parametrize("document_id", IDS)
def test_a_document_is_a_draft_until_it_is_approved(document_id: str) -> None:
    assert drafted(document_id, case_of(*FULL)).status == "Draft - not yet approved"


def test_an_approved_document_says_who_approved_it_and_when() -> None:
    document = drafted("case-note", case_of(*FULL), approval=Approval("A. Lead", AT + timedelta(days=1)))
    assert document.status == "Approved by A. Lead on 24 November 2026, 10:15"


def test_practice_is_marked_as_practice() -> None:
    assert drafted("case-note", case_of(*FULL, mode="practice")).status.startswith(
        "Practice, not a real case."
    )


@pytest.mark.obligation("SDC-056")
@pytest.mark.parametrize(
    "document_id",
    [
        "specialist-referral",
        "housing-referral",
        "housing-application",
        "works-order",
        "safer-referral",
        "lado-referral",
        "police-third-party-report",
    ],
)
def test_a_service_gets_no_answers_of_the_risk_checklist(document_id: str) -> None:
    text = said(drafted(document_id, case_of(*FULL)))
    assert "I couldn't breathe" not in text
    assert not any(topic in text for topic in ("strangle", "very frightened", "Item 15"))


@pytest.mark.obligation("SDC-056")
@pytest.mark.parametrize(
    "document_id", ["housing-referral", "housing-application", "works-order", "safer-referral"]
)
def test_housing_gets_no_account_of_what_happened(document_id: str) -> None:
    assert "cricket bat" not in said(drafted(document_id, case_of(*FULL)))


@pytest.mark.obligation("SDC-014")
@pytest.mark.parametrize("document_id", [each for each in IDS if each != "case-note"])
def test_code_words_stand_on_the_case_note_alone(document_id: str) -> None:
    text = said(drafted(document_id, case_of(*FULL)))
    assert "marigold" not in text
    assert "thursday" not in text


def test_the_case_note_holds_the_code_words() -> None:
    assert field(drafted("case-note", case_of(*FULL)), "code_word_staff") == "marigold"


def test_the_safety_plan_holds_nothing_of_the_disclosure() -> None:
    plan = drafted("safety-plan", case_of(*FULL), approval=Approval("A. Lead", AT))
    everything = " ".join((plan.title, plan.file_name, plan.status, plan.header, plan.locked, said(plan)))
    typed = [e.text for e in FULL if e.text]
    assert not any(
        text in everything for text in (*typed, "Sevenoaks", "A. Lead", "Alex", "c-1", "abuse", "safety")
    )
    assert "keep_phone_charged" in everything
    assert (plan.title, plan.file_name) == ("My notes", "my-notes")


@pytest.mark.obligation("KMP-016")
@pytest.mark.parametrize(
    "held", [(), (entry("plan.safe_to_hold", "no"),), (entry("plan.safe_to_hold", "not_known"),)]
)
def test_the_plan_is_locked_unless_it_is_safe_to_hold(held: tuple) -> None:
    assert drafted("safety-plan", case_of(*held)).locked == "Do not print or send this yet."


@pytest.mark.parametrize("document_id", IDS)
def test_file_names_give_nothing_away(document_id: str) -> None:
    name = drafted(document_id, case_of(*FULL)).file_name
    assert not any(
        word in name.lower()
        for word in ("marac", "referral", "abuse", "safe", "child", "housing", "police", "consent", "sam")
    )


@pytest.mark.obligation("SDC-046")
@pytest.mark.parametrize("given", ["refused", "not_asked", "unsafe_to_ask"])
def test_the_specialist_referral_is_not_drafted_without_consent(given: str) -> None:
    case = case_of(entry("consent.specialist.given", given))
    with pytest.raises(ConsentNotRecordedError, match="agreement to this referral is not recorded"):
        drafted("specialist-referral", case)
    assert "specialist-referral" not in [r.id for r in drafts_due(case, assessment_of(), policy_of())]


@pytest.mark.obligation("SDC-074")
def test_sharing_against_a_refusal_is_locked_until_the_ground_and_the_reason_are_recorded() -> None:
    refused = entry("consent.children.given", "refused")
    ground = (
        entry("consent.children.gateways", ("vital",)),
        words("consent.children.reason", "Harm", Voice.OPINION),
    )
    assert "lawful ground" in drafted("children-referral", case_of(refused)).locked
    assert drafted("children-referral", case_of(refused, *ground)).locked == ""


def test_what_nothing_allows_is_not_drafted() -> None:
    barred = assessment_of(
        sharing=(SharingFinding("housing", "not-allowed", None, None, True, SOURCE, "Refused"),)
    )
    with pytest.raises(ConsentNotRecordedError, match="nothing recorded allows it"):
        drafted("housing-referral", case_of(), barred)


def test_what_must_be_asked_first_is_locked() -> None:
    asking = assessment_of(
        sharing=(SharingFinding("adults", "ask-first", None, None, True, SOURCE, "Not asked"),)
    )
    assert "ask the client first" in drafted("adult-safeguarding-concern", case_of(), asking).locked


@pytest.mark.obligation("SDC-075")
def test_a_decision_to_share_names_its_ground_with_the_paragraph() -> None:
    case = case_of(entry("consent.marac.given", "refused"), entry("consent.marac.gateways", ("vital",)))
    assert "Vital interests (sevenoaks-dc Appendix D)" in field(
        drafted("information-sharing-decision", case), "decisions"
    )


@pytest.mark.obligation("SDC-036")
def test_the_marac_referral_names_every_ground_with_its_reason_and_paragraph() -> None:
    grounds = field(drafted("marac-referral", case_of(*FULL)), "grounds")
    assert "Visible high risk | Not met | 1 of 14 | sevenoaks-dc 2.4" in grounds
    assert "Non-fatal strangulation | Met | Item 15 is yes | sevenoaks-dc 2.4" in grounds


def test_the_case_note_keeps_fact_apart_from_opinion() -> None:
    note = drafted("case-note", case_of(*FULL))
    assert "I think the risk is rising" in field(note, "opinions")
    assert "I think the risk is rising" not in field(note, "facts")
    assert "cricket bat" in field(note, "facts")


@pytest.mark.obligation("SDC-028")
def test_the_case_note_shows_what_an_answer_was_before_it_was_changed() -> None:
    note = drafted("case-note", case_of(entry("dash_1", "no"), entry("dash_1", "yes")))
    assert "Dash 1, 23 November 2026, 10:16: No" in field(note, "corrections")


@pytest.mark.obligation("KMP-004")
def test_short_forms_are_spelt_out_at_first_use_and_typed_ones_are_glossed() -> None:
    document = drafted("marac-referral", case_of(*FULL))
    assert document.title == "Multi-agency risk assessment conference (MARAC) referral"
    note = drafted("case-note", case_of(words("account.seen", "The SARC was told", Voice.OBSERVATION)))
    assert "The SARC was told" in said(note)
    assert "SARC: sexual assault referral centre" in [line.pieces[0].text for line in note.notes]


def test_a_character_that_paper_cannot_show_is_said_to_be_replaced() -> None:
    notes = drafted("case-note", case_of(words("account", "he hit\x00 me"))).notes
    assert "shown as \ufffd" in notes[-1].pieces[0].text


def test_a_child_who_is_18_or_over_is_not_on_the_children_s_referral() -> None:
    case = case_of(
        entry("child.1.age", 18),
        entry("child.1.name", "Grown", "Grown"),
        entry("child.2.name", "Small", "Small"),
    )
    children = field(drafted("children-referral", case), "children")
    assert "Grown" not in children
    assert "Small" in children


def test_drafts_due_are_those_whose_condition_holds() -> None:
    rules = {
        "housing-referral": DocumentRule(
            "housing-referral", "Housing", FactIs("level", frozenset({"standard"}))
        )
    }
    due = drafts_due(case_of(*FULL), assessment_of(), policy_of(rules))
    assert "housing-referral" not in [rule.id for rule in due]
    assert "housing-application" in [rule.id for rule in due]


@pytest.mark.parametrize(
    ("special", "general"),
    [
        ("marac-repeat-referral", "marac-referral"),
        ("request-for-support", "children-referral"),
        ("housing-application", "housing-referral"),
    ],
)
def test_a_special_document_takes_the_place_of_the_general_one_while_it_fits(
    special: str, general: str
) -> None:
    fits = [rule.id for rule in drafts_due(case_of(*FULL), assessment_of(), policy_of())]
    assert special in fits
    assert general not in fits
    rules = {special: DocumentRule(special, "Special", FactIs("level", frozenset({"standard"})))}
    without = [rule.id for rule in drafts_due(case_of(*FULL), assessment_of(), policy_of(rules))]
    assert special not in without
    assert general in without


def test_a_document_that_there_is_not_is_refused_by_naming_those_there_are() -> None:
    with pytest.raises(BadRequestError, match="marac-referral, marac-repeat-referral"):
        drafted("letter", case_of())
