"""What leaves the record: everything with its history as JSON, the instrument as FHIR R4."""

import json
from collections.abc import Callable
from datetime import datetime
from itertools import pairwise
from typing import Any

import pytest
from sqlalchemy import text

from bot.adapters.records.fhir import ABSENT, CODES, questionnaire_response
from bot.adapters.records.whole_case import whole_case
from bot.application.conversation import Turn
from bot.bootstrap import House
from bot.safeguarding.case import Case
from bot.safeguarding.errors import CaseNotFoundError
from tests.application.conftest import house as house
from tests.application.conftest import talk as talk
from tests.application.conftest import talk_of as talk_of
from tests.talk import Talk

WORDS = "He said \u201cI\u2019ll kill you\u201d\t\U0001f622 and put his hands round my neck"
DASH = {"dash_1": "yes", "dash_1.words": "I was bleeding", "dash_2": "no", "dash_3": "not_known"}


@pytest.fixture
def case(talk: Talk, house: House) -> Case:
    """A disclosure from end to end, with one answer changed on the way."""
    talk.reach("dash_4", DASH | {"account": WORDS})
    talk.say("back")
    assert talk.reply.question == "dash_3"
    talk.press("yes")
    talk.walk({"children.any": "yes", "child.1.name": "J"})
    return house.records.case(talk.reply.case_id)


def exported(house: House, case: Case) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(json.dumps(whole_case(house.store.records, case.id)))
    return found


def response(house: House, case: Case) -> dict[str, Any]:
    instrument = house.policies.policy(case.org, case.policy_on).instrument
    found: dict[str, Any] = json.loads(json.dumps(questionnaire_response(case, instrument)))
    return found


def coded(item: dict[str, Any]) -> str:
    (answer,) = item["answer"]
    coding = answer["valueCoding"]
    assert coding["system"] == CODES
    return str(coding["code"])


def test_the_export_holds_every_entry_with_its_words_byte_for_byte(house: House, case: Case) -> None:
    entries = exported(house, case)["entries"]
    assert [(e["seq"], e["key"], e["text"]) for e in entries] == [
        (e.seq, e.key, e.text) for e in case.entries
    ]
    (account,) = [e for e in entries if e["key"] == "account"]
    assert (account["text"], account["voice"], account["holds_now"]) == (WORDS, "exact", True)
    assert all(q["text"] in WORDS for e in entries for q in e["quotes"])


def test_an_answer_that_was_changed_is_there_twice_and_the_newer_holds(house: House, case: Case) -> None:
    both = [e for e in exported(house, case)["entries"] if e["key"] == "dash_3"]
    assert [(e["value"], e["holds_now"]) for e in both] == [("not_known", False), ("yes", True)]
    assert all(datetime.fromisoformat(e["at"]).tzinfo and e["by"] for e in both)


def test_every_turn_and_audit_line_of_the_case_is_in_its_export(house: House, case: Case, talk: Talk) -> None:
    found = exported(house, case)
    assert [turn["message"] for turn in found["turns"]] == [
        f"message-{n}" for n in range(len(found["turns"]))
    ]
    assert found["turns"][-1]["reply"]["stage"] == "ended"
    assert found["audit"][0]["by"] == talk.practitioner and len(found["audit"]) >= case.version


def test_a_referral_is_in_the_history_once_for_each_state_it_was_in(house: House, case: Case) -> None:
    states = exported(house, case)["referrals"]
    assert states
    for to in {state["to"] for state in states}:
        of_it = [(s["status"], s["state"], s["due"]) for s in states if s["to"] == to]
        assert all(one != following for one, following in pairwise(of_it)), of_it
    held = {referral.to: referral.at for referral in house.records.referrals(case.id)}
    assert all(datetime.fromisoformat(s["at"]) <= held[s["to"]] for s in states if s["to"] in held)


def test_an_export_of_what_is_not_there_is_refused(house: House, case: Case) -> None:
    with pytest.raises(CaseNotFoundError):
        whole_case(house.store.records, "another")


