"""What West Kent's pack answers, which numbers it gives, and how it words things."""

import re
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from bot.adapters.calendar import LONDON, EnglandCalendar
from bot.adapters.packs import YamlPolicies
from bot.application.advising import AdviceAnswer, answer_question
from bot.application.assessing import assess_request
from bot.application.contacts import shown_contacts
from bot.safeguarding.journey import Kind, Question
from tests.packs.journey_files import reading_ease
from tests.packs.test_journey_content import BANNED, LONGEST_TEXT, NAMES_A_LAW, NUMBERS, QUOTATION_MARKS

POLICIES = YamlPolicies(Path(__file__).parents[2] / "packs")
POLICY = POLICIES.policy("west-kent", date(2026, 11, 23))
CALENDAR = EnglandCalendar()
FOREIGN = re.compile(r"\b(sevenoaks|davss|dover|stoke|humme|case review|sharepoint|DSO)\b", re.IGNORECASE)
MORNING = datetime(2026, 11, 23, 10, tzinfo=LONDON)
NIGHT = datetime(2026, 11, 23, 23, tzinfo=LONDON)


class Monday:
    """A clock that stands still."""

    def now(self) -> datetime:
        """Monday 23 November 2026 at ten."""
        return MORNING


def answer(question: str) -> AdviceAnswer:
    found = answer_question(question, POLICY, MORNING, CALENDAR)
    assert found is not None, question
    return found


def assessed(**request: Any) -> dict[str, Any]:
    return assess_request({"org": "west-kent", **request}, POLICIES, Monday(), CALENDAR)


def numbers(contact: str, moment: datetime) -> list[str]:
    return [shown.contact.phone for shown in shown_contacts([contact], POLICY.contacts, moment, CALENDAR)]


# Answers to questions on call, asked in words that stand in no entry


@pytest.mark.parametrize(
    ("question", "entry", "says"),
    [
        pytest.param("what is the time limit to respond to a report", "response-time", "24 working hours", marks=pytest.mark.obligation("WKH-013")),
        pytest.param("the survivor will not answer so the dash is overdue", "dash-deadline", "Log each attempt", marks=pytest.mark.obligation("WKH-021")),
        pytest.param("immediate risk and community safety are all out", "immediate-danger", "Neighbourhood Housing Manager", marks=pytest.mark.obligation("WKH-005")),
        pytest.param("who audits domestic abuse cases", "who-does-what", "Community Safety Manager audits", marks=[pytest.mark.obligation("WKH-007"), pytest.mark.obligation("WKH-008")]),
        pytest.param("my plumber contractor saw a smashed door", "contractors", "Contractors and all staff", marks=[pytest.mark.obligation("WKH-003"), pytest.mark.obligation("WKH-010")]),
        pytest.param("not sure what to include in a third party report", "third-party-report", "line manager or the domestic abuse lead", marks=[pytest.mark.obligation("WKH-030"), pytest.mark.obligation("WKH-031")]),
        pytest.param("neighbours hear shouting and arguing at night", "shouting-and-arguing", "may be domestic abuse", marks=pytest.mark.obligation("WKH-032")),
        pytest.param("is sharing with MARAC a legal duty when the threshold is met", "marac-consent", "not a legal duty", marks=pytest.mark.obligation("WKH-034")),
        pytest.param("which form for MARAC when below threshold and no consent", "information-sharing-without-consent-form", "The referral cannot go before", marks=pytest.mark.obligation("WKH-035")),
        pytest.param("MARAC asked us for research about a tenant", "marac-notice", "case by case", marks=pytest.mark.obligation("WKH-037")),
        pytest.param("find the specialist services for the area", "specialist-referral", "which service, why", marks=[pytest.mark.obligation("WKH-039"), pytest.mark.obligation("WKH-041")]),
        pytest.param("he refuses all specialist support", "refusal-of-support", "line manager", marks=pytest.mark.obligation("WKH-042")),
        pytest.param("can tenancy sustainment refer to a foodbank", "tenancy-help", "bank account or ID", marks=pytest.mark.obligation("WKH-043")),
        pytest.param("could we do a Kent reciprocal", "local-authority", "Kent Reciprocal Agreement", marks=pytest.mark.obligation("WKH-046")),
        pytest.param("is there a refuge space", "refuge", "National Domestic Abuse Helpline", marks=pytest.mark.obligation("WKH-047")),
        pytest.param("who signs off a management transfer", "management-transfer", "Head of Housing and the Head of Allocations", marks=[pytest.mark.obligation("WKH-048"), pytest.mark.obligation("WKH-049")]),
        pytest.param("would a mutual exchange work for her", "mutual-exchange", "not generally advised", marks=pytest.mark.obligation("WKH-050")),
        pytest.param("help with KSAS and furniture before moving", "moving-support", "in place before the move", marks=pytest.mark.obligation("WKH-051")),
        pytest.param("may I tell her new landlord", "after-the-move", "only with their consent", marks=pytest.mark.obligation("WKH-052")),
        pytest.param("can West Kent take legal action to evict the perpetrator", "perpetrator-action", "agreed by the survivor", marks=[pytest.mark.obligation("WKH-054"), pytest.mark.obligation("WKH-055")]),
        pytest.param("she fled and the perpetrator stays in the home", "remaining-household", "Assess the risk", marks=pytest.mark.obligation("WKH-056")),
        pytest.param("perpetrator programme and the tenancy panel", "perpetrator-programmes", "Tenancy Panel", marks=pytest.mark.obligation("WKH-057")),
        pytest.param("close a case when she does not reply", "closing-a-case", "line manager's agreement", marks=pytest.mark.obligation("WKH-058")),
        pytest.param("how often to contact a survivor waiting for a transfer", "waiting-for-a-move", "Once a month", marks=pytest.mark.obligation("WKH-059")),
        pytest.param("contacts in the first year once the abuse has stopped", "after-abuse-stops", "at least twice", marks=pytest.mark.obligation("WKH-060")),
        pytest.param("how long does a DVPN or DVPO last", "protection-notices", "14 to 28 days", marks=pytest.mark.obligation("WKH-062")),
        pytest.param("is a restraining order only for after a conviction", "restraining-orders", "is a crime", marks=pytest.mark.obligation("WKH-063")),
        pytest.param("non-molestation order", "non-molestation-orders", "is a crime", marks=pytest.mark.obligation("WKH-064")),
        pytest.param("can an occupation order make him leave", "occupation-orders", "unless a power of arrest", marks=pytest.mark.obligation("WKH-064")),
        pytest.param("which policies do I read with this procedure", "related-policies", "Management Transfer", marks=pytest.mark.obligation("WKH-065")),
        pytest.param("explain to the survivor who sits at MARAC", "what-is-marac", "children's services", marks=pytest.mark.obligation("WKH-066")),
    ],
)  # fmt: skip
def test_a_question_on_call_is_answered_from_west_kents_own_text(
    question: str, entry: str, says: str
) -> None:
    found = answer(question)
    assert found.entry.id == entry
    assert says in found.entry.answer
    assert found.entry.source.document == "west-kent"


