"""The children's forms: Stoke-on-Trent's Multi-Agency Referral Form, and Kent's request for support."""

import pytest

from bot.application.documents import Document, Quotation
from bot.safeguarding.answers import Voice
from bot.safeguarding.case import Entry
from tests.adapters.documents.destinations import (
    ACCOUNT,
    ADA,
    CLIENT,
    KENT,
    STRANGLED,
    TARIQ,
    drafted,
    due,
    field,
    rows,
    said,
    typed,
)
from tests.adapters.documents.sample import entry, words

STOKE = "stoke-on-trent"
HARMED = (entry("child.1.harm", "yes"), entry("child.1.seen", ("saw",)))
NINE = (
    *CLIENT,
    *ACCOUNT,
    *ADA,
    *HARMED,
    entry("child.1.born_on", "not_known"),
    *TARIQ,
    typed("marf.others", "An aunt nearby"),
    words("marf.basis", "The child saw it", Voice.REPORTED),
    words("marf.history", "The police came in June", Voice.REPORTED),
    entry("marf.family_aware", "no"),
    entry("marf.raises_risk", "yes"),
)
POINT_OF = {
    "client.name": 1,
    "perpetrator.1.name": 1,
    "client.address": 2,
    "child.1.where_now": 2,
    "client.born_on": 3,
    "child.1.born_on": 3,
    "marf.others": 4,
    "marf.basis": 5,
    "marf.history": 6,
    "marf.family_aware": 7,
    "marf.raises_risk": 8,
    "contact.method": 9,
    "contact.number": 9,
    "contact.times": 9,
}


def marf(*entries: Entry) -> Document:
    """Stoke's form."""
    return drafted(STOKE, "marf", *entries)


def points(document: Document) -> list[str]:
    """Where each of the nine points stands, in order."""
    return [row[2] for row in rows(document, "nine_points")]


@pytest.mark.obligation("STK-033")
def test_a_form_with_all_nine_points_says_that_each_is_filled_in() -> None:
    assert points(marf(*NINE)) == [
        *("Filled in", "Filled in", "Filled in, with parts not known"),
        *("Filled in",) * 6,
    ]


@pytest.mark.obligation("STK-033")
@pytest.mark.parametrize(("key", "point"), POINT_OF.items())
def test_a_point_that_nobody_answered_is_open_and_named_and_no_other_is(key: str, point: int) -> None:
    found = points(marf(*(each for each in NINE if each.key != key)))
    still_open = [n for n, state in enumerate(found, 1) if state.startswith("Still open")]
    assert still_open == [point]


@pytest.mark.obligation("STK-033")
@pytest.mark.parametrize(
    "key", ["marf.others", "marf.basis", "marf.history", "marf.family_aware", "marf.raises_risk"]
)
def test_a_point_that_is_not_known_says_so_and_is_not_open(key: str) -> None:
    document = marf(*(each for each in NINE if each.key != key), entry(key, "not_known"))
    assert points(document)[POINT_OF[key] - 1] == "Not known"
    assert field(document, key.removeprefix("marf.")) == "Not known"


@pytest.mark.obligation("STK-033")
@pytest.mark.parametrize("words_typed", ["not known", "Not known.", "don\u2019t know", "UNKNOWN"])
def test_not_known_that_was_typed_is_not_read_as_filled_in(words_typed: str) -> None:
    kept = (each for each in NINE if each.key not in ("marf.others", "client.name"))
    document = marf(*kept, typed("marf.others", words_typed), typed("client.name", words_typed))
    assert points(document)[3] == "Not known"
    assert points(document)[0] == "Filled in, with parts not known"


@pytest.mark.obligation("STK-033")
@pytest.mark.obligation("STK-019")
def test_open_points_lock_nothing_so_that_an_urgent_form_can_go() -> None:
    document = marf(*ADA, *HARMED, entry("consent.children.given", "given"))
    assert all(state.startswith(("Still open", "Filled in")) for state in points(document))
    assert document.locked == ""


@pytest.mark.obligation("STK-033")
def test_the_form_says_what_the_family_knows_what_referring_risks_and_how_to_reach_the_client() -> None:
    document = marf(*NINE)
    assert field(document, "family_aware") == "No"
    assert field(document, "raises_risk") == "Yes"
    assert field(document, "safe_number") == "01632 960123"
    assert field(document, "safe_times") == "Weekday mornings"
    assert field(document, "safe_voicemail") == "No | Leave no message."


@pytest.mark.obligation("STK-028")
def test_each_child_has_the_seven_areas_in_the_words_of_whoever_said_it() -> None:
    ben = (entry("child.1.another", "yes"), typed("child.2.name", "Ben"), entry("child.2.age", 9))
    areas = (
        words("child.1.words", "Daddy made mummy sleep", speaker="child"),
        words("child.1.parent_voice", "She wets the bed"),
        words("child.1.evidence", "Flinches at loud voices", Voice.OBSERVATION, "practitioner"),
        typed("child.1.attachment", "Clings to her mother"),
        typed("child.1.networks", "Her teacher"),
        entry("child.1.coping", "not_known"),
    )
    document = marf(*NINE, *ben, *areas)
    found = [row[1] for row in rows(document, "seven_areas")]
    assert len(found) == 14
    quoted = [piece.text for piece in document.pieces() if isinstance(piece, Quotation)]
    assert {"Daddy made mummy sleep", "She wets the bed"} <= set(quoted)
    assert "Flinches at loud voices" in found[2] and "Flinches at loud voices" not in quoted
    assert found[3:7] == ["Clings to her mother", "Her teacher", "Not known", "Not asked"]
    assert found[7:] == ["Not asked"] * 7


