"""What Stoke-on-Trent's pack answers, which numbers it gives at which hour, and how it words things."""

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
from bot.application.contacts import open_now, shown_contacts
from tests.packs.journey_files import reading_ease
from tests.packs.test_journey_content import BANNED, LONGEST_TEXT, NUMBERS, QUOTATION_MARKS

POLICIES = YamlPolicies(Path(__file__).parents[2] / "packs")
POLICY = POLICIES.policy("stoke-on-trent", date(2026, 11, 23))
CALENDAR = EnglandCalendar()
OWN = "stoke-on-trent"
NATIONAL = {
    "stoke-on-trent", "england-and-wales", "care-act-2014", "children-act-1989", "crime-and-disorder-act-1998",
    "data-protection-act-2018", "domestic-abuse-act-2021", "human-rights-act-1998", "mental-capacity-act-2005",
    "organisation-decision", "safelives-dash", "safelives-marac-form", "serious-crime-act-2015", "uk-gdpr",
}  # fmt: skip
FOREIGN = re.compile(
    r"\b(kent|medway|sevenoaks|davss|dover|humme|case review|cdap|look ahead)\b", re.IGNORECASE
)


class Noon:
    """A clock that stands still."""

    def now(self) -> datetime:
        """23 November 2026 at noon."""
        return at(23, 12)


def at(day: int, hour: int, minute: int = 0, month: int = 11) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=LONDON)


def answer(question: str, moment: datetime | None = None) -> AdviceAnswer:
    found = answer_question(question, POLICY, moment or at(23, 10), CALENDAR)
    assert found is not None, question
    return found


def numbers(contact: str, moment: datetime) -> list[str]:
    return [shown.contact.phone for shown in shown_contacts([contact], POLICY.contacts, moment, CALENDAR)]


# --- the two front doors ------------------------------------------------------------------------------------


@pytest.mark.obligation("STK-030")
@pytest.mark.obligation("STK-031")
@pytest.mark.parametrize(
    ("moment", "stoke", "staffordshire"),
    [
        (at(23, 8, 29), "01782 234234", "0345 604 2886"),
        (at(23, 8, 30), "01782 235100", "0800 13 13 126"),
        (at(26, 16, 59), "01782 235100", "0800 13 13 126"),
        (at(26, 17, 0), "01782 234234", "0345 604 2886"),
        (at(27, 16, 29), "01782 235100", "0800 13 13 126"),
        (at(27, 16, 30), "01782 234234", "0345 604 2886"),
        (at(28, 11, 0), "01782 234234", "0345 604 2886"),
        (at(25, 11, 0, month=12), "01782 234234", "0345 604 2886"),
    ],
)
def test_each_front_door_answers_in_its_hours_and_its_duty_team_at_all_others(
    moment: datetime, stoke: str, staffordshire: str
) -> None:
    """09: Monday to Thursday 0830 to 1700, Friday 0830 to 1630; out of hours Emergency Duty Team."""
    assert numbers("stoke-front-door", moment) == [stoke]
    assert numbers("staffordshire-front-door", moment) == [staffordshire]


@pytest.mark.obligation("STK-031")
def test_the_duty_team_is_open_while_its_front_door_is_closed() -> None:
    duty = POLICY.contacts["stoke-emergency-duty"]
    assert open_now(duty, POLICY.contacts, at(23, 22), CALENDAR) is True
    assert open_now(duty, POLICY.contacts, at(23, 11), CALENDAR) is False


@pytest.mark.obligation("STK-030")
def test_who_to_ring_about_a_child_at_night_names_both_areas_and_999() -> None:
    shown = [s.contact.phone for s in answer("who do I ring about a child", at(23, 23)).contacts]
    assert set(shown) == {"01782 234234", "0345 604 2886", "999"}


@pytest.mark.obligation("STK-047")
@pytest.mark.parametrize(
    ("blocked", "successor"),
    [
        ("stoke-referral-email", "stoke-front-door"),
        ("karma-nirvana-old-number", "karma-nirvana"),
        ("citizens-advice-old-number", "citizens-advice"),
        ("nspcc-old-number", "nspcc"),
    ],
)
def test_what_is_dead_or_wrong_is_never_given(blocked: str, successor: str) -> None:
    """16: local and national contacts, as checked since."""
    (shown,) = shown_contacts([blocked], POLICY.contacts, at(23, 10), CALENDAR)
    assert shown.contact.id == successor
    dead = POLICY.contacts[blocked]
    assert (dead.phone or dead.email) not in (shown.contact.phone, shown.contact.email)


