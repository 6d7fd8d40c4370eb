"""The words of the conversation: every question is there, is sourced, is plain, and blames nobody."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from tests.packs.journey_files import (
    BASE,
    PACKS,
    QUESTIONS,
    SEVENOAKS,
    facts_in,
    questions_of,
    reading_ease,
    spoken,
)

DOCS = PACKS.parent / "docs" / "conversation.md"
_STAGES = (
    "opening safe_contact curiosity account history dash judgement children adult_needs alleged_perpetrator "
    "wishes consent safety_plan check_answers actions"
)
STAGES = _STAGES.split()
DESTINATIONS = ("marac", "children", "adults", "specialist", "housing", "police", "lado")
_KEYS = """
opening.mode opening.source opening.danger opening.perpetrator_near opening.explained
client.name client.born_on client.phone client.address
contact.method contact.number contact.times contact.voicemail contact.code_word_staff contact.code_word_unsafe
contact.interpreter contact.language contact.staff_gender contact.adjustments
curiosity.both_seen curiosity.cues curiosity.seen curiosity.see_alone curiosity.see_alone_how
account account.when account.present account.seen account.thoughts
history.recent_dash history.recent_dash_from history.recent_dash_permission history.marac_before history.marac_on
history.marac_new_incident history.police_callouts history.orders
dash_5.now dash_9.due dash_14.who dash_15.when dash_15.medical dash_18.who dash_21.which dash_23.which dash_24.which
judgement.client_view judgement.client_fear judgement.wants_most judgement.anything_else judgement.high_risk
judgement.reason judgement.finding
children.any child.name child.age child.in_household child.where_now child.school child.seen child.words child.harm
child.another children.unborn children.unborn_due children.reassured
adult.care_and_support adult.at_risk adult.less_able adult.capacity adult.addiction adult.mental_health
adult.suicidal adult.words
perpetrator.name perpetrator.relation perpetrator.whereabouts perpetrator.lives_with perpetrator.joint_tenant
perpetrator.occupation perpetrator.trust perpetrator.risk_to_staff perpetrator.another perpetrator_rule
wishes.words housing.wanted wishes.needs wishes.stay_or_move wishes.area_avoid
consent.safe_to_inform consent.given consent.told consent.not_told_why consent.gateways consent.reason consent.what
plan.safe_to_hold plan.situation plan.staying plan.preparing plan.left plan.notes
check_answers.confirmed
actions.list actions.dso_name actions.dso_at actions.told_marac_idva actions.not_told_why actions.case_review
actions.humme_tag actions.follow_up_on actions.wellbeing actions.finish
"""
KEYS = _KEYS.split() + [f"dash_{n}{rest}" for n in range(1, 25) for rest in ("", ".words", ".source")]
COMPUTED = {"yes_answers", "unanswered", "level", "refer", "repeat", "prompts_judgement"} | {
    f"{kind}.{to}" for kind in ("referral", "sharing") for to in DESTINATIONS
}
VERBS = {"all_of", "any_of", "unless", "at_least"}
BANNED = re.compile(
    r"\b(alleges?|alleged|claims|claimed|failed to|fails to|refuses to|admits|admitted|you should (leave|stay)"
    r"|you must (leave|stay)|they should (leave|stay)|why didn'?t|abuser|suspect|victims?|offender|incident"
    r"|he|she|him|her|his|hers|battered|toxic|honou?r[- ]based violence|user)\b",
    re.IGNORECASE,
)
NAMES_A_LAW = re.compile(r"victim in law|protects adults", re.IGNORECASE)
QUOTATION_MARKS = re.compile("[\"“”„«»‘’`]|(?<![\\w}])'|'(?!\\w)")
NUMBERS = re.compile(r"\d{3,}")
LONGEST_TEXT = 320
JOURNEYS = pytest.mark.parametrize("stages", [BASE, SEVENOAKS], ids=["england-and-wales", "sevenoaks-dc"])


@JOURNEYS
def test_every_key_of_the_journey_is_asked_once(stages: list[dict[str, Any]]) -> None:
    ids = [question["id"] for stage in stages for question in stage["questions"]]
    assert [stage["stage"] for stage in stages] == STAGES
    assert sorted(set(KEYS) - set(ids)) == []
    assert len(ids) == len(set(ids))


@JOURNEYS
def test_every_question_says_why_it_is_asked_and_by_which_paragraph(stages: list[dict[str, Any]]) -> None:
    for question in questions_of(stages).values():
        assert question["why"] and question["label"] and question["text"], question["id"]
        assert question["source"]["document"] in ("england-and-wales", "sevenoaks-dc"), question["id"]
        assert str(question["source"]["paragraph"]), question["id"]


def test_every_question_of_sevenoaks_cites_its_own_policy() -> None:
    elsewhere = [q["id"] for q in QUESTIONS.values() if q["source"]["document"] != "sevenoaks-dc"]
    assert elsewhere == []


@JOURNEYS
def test_nothing_on_screen_blames_doubts_or_presses_anyone(stages: list[dict[str, Any]]) -> None:
    """Sevenoaks 2.3, 7.1: believe them, do not tell them what to do (SDC-016, SDC-017, SDC-064)."""
    found = [
        (at, m.group()) for at, text in spoken(stages) for m in BANNED.finditer(NAMES_A_LAW.sub("", text))
    ]
    assert found == []


@JOURNEYS
def test_nothing_on_screen_stands_in_quotation_marks(stages: list[dict[str, Any]]) -> None:
    assert [(at, text) for at, text in spoken(stages) if QUOTATION_MARKS.search(text)] == []


@JOURNEYS
def test_every_text_is_short_and_plain(stages: list[dict[str, Any]]) -> None:
    texts = [(at, t) for at, t in spoken(stages) if at.endswith((" text", " why", " remark", " intro"))]
    ease = {at: reading_ease(text) for at, text in texts}
    assert [(at, len(text)) for at, text in texts if len(text) > LONGEST_TEXT] == []
    assert {at: round(one) for at, one in ease.items() if one < 45} == {}
    assert sum(ease.values()) / len(ease) >= 60


@JOURNEYS
def test_no_phone_number_but_999_101_and_55_is_written_into_a_question(stages: list[dict[str, Any]]) -> None:
    """Numbers come from the contact register, which knows the hour and their age (SDC-024)."""
    found = {n for at, text in spoken(stages) if not at.endswith("hint") for n in NUMBERS.findall(text)}
    assert found <= {"999", "101"}


@JOURNEYS
def test_every_condition_reads_facts_that_exist(stages: list[dict[str, Any]]) -> None:
    questions = questions_of(stages)
    groups = {name: group for stage in stages for name, group in stage.get("groups", {}).items()}
    known = set(questions) | COMPUTED | {f"any.{q['id']}" for q in questions.values() if "group" in q}
    known |= {f"{name}.member" for name in groups} | set(_of_members(questions, groups))
    for at, condition in _conditions(questions, groups):
        for fact, values in facts_in(condition):
            assert fact in known, (at, fact)
            assert all(isinstance(value, str) for value in values), (at, fact, values)
            assert values <= _values_of(fact, questions, groups), (at, fact, values)


def _of_members(
    questions: Mapping[str, dict[str, Any]], groups: Mapping[str, dict[str, Any]]
) -> Iterator[str]:
    for question in (question for question in questions.values() if "group" in question):
        for member in groups[question["group"]].get("members", {}):
            yield question["id"].replace(".", f".{member}.", 1)


def _conditions(
    questions: Mapping[str, dict[str, Any]], groups: Mapping[str, dict[str, Any]]
) -> Iterator[tuple[str, dict[str, Any]]]:
    for question in questions.values():
        yield question["id"], question.get("ask_when", {})
        yield from ((question["id"], remark["when"]) for remark in question.get("remarks", []))
    for name, group in groups.items():
        yield name, group.get("opens_when", {})
        yield from ((name, condition) for condition in group.get("member_when", {}).values())


def _values_of(
    fact: str, questions: Mapping[str, dict[str, Any]], groups: Mapping[str, dict[str, Any]]
) -> set[str]:
    if fact.endswith(".member"):
        return set(groups[fact.split(".")[0]]["members"])
    parts = fact.removeprefix("any.").split(".")
    question = questions.get(fact) or questions.get(f"{parts[0]}.{parts[-1]}")
    if question is None:
        return {"required", "offered", "consent", "without-consent", "yes", "no"}
    return {choice["value"] for choice in question.get("choices", [])} or {"yes", "no", "not_known"}


def test_only_mode_source_danger_children_and_the_final_check_cannot_be_skipped() -> None:
    fixed = {key for key, question in QUESTIONS.items() if question.get("may_skip") is False}
    assert fixed == {
        "opening.mode",
        "opening.source",
        "opening.danger",
        "children.any",
        "check_answers.confirmed",
    }


def test_ticks_can_be_typed_with_commas_between() -> None:
    for question in QUESTIONS.values():
        for choice in question.get("choices", []) if question["kind"] == "checklist" else []:
            assert not re.search(r"[,;]| and ", choice["label"]), (question["id"], choice["label"])


def test_no_choice_can_be_meant_by_the_same_words_as_another() -> None:
    for question in QUESTIONS.values():
        names = [
            name.casefold()
            for choice in question.get("choices", [])
            for name in {choice["value"], choice["label"].casefold(), *choice.get("also", [])}
        ]
        twice = {name for name in names if names.count(name) > 1 and name not in _same_choice(question)}
        assert twice == set(), question["id"]


def _same_choice(question: dict[str, Any]) -> set[str]:
    return {
        choice["value"]
        for choice in question.get("choices", [])
        if choice["value"].casefold() == choice["label"].casefold()
        or choice["value"] in choice.get("also", [])
    }


def test_the_page_that_shows_the_conversation_asks_in_the_words_of_the_packs() -> None:
    shown = DOCS.read_text(encoding="utf-8")
    blocks = re.findall(r"<!-- ([a-z0-9_.]+) -->\n((?:>.*\n)+)", shown)
    assert len(blocks) > 100
    for key, block in blocks:
        first = QUESTIONS[_base_key(key)]["text"].split("\n")[0]
        pattern = re.escape(first).replace(r"\{member\}", ".+").replace(r"\{client\}", "client")
        assert re.search(re.sub(r"\\\{\w+_system\\\}", ".+", pattern), block), (key, first)


def _base_key(key: str) -> str:
    parts = key.split(".")
    return key if key in QUESTIONS else f"{parts[0]}.{parts[-1]}"
