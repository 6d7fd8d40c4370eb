"""What Dover's pack answers, whom it gives, what it cites and what its documents say."""

from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path

import pytest

from bot.adapters.calendar import LONDON, EnglandCalendar
from bot.adapters.packs import YamlPolicies
from bot.application.advising import answer_question
from bot.application.case_documents import CaseDocuments
from bot.application.contacts import shown_contacts
from bot.application.documents import Document
from bot.bootstrap import House
from bot.safeguarding.policy import Policy
from bot.safeguarding.sources import Source
from tests.packs.test_dover_dc import FOREIGN, walked

POLICY = YamlPolicies(Path(__file__).parents[2] / "packs").policy("dover-dc", date(2026, 11, 23))
CALENDAR = EnglandCalendar()
OTHERS = {"sevenoaks-dc", "west-kent", "stoke-on-trent"}
Answer = Callable[[str], str]


def at(day: int, hour: int, minute: int = 0) -> datetime:
    """A moment of November 2026."""
    return datetime(2026, 11, day, hour, minute, tzinfo=LONDON)


def numbers(contact: str, moment: datetime) -> list[str]:
    """What is given for a contact at a moment."""
    return [shown.contact.phone for shown in shown_contacts([contact], POLICY.contacts, moment, CALENDAR)]


def sources(policy: Policy) -> Iterator[tuple[str, Source]]:
    """Every paragraph that the pack cites, with what cites it."""
    kinds = (policy.criteria, policy.indicators, policy.actions, policy.advice)
    yield from ((rule.id, rule.source) for kind in kinds for rule in kind)
    yield from ((rule.to, rule.source) for rule in (*policy.referrals, *policy.sharing))
    yield from ((contact.id, contact.source) for contact in policy.contacts.values())
    yield from ((caution.text, caution.source) for caution in policy.warnings)
    for stage in policy.journey.stages:
        yield from ((question.id, question.source) for question in stage.questions)


def test_nothing_cites_the_paragraph_of_another_organisation() -> None:
    assert [(name, str(source)) for name, source in sources(POLICY) if source.document in OTHERS] == []


def test_no_answer_names_another_organisation() -> None:
    texts = [entry.answer for entry in POLICY.advice] + [action.text for action in POLICY.actions]
    assert [text for text in texts if FOREIGN.search(text)] == []


def test_every_way_of_asking_finds_its_own_entry_among_the_first() -> None:
    asked = [(entry.id, ask) for entry in POLICY.advice for ask in entry.asks]
    right = 0
    for entry, ask in asked:
        found = answer_question(ask, POLICY, at(23, 10), CALENDAR)
        right += found is not None and entry in {found.entry.id, *(other.id for other in found.alternatives)}
    assert right / len(asked) >= 0.95