@pytest.mark.obligation("STK-032")
def test_the_form_names_the_call_and_is_due_within_48_hours() -> None:
    document = marf(*NINE, typed("marf.called_at", "23 November at 10:40, a duty worker"))
    assert field(document, "called_at") == "23 November at 10:40, a duty worker"
    assert "by 25 November 2026, 10:15 (stoke-on-trent 09)" in field(document, "in_writing_by")


@pytest.mark.obligation("STK-032")
def test_both_the_facts_for_the_call_and_the_form_in_writing_are_there() -> None:
    assert {"children-referral", "marf"} <= set(due(STOKE, *NINE))
    assert not {"children-referral", "marf"} & set(due(STOKE, *CLIENT, entry("children.any", "no")))


@pytest.mark.obligation("STK-025")
def test_a_child_below_significant_harm_has_the_form_too_with_the_level_and_its_reason() -> None:
    level = (
        entry("child.1.harm", "no"),
        entry("child.1.need", "early_help"),
        words("child.1.need_reason", "Well cared for by an aunt", Voice.OPINION, "practitioner"),
    )
    assert "marf" in due(STOKE, *CLIENT, *ADA, *level)
    children = field(marf(*CLIENT, *ADA, *level), "children")
    assert "Level of need below that" in "".join(
        row[0] for row in rows(marf(*CLIENT, *ADA, *level), "children")
    )
    assert "Well cared for by an aunt" in children


@pytest.mark.obligation("STK-040")
@pytest.mark.parametrize(
    ("given", "says"),
    [
        ("given", "Obtained"),
        ("refused", "Not obtained: refused"),
        ("not_asked", "Not obtained: not asked yet"),
        ("unsafe_to_ask", "Not obtained: not safe to ask"),
    ],
)
def test_the_form_says_whether_consent_was_obtained(given: str, says: str) -> None:
    assert field(marf(*NINE, entry("consent.children.given", given)), "consent_obtained") == says
    assert field(marf(*NINE), "consent_obtained") == "Not asked"


@pytest.mark.obligation("STK-051")
def test_the_form_never_tells_that_the_client_uses_a_specialist_service() -> None:
    text = said(marf(*NINE, *STRANGLED, entry("consent.specialist.given", "given")))
    assert "pecialist" not in text and "New Era" not in text


@pytest.mark.obligation("STK-014")
def test_what_is_asked_of_a_young_person_who_harms_stands_on_the_form_where_it_was_asked() -> None:
    assert "Brothers and sisters hurt" not in said(marf(*NINE))
    young = (
        typed("perpetrator.1.name", "Sam"),
        entry("perpetrator.1.relation", "child"),
        entry("perpetrator.1.age_band", "16_or_17"),
        entry("perpetrator.1.siblings", "not_known"),
    )
    found = rows(marf(*CLIENT, *ADA, *young), "alleged_perpetrators")
    assert ["Brothers and sisters hurt", "Not known"] in found


@pytest.mark.parametrize("org", KENT)
def test_in_kent_the_request_for_support_takes_the_place_of_the_general_referral(org: str) -> None:
    found = due(org, *CLIENT, *ADA, entry("child.1.harm", "yes"))
    assert "request-for-support" in found
    assert "children-referral" not in found and "marf" not in found


@pytest.mark.obligation("DDC-041")
@pytest.mark.parametrize("harm", ["no", "not_known"])
def test_dover_requests_support_for_every_child_and_says_what_is_thought_of_harm(harm: str) -> None:
    child = (*CLIENT, *ADA, entry("child.1.harm", harm))
    assert "request-for-support" in due("dover-dc", *child)
    document = drafted("dover-dc", "request-for-support", *child)
    said_of_harm = "Not known" if harm == "not_known" else "No"
    assert field(document, "harm").startswith(f"Child 1: {said_of_harm} | ")
    assert field(document, "referral_status").startswith("Required: ")


@pytest.mark.obligation("SDC-051")
def test_a_child_at_significant_harm_is_named_with_harm_and_how_to_reach_the_parent() -> None:
    document = drafted("sevenoaks-dc", "request-for-support", *CLIENT, *ADA, entry("child.1.harm", "yes"))
    assert field(document, "harm").startswith("Child 1: Yes | ")
    assert "Ada" in field(document, "children")
    assert field(document, "safe_number") == "01632 960123"
    assert "Required: " in field(document, "referral_status")


def test_without_an_answer_the_parent_s_agreement_is_not_asked_and_never_yes() -> None:
    document = drafted("west-kent", "request-for-support", *CLIENT, *ADA, entry("child.1.harm", "yes"))
    assert field(document, "consent_obtained") == "Not asked"
    assert "Agreed" not in said(document)