@pytest.mark.obligation("STK-047")
def test_no_closed_e_mail_address_and_no_charged_number_is_said_anywhere() -> None:
    said = [text for _, text in everything_said()]
    assert not [text for text in said if re.search(r"gcsx|gse\.gov|cjism|0844", text)]


@pytest.mark.obligation("STK-047")
def test_every_service_of_the_guidance_can_be_reached_and_an_old_number_says_that_it_is_old() -> None:
    """16: access to specialist domestic abuse services."""
    printed = {
        "0300 303 3778", "01785 601690", "0330 0945 559", "0300 330 5959", "01782 433204", "01782 344740",
        "0808 801 0327", "0800 5999 247", "020 7008 0151", "0808 2000 247", "0800 999 5428",
    }  # fmt: skip
    live = {c.phone: c for c in POLICY.contacts.values() if c.status != "blocked"}
    assert printed <= set(live)
    unchecked = [c.id for c in live.values() if c.source.document == OWN and not (c.checked_on or c.doubt)]
    assert unchecked == []


@pytest.mark.obligation("STK-066")
def test_the_national_helpline_is_given_for_a_refuge_at_any_hour() -> None:
    """Appendix B: the national 24 hour helpline."""
    shown = {s.contact.phone: s.open_now for s in answer("how do I find a refuge", at(29, 3)).contacts}
    assert shown["0808 2000 247"] is True


@pytest.mark.obligation("STK-046")
@pytest.mark.parametrize(
    ("question", "contact"),
    [
        ("support for male victims", "mens-advice-line"),
        ("support for children who lived with abuse", "new-era-victims"),
        ("programme for perpetrators", "new-era-perpetrators"),
        ("support after rape", "savana"),
        ("lesbian couple abuse", "galop"),
    ],
)
def test_the_service_fits_who_needs_it(question: str, contact: str) -> None:
    """16: males, females and children; programmes are also provided to perpetrators."""
    assert contact in [shown.contact.id for shown in answer(question).contacts]


# --- what is answered ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("question", "entry", "part"),
    [
        pytest.param("who is this guidance for", "who-it-covers", "statutory, independent or voluntary",
                     marks=pytest.mark.obligation("STK-068", "STK-003")),
        pytest.param("which agencies does it apply to", "who-it-covers", "directly or indirectly",
                     marks=pytest.mark.obligation("STK-068")),
        pytest.param("what do I do when someone discloses", "first-steps", "tell the right agencies",
                     marks=pytest.mark.obligation("STK-003", "STK-023")),
        pytest.param("what are the principles of the guidance", "principles", "Support the parent",
                     marks=pytest.mark.obligation("STK-004")),
        pytest.param("is there a statutory definition", "definition", "section 1 of the Domestic Abuse Act 2021",
                     marks=pytest.mark.obligation("STK-005")),
        pytest.param("how long do I have to send the MARF", "marf", "within 48 hours of the call",
                     marks=pytest.mark.obligation("STK-032")),
        pytest.param("nobody answered my referral", "acknowledgement", "written acknowledgement",
                     marks=pytest.mark.obligation("STK-034")),
        pytest.param("can marac call a child protection conference", "marac-children", "section 47 enquiries",
                     marks=pytest.mark.obligation("STK-039")),
        pytest.param("can I wait for the marac meeting", "marac-delay", "Never wait",
                     marks=pytest.mark.obligation("STK-039")),
        pytest.param("how long does a protection order last", "protection-notices", "14 to 28 days",
                     marks=pytest.mark.obligation("STK-041")),
        pytest.param("can an agency make a Clare's Law request", "clares-law", "for agencies",
                     marks=pytest.mark.obligation("STK-042")),
        pytest.param("do we keep records for a homicide review", "homicide-review", "stop any deletion",
                     marks=pytest.mark.obligation("STK-043")),
        pytest.param("information sharing guidance", "information-sharing", "May 2024",
                     marks=pytest.mark.obligation("STK-070")),
        pytest.param("what law lets me share", "information-sharing", "sections 10 and 11 of the Children Act 2004",
                     marks=pytest.mark.obligation("STK-044")),
        pytest.param("I am not an expert on domestic abuse", "seek-expertise", "Ask specialist services",
                     marks=pytest.mark.obligation("STK-052")),
        pytest.param("where is appendix C", "missing-parts", "Appendix D (legislation)",
                     marks=pytest.mark.obligation("STK-067")),
        pytest.param("who is interviewed first", "interview-order", "never interview the alleged perpetrator",
                     marks=pytest.mark.obligation("STK-050")),
        pytest.param("can I leave a voicemail", "no-trace", "No.", marks=pytest.mark.obligation("STK-049")),
        pytest.param("son hits his mum", "adolescent-to-parent", "brothers and sisters",
                     marks=pytest.mark.obligation("STK-014")),
    ],
)  # fmt: skip
def test_a_question_about_the_guidance_gets_its_answer(question: str, entry: str, part: str) -> None:
    found = answer(question)
    assert found.entry.id == entry
    assert part in found.entry.answer


