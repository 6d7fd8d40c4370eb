"""Documents drafted under a real pack: its labels, its groups, and answers that no longer count."""

from datetime import date
from pathlib import Path

import pytest

from bot.adapters.calendar import EnglandCalendar
from bot.adapters.documents import render_docx, render_html
from bot.adapters.packs import YamlPolicies
from bot.application.documents import Document, Quotation, draft, drafts_due
from bot.safeguarding.answers import Voice
from bot.safeguarding.assessment import assess
from bot.safeguarding.case import Case
from bot.safeguarding.held import held_facts, holding
from bot.safeguarding.policy import Policy
from tests.adapters.documents.sample import AT, FULL, LANGUAGE, case_of, entry, words

PACKS = Path(__file__).parents[3] / "packs"
STRANGLED = (entry("dash_15", "yes"), words("dash_15.words", "his hands were on my throat"))


@pytest.fixture(scope="module")
def policy() -> Policy:
    """Sevenoaks, as at the day of the report."""
    return YamlPolicies(PACKS).policy("sevenoaks-dc", date(2026, 11, 23))


def drafted(document_id: str, case: Case, policy: Policy) -> Document:
    """The document of a case under the pack, assessed as the program does."""
    found = assess(held_facts(case, policy), policy, AT, EnglandCalendar())
    return draft(document_id, case, found, policy, LANGUAGE, AT)


def said(document: Document) -> str:
    """Every word of the document."""
    return "\n".join(piece.text for piece in document.pieces())


def test_every_document_that_is_due_can_be_drafted_and_rendered(policy: Policy) -> None:
    case = case_of(*FULL)
    found = assess(held_facts(case, policy), policy, AT, EnglandCalendar())
    due = drafts_due(case, found, policy)
    assert {"marac-referral", "specialist-referral", "case-note", "safety-plan"} <= {rule.id for rule in due}
    for rule in due:
        document = draft(rule.id, case, found, policy, LANGUAGE, AT)
        assert render_docx(document).startswith(b"PK")
        assert render_html(document).startswith("<!doctype html>")


@pytest.mark.parametrize("as_held", [False, True])
def test_words_under_a_yes_that_was_a_slip_are_not_on_the_referral(policy: Policy, as_held: bool) -> None:
    case = case_of(*FULL[:9], *STRANGLED, entry("dash_15", "no"), entry("dash_15.change", "slip"))
    case = holding(case, policy) if as_held else case
    quoted = [p.text for p in drafted("marac-referral", case, policy).pieces() if isinstance(p, Quotation)]
    assert "his hands were on my throat" not in quoted


@pytest.mark.obligation("SDC-036")
def test_a_yes_that_was_taken_back_is_said_to_count_on(policy: Policy) -> None:
    case = case_of(*STRANGLED, entry("dash_15", "no"), entry("dash_15.change", "taken_back"))
    assert "Yes before, and that yes counts on" in said(drafted("marac-referral", case, policy))


def test_what_the_conversation_notes_for_itself_is_not_in_the_case_note(policy: Policy) -> None:
    case = case_of(
        words("account", "he hit me"), entry("account.prompted", "done"), entry("account.done", "done")
    )
    lines = said(drafted("case-note", case, policy)).splitlines()
    assert not any("prompted" in line or line == "done" for line in lines)


def test_steps_that_tell_of_the_disclosure_stay_off_the_client_s_sheet(policy: Policy) -> None:
    steps = entry("plan.staying", ("phone_ready", "injuries", "quiet_contact", "rooms"))
    case = case_of(entry("plan.safe_to_hold", "yes"), entry("plan.situation", "staying"), steps)
    assert said(drafted("safety-plan", case, policy)) == "Keep a phone charged"


def test_a_decision_not_to_share_leaves_no_draft(policy: Policy) -> None:
    case = case_of(
        *FULL[:9],
        *STRANGLED,
        entry("consent.marac.given", "refused"),
        entry("consent.marac.decision", "not_share"),
        words("consent.marac.reason", "Not needed", Voice.OPINION, "practitioner"),
    )
    found = assess(held_facts(case, policy), policy, AT, EnglandCalendar())
    assert "marac-referral" not in [rule.id for rule in drafts_due(case, found, policy)]


@pytest.mark.obligation("SDC-056")
def test_our_own_list_of_things_to_do_is_not_in_a_referral(policy: Policy) -> None:
    referral = said(drafted("marac-referral", case_of(*FULL, *STRANGLED), policy))
    assert "Children's services: " in referral
    assert "Respond to the person now" not in referral