def test_a_response_has_the_shape_of_r4_with_items_1_to_24(house: House, case: Case) -> None:
    found = response(house, case)
    assert found["resourceType"] == "QuestionnaireResponse"
    assert found["status"] == "in-progress", "questions of the checklist were skipped"
    assert [item["linkId"] for item in found["item"]] == [str(n) for n in range(1, 25)]
    assert datetime.fromisoformat(found["authored"]).tzinfo is not None
    assert found["identifier"] == {"value": case.id}
    for item in found["item"]:
        assert set(item) <= {"linkId", "text", "answer", "extension"}
        assert ("answer" in item) != ("extension" in item)


def test_not_known_and_not_asked_are_never_a_no(house: House, case: Case) -> None:
    items = {item["linkId"]: item for item in response(house, case)["item"]}
    assert coded(items["1"]) == "Y"
    assert coded(items["2"]) == "N"
    asked = {n for n in items if f"dash_{n}" in case.current and case.current[f"dash_{n}"].value is not None}
    for number in items.keys() - asked:
        assert items[number]["extension"] == [{"url": ABSENT, "valueCode": "not-asked"}]
        assert "answer" not in items[number]


def test_a_response_is_completed_once_the_checklist_is_and_nothing_is_open(talk: Talk, house: House) -> None:
    talk.walk({f"dash_{number}": "no" for number in range(1, 25)})
    found = response(house, house.records.case(talk.reply.case_id))
    assert found["status"] == "completed" and {coded(item) for item in found["item"]} == {"N"}


def test_not_known_is_its_own_code(talk: Talk, house: House) -> None:
    talk.reach("dash_4", DASH)
    found = response(house, house.records.case(talk.reply.case_id))
    items = found["item"]
    assert found["status"] == "in-progress"
    assert [coded(item) for item in items[:3]] == ["Y", "N", "UNK"]
    assert items[2]["answer"][0]["valueCoding"]["display"] == "Unknown"


def test_words_stand_below_the_answer_they_belong_to_and_no_book_keeping(house: House, case: Case) -> None:
    items = {item["linkId"]: item for item in response(house, case)["item"]}
    below = items["1"]["answer"][0]["item"]
    assert {"linkId": "1.words", "answer": [{"valueString": "I was bleeding"}]} in below
    below_all = [b for i in items.values() for a in i.get("answer", ()) for b in a.get("item", ())]
    assert not [b["linkId"] for b in below_all if b["linkId"].endswith(".done")]
    assert all(len(value) == 1 for b in below_all for value in b["answer"])


def test_a_practice_is_a_conversation_like_any_other_and_forgotten_at_its_end(
    talk: Talk, house: House
) -> None:
    practice = {"opening.mode": "practice", "account": WORDS}
    talk.reach("judgement.finding", practice)
    case_id = talk.reply.case_id
    assert house.records.case(case_id).mode == "practice"
    content, _, _ = house.document(case_id, "case-note", "html", talk.practitioner)
    assert "Practice" in content.decode()
    talk.walk(practice)
    with pytest.raises(CaseNotFoundError):
        house.records.case(case_id)
    assert house.records.cases() == ()


def test_a_practice_leaves_no_case_and_no_entry_in_the_tables(talk: Talk, house: House) -> None:
    talk.walk({"opening.mode": "practice", "account": WORDS})
    with house.store.database.reading() as connection:
        for table in ("cases", "entries", "referrals", "deadlines", "audit_events"):
            of_cases = "" if table != "audit_events" else " WHERE case_id <> ''"
            assert connection.execute(text(f"SELECT count(*) FROM {table}{of_cases}")).scalar() == 0, table


def test_two_conversations_in_practice_know_nothing_of_each_other(
    talk_of: Callable[..., Talk], house: House
) -> None:
    one, other = talk_of("one"), talk_of("other", practitioner="practitioner-2")
    one.reach("dash_1", {"opening.mode": "practice", "account": WORDS})
    other.reach("account", {"opening.mode": "practice"})
    other.say("stop and delete")
    other.press("delete")
    assert house.records.standing("other").case is None
    assert house.records.case(one.reply.case_id).all_entries("account")


def test_a_message_of_a_practice_sent_twice_is_answered_once(talk: Talk, house: House) -> None:
    talk.reach("account", {"opening.mode": "practice"})
    turn = Turn("conversation-1", talk.practitioner, talk.org, "again", WORDS, house.clock.now())
    assert house.take_turn(turn) == house.take_turn(turn)
    assert len(house.records.case(talk.reply.case_id).all_entries("account")) == 1