@pytest.mark.obligation("WKH-062", "WKH-063")
def test_what_the_procedure_gets_wrong_about_orders_is_not_repeated() -> None:
    """A notice is the police's and the order the court's; no length is given for a restraining order."""
    assert "may make an order" in answer("what is a DVPO").entry.answer
    assert "DAPN and DAPO" in answer("what is a DVPN").entry.answer
    assert "one year" not in answer("what is a restraining order").entry.answer


def test_every_way_of_asking_that_an_entry_lists_finds_an_entry() -> None:
    own = [entry for entry in POLICY.advice if entry.source.document == "west-kent"]
    assert len(own) >= 45
    lost = [
        ask for entry in own for ask in entry.asks if answer_question(ask, POLICY, MORNING, CALENDAR) is None
    ]
    assert lost == []


def test_a_question_outside_the_procedure_is_not_answered() -> None:
    assert answer_question("what is the car parking charge", POLICY, MORNING, CALENDAR) is None
    assert "line manager or the domestic abuse lead" in POLICY.wording["advice_unknown"]


# Numbers by the clock


@pytest.mark.obligation("WKH-047")
def test_a_refuge_is_found_through_the_national_helpline_day_and_night() -> None:
    assert numbers("national-helpline", MORNING) == numbers("national-helpline", NIGHT) == ["0808 2000 247"]


@pytest.mark.obligation("WKH-053")
def test_the_county_answers_on_its_night_number_at_night_and_on_a_bank_holiday() -> None:
    for contact, by_day in (("kcc-children", "03000 411111"), ("kcc-adults", "03000 416161")):
        assert numbers(contact, MORNING) == [by_day]
        assert numbers(contact, NIGHT) == ["03000 419191"]
        assert numbers(contact, datetime(2026, 12, 25, 10, tzinfo=LONDON)) == ["03000 419191"]


@pytest.mark.obligation("WKH-041")
def test_the_page_that_lists_services_by_area_goes_with_the_specialist_answer() -> None:
    shown = [each.contact for each in answer("find local domestic abuse services").contacts]
    assert any(
        "kent.gov.uk/leisure-and-community/community-safety/domestic-abuse" in each.web for each in shown
    )


def test_the_number_taken_from_the_public_page_is_said_to_be_in_doubt() -> None:
    contact = POLICY.contacts["west-kent-customer-services"]
    assert (contact.status, contact.source.document) == ("in_doubt", "west-kent-website")
    assert "before you give it" in contact.doubt


def test_no_number_for_people_who_cause_harm_reaches_anyone_else() -> None:
    for_them = {c.id for c in POLICY.contacts.values() if c.audience == "perpetrator"}
    assert [e.id for e in POLICY.advice if for_them & set(e.contacts)] == ["perpetrator-programmes"]


