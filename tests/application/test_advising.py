"""A policy question gets the entry that fits and the numbers that answer now, or nothing."""

from datetime import date, datetime
from pathlib import Path

import pytest

from bot.adapters.calendar import LONDON, EnglandCalendar
from bot.adapters.packs import YamlPolicies
from bot.application.advising import answer_question
from bot.application.contacts import open_now, shown_contacts

PACKS = Path(__file__).parents[2] / "packs"
POLICY = YamlPolicies(PACKS).policy("sevenoaks-dc", date(2026, 11, 23))
CALENDAR = EnglandCalendar()


def at(day: int, hour: int, minute: int = 0, month: int = 11) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=LONDON)


def numbers(contact: str, moment: datetime) -> list[str]:
    return [shown.contact.phone for shown in shown_contacts([contact], POLICY.contacts, moment, CALENDAR)]


@pytest.mark.parametrize(
    ("question", "entry"),
    [
        ("Who do I ring about a child at 7pm?", "children-referral"),
        ("do I need a DSO before MARAC?", "dso"),
        ("can I tell her husband?", "perpetrator-not-told"),
        ("what does idva mean", "idva"),
        ("is it ok to leave a voicemail", "safe-contact"),
        ("Broken Rainbow phone number", "lgbt-clients"),
        ("he's a teacher", "lado"),
        ("He broke the non-molestation order", "breach-of-order"),
        ("he has breached his injunction again", "breach-of-order"),
        ("turned up at hers again and there's an order says he can't", "breach-of-order"),
        ("who d o i ring abuot a strangulaton", "strangulation"),
    ],
)
def test_a_question_finds_its_entry(question: str, entry: str) -> None:
    found = answer_question(question, POLICY, at(23, 10), CALENDAR)
    assert found is not None
    assert found.entry.id == entry


@pytest.mark.parametrize(
    "question",
    [
        *("capital of France", "how do I bake a cake", "parking permit renewal", "", "🙂", "the of and"),
        *(
            "thanks, that's great",
            "are you a robot",
            "what is your name",
            "can I bring my dog into the office",
        ),
    ],
)
def test_a_question_the_policy_does_not_answer_gets_no_answer(question: str) -> None:
    assert answer_question(question, POLICY, at(23, 10), CALENDAR) is None


@pytest.mark.parametrize(
    "organisation", ["dover-dc", "sevenoaks-dc", "stoke-on-trent", "west-kent", "kent-medway"]
)
def test_no_way_of_asking_stands_in_two_entries_of_an_organisation(organisation: str) -> None:
    answered: dict[str, set[str]] = {}
    for entry in YamlPolicies(PACKS).policy(organisation, date(2026, 11, 23)).advice:
        for ask in entry.asks:
            letters = "".join(one for one in ask.lower() if one.isalnum())
            answered.setdefault(letters, set()).add(entry.id)
    assert {ask: ids for ask, ids in answered.items() if len(ids) > 1} == {}


@pytest.mark.parametrize(
    "organisation", ["dover-dc", "sevenoaks-dc", "stoke-on-trent", "west-kent", "kent-medway"]
)
@pytest.mark.parametrize("question", ["he's breached the non mol", "he has breached the restraining order"])
def test_a_broken_order_finds_whom_to_ring_in_every_organisation(organisation: str, question: str) -> None:
    policy = YamlPolicies(PACKS).policy(organisation, date(2026, 11, 23))
    found = answer_question(question, policy, at(23, 10), CALENDAR)
    assert found is not None
    assert found.entry.id == "breach-of-order"
    assert {"police-emergency", "police-101"} <= set(found.entry.contacts)


def test_every_way_of_asking_finds_its_own_entry_among_the_first() -> None:
    asked = [(entry.id, ask) for entry in POLICY.advice for ask in entry.asks]
    right = 0
    for entry, ask in asked:
        found = answer_question(ask, POLICY, at(23, 10), CALENDAR)
        right += found is not None and entry in {found.entry.id, *(other.id for other in found.alternatives)}
    assert right / len(asked) >= 0.95


@pytest.mark.obligation("SDC-051")
def test_the_childrens_number_goes_by_the_clock() -> None:
    assert numbers("kcc-children", at(23, 8, 29)) == ["03000 419191"]
    assert numbers("kcc-children", at(23, 8, 30)) == ["03000 411111"]
    assert numbers("kcc-children", at(23, 17)) == ["03000 419191"]


def test_a_bank_holiday_is_out_of_hours() -> None:
    assert numbers("kcc-adults", at(25, 11, month=12)) == ["03000 419191"]


def test_the_county_line_gives_way_to_the_one_that_never_closes() -> None:
    assert numbers("kent-medway-partnership", at(23, 19, 59)) == ["0808 168 9276"]
    assert numbers("kent-medway-partnership", at(23, 20)) == ["0808 168 9111"]


@pytest.mark.obligation("SDC-073")
def test_a_closed_service_is_never_shown_and_its_successor_is() -> None:
    assert numbers("broken-rainbow", at(23, 10)) == ["0800 999 5428"]


def test_hours_that_are_not_known_are_not_called_open_or_closed() -> None:
    assert open_now(POLICY.contacts["davss"], POLICY.contacts, at(23, 10), CALENDAR) is None


def test_who_answers_now_comes_first() -> None:
    shown = shown_contacts(["davss", "police-emergency"], POLICY.contacts, at(23, 3), CALENDAR)
    assert [one.contact.id for one in shown] == ["police-emergency", "davss"]


@pytest.mark.obligation("SDC-067")
def test_services_for_perpetrators_stand_only_where_perpetrators_are_the_subject() -> None:
    for entry in POLICY.advice:
        if entry.id != "perpetrator-programmes":
            assert all(POLICY.contacts[one].audience != "perpetrator" for one in entry.contacts)
