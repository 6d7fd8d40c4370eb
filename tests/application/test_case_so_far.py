"""The case beside the conversation: what is met and why, what was said, and quotations that are exact slices."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.application.case_documents import CaseDocuments
from bot.application.case_so_far import answers_to_check, case_so_far
from bot.application.documents import draft
from bot.application.draft_preview import preview
from bot.application.incidents import incidents_of
from bot.application.upkeep import scene_about
from bot.safeguarding.answers import Voice
from bot.safeguarding.case import Case, Entry
from bot.safeguarding.errors import ConsentNotRecordedError
from tests.adapters.documents.sample import IDS, assessment_of, case_of, policy_of, words
from tests.adapters.documents.sample import LANGUAGE as SAMPLE_LANGUAGE

WORDS = "He put his hands round my neck on 3 March 2026. I couldn't breathe. 😢"
LONDON = ZoneInfo("Europe/London")
NOW = datetime(2026, 11, 23, 10, 0, tzinfo=LONDON)


def scene(house, talk):
    case = house.records.case(talk.reply.case_id)
    return scene_about(case, house.world, case.practitioner, house.clock.now())


def so_far(house, talk):
    return case_so_far(scene(house, talk))


def criterion(found, id):
    return next(each for each in found["criteria"] if each["id"] == id)


def test_before_anything_is_asked_every_criterion_is_open_and_none_reads_as_a_no(house, talk):
    talk.reach("account")
    found = so_far(house, talk)
    assert found["level"] == "incomplete" and "not complete" in found["level_words"]
    assert {each["met"] for each in found["criteria"]} == {None}
    assert all(each["reason"] and each["paragraph"] for each in found["criteria"])


def test_a_criterion_that_is_met_says_so_at_once_with_its_reason(house, talk):
    talk.reach("dash_15")
    talk.press("yes")
    met = criterion(so_far(house, talk), "non_fatal_strangulation")
    assert met["met"] is True and "trangul" in met["reason"]


def test_a_finding_says_met_open_or_not_met_as_the_conversation_does(house, talk):
    talk.reach("judgement.finding", {f"dash_{n}": "no" for n in range(1, 25)})
    told = "\n".join(talk.reply.messages)
    for each in so_far(house, talk)["criteria"]:
        word = {True: "Met:", False: "Not met:", None: "Still open:"}[each["met"]]
        assert f"{word} {each['name']}: {each['reason']}" in told


def test_what_was_said_is_whole_and_numbered(house, talk):
    talk.reach("account")
    talk.say(WORDS)
    (said,) = so_far(house, talk)["said"]
    assert (said["text"], said["voice"], said["speaker"]) == (WORDS, "exact", "client")
    assert house.records.case(talk.reply.case_id).entries[said["seq"] - 1].text == WORDS


def test_children_consents_and_what_is_due_are_in_words(house, talk):
    talk.reach("children.any", {"dash_15": "yes"})
    talk.press("yes")
    talk.reach("child.1.name")
    talk.say("Mia")
    talk.reach("child.1.age")
    talk.say("4")
    talk.reach("consent.children.given", {"dash_15": "yes"})
    talk.press("refused")
    found = so_far(house, talk)
    (child,) = found["children"]
    assert child["label"].startswith("Mia") and any(line.endswith(": 4") for line in child["lines"])
    consent = next(each for each in found["consents"] if each["to"] == "children")
    assert (consent["given"], consent["told"]) == ("refused", None) and consent["name"]


def test_what_is_due_comes_in_order_with_its_owner_and_is_overdue_once_its_time_is_over(house, talk_of):
    talk = talk_of("c", org="dover-dc")
    talk.reach("actions.list", {"dash_15": "yes"})
    due = so_far(house, talk)["due"]
    dated = [each["due"] for each in due if each["due"]]
    assert dated and dated == sorted(dated)
    assert all(each["text"] and each["owner"] and each["overdue"] is False for each in due)
    house.clock.at += timedelta(days=400)
    assert so_far(house, talk)["due"][0]["overdue"] is True


def test_what_the_policy_gives_no_time_is_listed_until_it_is_done(house, talk):
    """2.11: the DSO is told first; Sevenoaks names no hour for it."""
    talk.reach("actions.dso_at", {"dash_15": "yes"})
    assert "dso" in [each["id"] for each in so_far(house, talk)["due"]]
    talk.say("23 November at 2.15 pm")
    assert "dso" not in [each["id"] for each in so_far(house, talk)["due"]]


def test_each_answer_has_the_number_that_changes_it(house, talk):
    talk.reach("account")
    talk.say(WORDS)
    lines = [line for stage in answers_to_check(scene(house, talk))["stages"] for line in stage["lines"]]
    assert [line["number"] for line in lines] == list(range(1, len(lines) + 1))
    danger = next(line for line in lines if line["key"] == "opening.danger")
    assert (danger["answer"], danger["changed"]) == ("No", False)
    account = next(line for line in lines if line["key"] == "account")
    assert (account["words"], account["answer"], account["voice"]) == (WORDS, "", "exact")
    talk.say(f"change {danger['number']}")
    assert talk.reply.question == "opening.danger"
    talk.press("not_known")
    after = [line for stage in answers_to_check(scene(house, talk))["stages"] for line in stage["lines"]]
    assert next(line for line in after if line["key"] == "opening.danger")["changed"] is True


def test_every_quotation_of_a_whole_journey_is_a_slice_of_what_was_recorded(house, talk):
    talk.reach("account", {"dash_15": "yes"})
    talk.say(WORDS)
    talk.say('I told him no and he said "I will kill you" to me.')
    talk.walk({"dash_15": "yes", "dash_2": "yes"})
    case = house.records.case(talk.reply.case_id)
    documents = CaseDocuments(house.world)
    quotes = []
    for link in documents.links(case.id):
        if not link.locked:
            quotes += checked_quotes(preview(documents.drafted(case.id, link.id), case), case)
    assert WORDS in quotes


def checked_quotes(shown, case: Case) -> list[str]:
    """The quotes of a preview; each is exactly the characters of its entry, with that entry's date."""
    found = []
    for block in (block for part in shown["parts"] for block in part["blocks"]):
        assert set(block) >= {"text"} or set(block) >= {"quote", "seq", "start", "end", "at", "speaker"}
        if "quote" in block:
            entry = case.entries[block["seq"] - 1]
            assert entry.seq == block["seq"] and entry.voice is Voice.EXACT
            assert block["quote"] == entry.text[block["start"] : block["end"]] != ""
            assert block["at"] == entry.at.isoformat(timespec="seconds")
            found.append(block["quote"])
        else:
            assert not set('“”"') & set(block["text"]), "nothing else stands in quotation marks"
    return found


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.text(min_size=1, max_size=40).filter(str.strip), min_size=1, max_size=3), st.sampled_from(IDS)
)
def test_whatever_was_said_every_quotation_is_a_slice_of_it(texts, document_id):
    case = case_of(*(words("account", text) for text in texts))
    try:
        document = draft(document_id, case, assessment_of(), policy_of(), SAMPLE_LANGUAGE, NOW)
    except ConsentNotRecordedError:
        return
    shown = preview(document, case)
    assert all(any(quote in text for text in texts) for quote in checked_quotes(shown, case))