@pytest.mark.obligation("STK-041")
@pytest.mark.obligation("STK-042")
def test_28_days_always_says_which_28_days() -> None:
    for entry in POLICY.advice:
        for sentence in re.split(r"(?<=[.;])\s", entry.answer):
            if "28 days" in sentence:
                assert re.search(r"order|answer", sentence), entry.id


@pytest.mark.obligation("STK-005")
def test_the_old_definition_is_said_to_be_out_of_date_and_a_single_time_counts() -> None:
    found = answer("does one incident count").entry
    assert "says that there is no legal definition. There is one now" in found.answer
    assert "once or many times" in found.answer


def test_every_way_of_asking_finds_its_own_entry_among_the_first() -> None:
    asked = [(entry.id, ask) for entry in POLICY.advice for ask in entry.asks]
    right = 0
    for entry, ask in asked:
        found = answer_question(ask, POLICY, at(23, 10), CALENDAR)
        right += found is not None and entry in {found.entry.id, *(other.id for other in found.alternatives)}
    assert right / len(asked) >= 0.95


@pytest.mark.parametrize(
    "question", ["capital of France", "parking permit renewal", "humme tag", "what is DAVSS"]
)
def test_what_the_guidance_does_not_answer_gets_no_answer(question: str) -> None:
    assert answer_question(question, POLICY, at(23, 10), CALENDAR) is None


@pytest.mark.obligation("STK-067")
def test_every_answer_from_the_guidance_is_said_to_be_past_its_review() -> None:
    own = [entry for entry in POLICY.advice if entry.source.document == OWN]
    assert own and all(
        answer(entry.asks[0]).review_passed for entry in own if _first(entry.asks[0], entry.id)
    )


def _first(ask: str, entry: str) -> bool:
    found = answer_question(ask, POLICY, at(23, 10), CALENDAR)
    return found is not None and found.entry.id == entry


# --- law, sources and words ---------------------------------------------------------------------------------


@pytest.mark.obligation("STK-044")
@pytest.mark.obligation("STK-045")
def test_the_ground_for_a_child_is_the_children_acts() -> None:
    """15: The Children Act 1989, and The Children Act 2004 (s10, 11)."""
    found = assessed(
        children=[{"age": 6, "at_risk_of_significant_harm": "yes"}], consent={"children": "refused"}
    )
    gateway = next(share["gateway"] for share in found["sharing"] if share["to"] == "children")
    assert "Children Act 1989 and sections 10 and 11 of the Children Act 2004" in gateway
    assert "must not hold up" in gateway


@pytest.mark.obligation("STK-031")
@pytest.mark.obligation("STK-030")
def test_the_referral_to_make_now_names_both_doors_their_hours_and_999() -> None:
    """09: two areas, two teams; in an emergency always call 999."""
    found = assessed(children=[{"age": 6, "at_risk_of_significant_harm": "yes"}])
    text = next(action["text"] for action in found["actions"] if action["id"] == "children-referral")
    for number in ("01782 235100", "01782 234234", "0800 13 13 126", "0345 604 2886", "101", "999"):
        assert number in text
    assert "Friday 8.30am to 4.30pm" in text and "in doubt" in text


@pytest.mark.obligation("STK-041")
def test_the_protection_notice_is_dated_and_its_times_are_told_apart() -> None:
    """12: within 48 hours; a minimum of 14 days and a maximum of 28 days."""
    text = next(
        a["text"] for a in assessed(answers={"1": "yes"})["actions"] if a["id"] == "protection-notice"
    )
    assert "within 48 hours of the notice" in text and "An order lasts 14 to 28 days" in text
    assert "guidance of 2019" in text