# Whose paragraphs and whose words


def cited() -> Iterator[str]:
    yield from (contact.source.document for contact in POLICY.contacts.values())
    yield from (entry.source.document for entry in POLICY.advice)
    yield from (question.source.document for stage in POLICY.journey.stages for question in stage.questions)
    yield from (
        rule.source.document for kind in (POLICY.actions, POLICY.referrals, POLICY.sharing) for rule in kind
    )
    yield from (
        rule.source.document
        for kind in (POLICY.criteria, POLICY.indicators, POLICY.warnings)
        for rule in kind
    )
    yield from (gateway.source.document for gateway in POLICY.gateways.values())
    yield from (POLICY.repeat.source.document, POLICY.retention.source.document)


def test_no_rule_cites_another_organisations_document() -> None:
    assert not set(cited()) & {"sevenoaks-dc", "dover-dc", "stoke-on-trent"}


def journey_said() -> Iterator[tuple[str, str]]:
    for stage in POLICY.journey.stages:
        yield f"{stage.id} intro", stage.intro
        for question in stage.questions:
            yield from said_of(question)
    for group in POLICY.journey.groups.values():
        yield from ((f"{group.id} member", label) for label in group.members.values())


def said_of(question: Question) -> Iterator[tuple[str, str]]:
    yield f"{question.id} text", question.text
    yield f"{question.id} why", question.why
    yield f"{question.id} label", question.label
    yield f"{question.id} hint", question.hint
    yield from ((f"{question.id} choice", choice.label) for choice in question.choices)
    yield from ((f"{question.id} remark", remark.text) for remark in question.remarks)


def all_said() -> Iterator[tuple[str, str]]:
    yield from journey_said()
    yield from ((rule.id, f"{rule.text} {rule.owner} {rule.lowers}") for rule in POLICY.actions)
    yield from ((rule.to, f"{rule.name} {rule.reason} {rule.how}") for rule in POLICY.referrals)
    yield from ((entry.id, f"{entry.title} {entry.answer}") for entry in POLICY.advice)
    yield from (("warning", caution.text) for caution in POLICY.warnings)
    yield from ((rule.id, f"{rule.title} {rule.locked_text}") for rule in POLICY.documents)
    yield from (
        (c.id, f"{c.name} {c.says} {c.doubt}") for c in POLICY.contacts.values() if c.status != "blocked"
    )


def test_nothing_of_another_organisation_is_said() -> None:
    assert [(at, text) for at, text in all_said() if FOREIGN.search(text)] == []


@pytest.mark.obligation("WKH-001")
def test_nothing_on_screen_blames_doubts_or_presses_anyone() -> None:
    found = [
        (at, m.group()) for at, text in journey_said() for m in BANNED.finditer(NAMES_A_LAW.sub("", text))
    ]
    assert found == []
    pressing = re.compile(r"you should (leave|stay)|you must (leave|stay)", re.IGNORECASE)
    assert [at for at, text in all_said() if pressing.search(text)] == []


def test_every_text_of_the_journey_is_short_plain_and_without_quotation_marks_or_numbers() -> None:
    texts = [(at, text) for at, text in journey_said() if text]
    plain = [(at, text) for at, text in texts if at.endswith((" text", " why", " remark", " intro"))]
    assert [(at, text) for at, text in texts if QUOTATION_MARKS.search(text)] == []
    assert [(at, len(text)) for at, text in plain if len(text) > LONGEST_TEXT] == []
    assert {at: round(reading_ease(text)) for at, text in plain if reading_ease(text) < 45} == {}
    assert {n for at, text in texts if not at.endswith("hint") for n in NUMBERS.findall(text)} <= {
        "999",
        "101",
    }


def test_ticks_can_be_typed_with_commas_between_and_mean_one_thing_each() -> None:
    for question in (question for stage in POLICY.journey.stages for question in stage.questions):
        if question.kind is Kind.CHECKLIST:
            assert not [c.label for c in question.choices if re.search(r"[,;]| and ", c.label)], question.id
        words = [w for c in question.choices for w in {n.casefold() for n in (c.value, c.label, *c.also)}]
        assert len(words) == len(set(words)), question.id


def test_a_referral_below_the_count_by_judgement_reads_unlike_one_at_the_threshold() -> None:
    judged = {
        "professional_judgement": {"high_risk": True, "reason": "A knife"},
        "consent": {"marac": "refused"},
    }
    below = assessed(answers={str(n): "no" for n in range(1, 25)}, **judged)
    above = assessed(answers={str(n): "yes" for n in range(1, 25)}, consent={"marac": "refused"})
    ids = [{action["id"] for action in each["actions"]} for each in (below, above)]
    assert ids[0] - ids[1] >= {"iswc-form"} and ids[1] - ids[0] >= {"sharing-basis"}