def case_saying(*texts: str, key: str = "account") -> Case:
    entries = [
        Entry(n, key, text, NOW, "p", f"m{n}", text, Voice.EXACT, "client") for n, text in enumerate(texts, 1)
    ]
    return Case("c", "sevenoaks-dc", "p", NOW, NOW.date()).with_entries(entries)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He hit me on 3 March 2026.", [("2026-03-03", "3 March 2026")]),
        ("It was 03/04/2025, in the kitchen", [("2025-04-03", "03/04/2025")]),
        ("the 21st of Jan 2024", [("2024-01-21", "21st of Jan 2024")]),
        ("On Tuesday night he came", [(None, "On Tuesday night")]),
        ("on 5 May he did it", [(None, "5 May")]),
        ("last night and two weeks ago", [(None, "last night"), (None, "two weeks ago")]),
        ("31/02/2026", [(None, "31/02/2026")]),
        ("He may come back. I march on.", []),
    ],
)
def test_a_time_is_a_date_only_where_the_words_name_a_whole_one(text, expected):
    found = incidents_of(case_saying(text))
    assert [(i.on.isoformat() if i.on else None, i.words) for i in found] == expected
    assert all(i.words in i.text == text for i in found)


def test_incidents_are_in_the_order_of_their_dates_and_those_without_come_last():
    found = incidents_of(case_saying("on Monday", "on 1 June 2025", "on 1 May 2024"))
    assert [i.seq for i in found] == [3, 2, 1]


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=60))
def test_no_text_breaks_the_timeline(text):
    assert all(i.words in text for i in incidents_of(case_saying(text)))