@pytest.mark.parametrize(
    "request_",
    [
        {},
        {"source": "perpetrator", "answers": {"15": "yes"}},
        {"source": "third_party", "children": [{"age": 2, "at_risk_of_significant_harm": "not_known"}]},
        {"answers": {str(n): "yes" for n in range(1, 25)}, "consent": {"marac": "refused", "police": "refused"},
         "adult_needs": {"care_and_support": "yes"}, "perpetrator": {"position_of_trust": True, "joint_tenant": True},
         "previous_marac": {"date": "2026-06-01", "new_incident": True}, "police_callouts_12_months": 5,
         "children": [{"age": 0, "at_risk_of_significant_harm": "yes"}], "safe_to_inform": False},
    ],
)  # fmt: skip
def test_an_assessment_cites_the_guidance_and_the_law_and_names_no_other_organisation(
    request_: dict[str, Any],
) -> None:
    found = assessed(**request_)
    assert {source["document"] for source in sources(found)} <= NATIONAL
    assert not FOREIGN.search(str(found))


def test_every_rule_and_every_question_rests_on_the_guidance_or_on_the_law() -> None:
    rules = (*POLICY.actions, *POLICY.referrals, *POLICY.sharing, *POLICY.warnings, *POLICY.criteria)
    more = (*POLICY.indicators, *POLICY.advice, *POLICY.contacts.values(), *POLICY.gateways.values())
    questions = [question for stage in POLICY.journey.stages for question in stage.questions]
    assert {one.source.document for one in (*rules, *more, *questions)} <= NATIONAL


def test_a_report_from_before_the_pack_is_still_assessed() -> None:
    assert assessed(on="2020-01-15T10:00")["level"] == "incomplete"


@pytest.mark.obligation("STK-004")
def test_nothing_on_screen_blames_doubts_or_presses_anyone() -> None:
    """03: non-judgmental, non-discriminatory and respectful practice."""
    found = [(at_, m.group()) for at_, text in journey_said() for m in BANNED.finditer(_without_law(text))]
    assert found == []
    assert not [at_ for at_, text in journey_said() if re.search(r"fail\w* to protect", text)]


def _without_law(text: str) -> str:
    return re.sub(r"child in law|the law", "", text)


def test_nothing_on_screen_stands_in_quotation_marks_or_holds_a_number() -> None:
    marks = [(at_, text) for at_, text in journey_said() if QUOTATION_MARKS.search(text)]
    assert marks == []
    found = {n for at_, text in journey_said() if not at_.endswith("hint") for n in NUMBERS.findall(text)}
    assert found <= {"999", "101"}


def test_every_text_is_short_and_plain() -> None:
    texts = [(at_, text) for at_, text in journey_said() if at_.endswith((" text", " why", " remark"))]
    assert [(at_, len(text)) for at_, text in texts if len(text) > LONGEST_TEXT] == []
    ease = {at_: reading_ease(text) for at_, text in texts}
    assert {at_: round(one) for at_, one in ease.items() if one < 45} == {}
    assert sum(ease.values()) / len(ease) >= 60


def test_nothing_tells_anyone_to_go_or_to_stay() -> None:
    pressing = re.compile(r"\b(you|they|she|he) (should|must|ought to) (leave|stay|go)\b", re.IGNORECASE)
    assert not [at_ for at_, text in everything_said() if pressing.search(text)]


def journey_said() -> Iterator[tuple[str, str]]:
    for stage in POLICY.journey.stages:
        yield f"{stage.id} intro", stage.intro
        for question in stage.questions:
            yield f"{question.id} label", question.label
            yield f"{question.id} text", question.text
            yield f"{question.id} why", question.why
            yield f"{question.id} hint", question.hint
            yield from ((f"{question.id} choice", choice.label) for choice in question.choices)
            yield from ((f"{question.id} remark", remark.text) for remark in question.remarks)


def everything_said() -> Iterator[tuple[str, str]]:
    yield from journey_said()
    yield from ((rule.id, rule.text) for rule in POLICY.actions)
    yield from ((rule.to, f"{rule.name} {rule.reason} {rule.how}") for rule in POLICY.referrals)
    yield from ((entry.id, entry.answer) for entry in POLICY.advice)
    yield from (("caution", caution.text) for caution in POLICY.warnings)
    live = (c for c in POLICY.contacts.values() if c.status != "blocked")
    yield from ((c.id, " ".join((c.phone, c.email, c.web, c.says))) for c in live)


def assessed(**request: Any) -> dict[str, Any]:
    return assess_request({"org": OWN, "on": "2026-11-23T10:00", **request}, POLICIES, Noon(), CALENDAR)


def sources(found: Any) -> Iterator[dict[str, str]]:
    if isinstance(found, dict):
        if set(found) == {"document", "paragraph"}:
            yield found
        for inner in found.values():
            yield from sources(inner)
    elif isinstance(found, list):
        for inner in found:
            yield from sources(inner)