_TOPICS = [
    ("DDC-001", "what will the council do for someone who tells us", "Their safety first"),
    ("DDC-002", "who does the policy cover", "temporary accommodation"),
    ("DDC-003", "which duties do tier 1 and tier 2 authorities have", "Kent County Council assesses"),
    ("DDC-006", "section 17 of the Crime and Disorder Act", "Crime and Disorder Act 1998"),
    ("DDC-009", "a colleague is experiencing abuse", "Domestic Abuse Policy"),
    ("DDC-013", "does domestic abuse count if they do not live together", "They need not share a home"),
    ("DDC-014", "what barriers do people with protected characteristics meet", "more barriers"),
    ("DDC-016", "how does abuse affect children", "brothers and sisters too"),
    ("DDC-019", "what does a designated safeguarding officer do", "for any question or worry"),
    ("DDC-020", "can I make a MARAC referral myself", "not the Housing Officer"),
    ("DDC-021", "someone is at immediate risk of harm", "the police are the first contact"),
    ("DDC-022", "what are the signs of abuse on a visit", "Be alert"),
    ("DDC-024", "noise complaint about shouting and ASB", "domestic abuse lens"),
    ("DDC-028", "do we contact the victim after a neighbour reported it", "Do not contact the person"),
    ("DDC-032", "what happens when we miss the two working days", "next available working day"),
    ("DDC-034", "can I meet her alone or do two officers attend", "Two officers attend every meeting"),
    ("DDC-035", "which policies apply to adjustments for a discussion", "Vulnerable Tenant"),
    ("DDC-039", "is there a residency test", "Nobody who has fled another district"),
    ("DDC-040", "Kent Housing Reciprocal Agreement", "keep their tenancy rights"),
    ("DDC-041", "is there a threshold to refer the children", "There is no threshold"),
    ("DDC-043", "can I use abbreviations when I write the note", "no short forms"),
    ("DDC-044", "could my note be evidence in court", "evidence in court"),
    ("DDC-045", "he is related to an employee of the council", "say nothing to that colleague"),
    ("DDC-048", "what options does an existing tenant have", "Put each to them"),
    ("DDC-051", "can a court transfer the tenancy to her sole name", "legal aid"),
    ("DDC-053", "how fast is an emergency repair", "within 24 hours"),
    ("DDC-054", "how do I apply for SAFER", "Sanctuary Access for Eligible Residents"),
    ("DDC-055", "she wants to rent privately and end the joint tenancy", "supported to do so"),
    ("DDC-057", "can we evict the perpetrator", "First consult Respect, social services"),
    ("DDC-058", "what is the DAHA perpetrator toolkit", "DAHA perpetrator toolkit"),
    ("DDC-059", "when must the perpetrator leave after a notice to quit", "out by the end date"),
    ("DDC-060", "can I tell her husband about the MARAC", "No."),
    ("DDC-061", "enforcement action for a breach of tenancy", "Housing Enforcement Policy"),
    ("DDC-063", "he wants help to change his behaviour", "does not excuse"),
    ("DDC-064", "what training is there", "induction"),
    ("DDC-065", "risk assessment before I visit", "lone working"),
    ("DDC-066", "I feel overwhelmed and upset after this", "Employee Assistance Programme"),
    ("DDC-067", "do we ask the survivor for feedback", "only if it is safe"),
    ("DDC-068", "what is KIDAS and who is Oasis", "Oasis covers East Kent"),
    ("DDC-070", "a contractor noticed signs of abuse", "reports it to social services"),
    ("DDC-072", "when is the policy due for review", "September 2027"),
    ("DDC-073", "how do they make a complaint", "We adjust the way"),
    ("DDC-075", "who is the data controller", "The council is the data controller"),
    ("DDC-076", "what do I ask myself before sharing information", "support safeguarding"),
    ("DDC-079", "do I record a decision not to share", "Record every decision"),
    ("DDC-080", "what is the lawful basis to share without consent", "public task"),
    ("DDC-081", "where is the privacy notice", "www.dover.gov.uk/privacy"),
    ("DDC-084", "the gov.uk link in the policy does not work", "web addresses in the policy are wrong"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("question", "wanted"),
    [pytest.param(q, wanted, id=row, marks=pytest.mark.obligation(row)) for row, q, wanted in _TOPICS],
)
def test_a_question_about_dovers_policy_gets_its_paragraph(question: str, wanted: str) -> None:
    found = answer_question(question, POLICY, at(23, 10), CALENDAR)
    assert found is not None
    assert wanted in found.entry.answer
    assert found.entry.source.document == "dover-dc"


@pytest.mark.obligation("DDC-049")
def test_a_dead_number_is_never_given_and_one_in_doubt_says_so() -> None:
    """8.29: ten services, corrected."""
    shown = [contact for contact in POLICY.contacts.values() if contact.status != "blocked"]
    assert "0900 999 5428" not in [contact.phone for contact in shown]
    assert numbers("galop-old-number", at(23, 10)) == ["0800 999 5428"]
    for name in ("look-ahead", "mankind", "oasis", "freedom-programme"):
        assert POLICY.contacts[name].status == "in_doubt" and POLICY.contacts[name].doubt
    ten = ("national-helpline", "victim-support", "oasis", "look-ahead", "mankind", "galop", "mens-advice-line",
           "muslim-womens-network", "jewish-womens-aid", "southall-black-sisters")  # fmt: skip
    assert {name for name in ten if POLICY.contacts[name].audience == "client"} == set(ten)


@pytest.mark.obligation("DDC-049", "DDC-068")
def test_oasis_gives_way_to_the_line_that_never_closes() -> None:
    assert numbers("oasis", at(23, 10)) == ["0800 917 9948"]
    assert numbers("oasis", at(23, 15)) == ["0808 168 9111"]


@pytest.mark.obligation("DDC-041")
def test_the_childrens_number_goes_by_the_clock() -> None:
    assert numbers("kcc-children", at(23, 16, 59)) == ["03000 411111"]
    assert numbers("kcc-children", at(23, 17)) == ["03000 419191"]


@pytest.mark.obligation("DDC-062")
def test_services_for_perpetrators_stand_only_where_they_are_the_subject() -> None:
    """8.42; the Freedom Programme is the county's for victims, so it is given to no perpetrator."""
    for entry in POLICY.advice:
        if entry.id != "perpetrator-programmes":
            assert all(POLICY.contacts[one].audience != "perpetrator" for one in entry.contacts), entry.id
    programmes = next(entry for entry in POLICY.advice if entry.id == "perpetrator-programmes")
    assert programmes.contacts == ("respect",)


def drafted(document: str, house: House, **answers: str) -> Document:
    """A document of a case with these answers."""
    talk = walked(house, {key.replace("__", "."): value for key, value in answers.items()})
    return CaseDocuments(house.world).drafted(talk.reply.case_id or "", document)


def said(document: Document) -> str:
    """Every word of it."""
    return "\n".join(piece.text for piece in document.pieces())


@pytest.mark.obligation("DDC-042", "DDC-043", "DDC-044")
def test_the_note_keeps_fact_and_opinion_apart_and_spells_short_forms_out(house: House) -> None:
    """8.23 to 8.25: clear language, no abbreviations; fact and opinion; chronological; outcome and rationale; actions."""
    note = drafted("case-note", house, opening__source="observation", account__seen="A hole in the door",
                   account__thoughts="It looks like a blow", judgement__high_risk="yes")  # fmt: skip
    text = said(note)
    assert text.index("A hole in the door") < text.index("It looks like a blow")
    headings = [section.heading for section in note.sections]
    assert [h.split(":")[0].split()[0] for h in headings if h.startswith(("Facts", "Opinion"))] == [
        "Facts",
        "Facts",
        "Opinion",
    ]
    assert text.index("(MARAC)") == text.index("MARAC") - 1
    assert "Speak with your line manager about this case" in text and "Everyone who knows" in text


@pytest.mark.obligation("DDC-079")
def test_a_decision_not_to_share_is_on_the_record_with_its_reason(house: House) -> None:
    """12.5: where we decide not to share information we will record the reasons."""
    answers = {"children__any": "yes", "consent__children__given": "refused", "consent__children__decision": "not_share",
               "consent__children__reason": "The school has told them already"}  # fmt: skip
    record = said(drafted("information-sharing-decision", house, **answers))
    assert "Do not share it" in record and "The school has told them already" in record


@pytest.mark.obligation("DDC-041")
def test_the_referral_for_a_child_is_there_without_any_harm_recorded(house: House) -> None:
    """8.22: in all cases."""
    talk = walked(house, {"children.any": "yes", "child.1.harm": "no"})
    titles = {link.id: link.title for link in house.documents(talk.reply.case_id or "")}
    assert any("children" in title.lower() or "child" in title.lower() for title in titles.values())
    none = walked(house, {"children.any": "no"})
    assert not [link for link in house.documents(none.reply.case_id or "") if "child" in link.title.lower()]
