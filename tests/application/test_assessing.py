"""A request is read to the letter: what is not in the contract is refused by name, in one sentence."""

import json
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.application.assessing import (
    assess_request,
    deadlines_of,
    facts_of_request,
    moment_of_request,
    read_request,
)
from bot.safeguarding.assessment import assess
from bot.safeguarding.errors import BadRequestError, UnknownOrganisationError
from bot.safeguarding.policy import DESTINATIONS, Policy
from tests.safeguarding.conftest import LONDON, ON, FixedCalendar, answered, grouped, sevenoaks

CALENDAR = FixedCalendar()
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


class OneOrganisation:
    def organisations(self) -> tuple[str, ...]:
        return ("sevenoaks-dc",)

    def policy(self, org: str, as_at: date) -> Policy:
        if org != "sevenoaks-dc":
            raise UnknownOrganisationError("There is no such organisation.")
        return sevenoaks()


class StoppedClock:
    def now(self) -> datetime:
        return NOW


def facts(**request: Any) -> dict[str, Any]:
    return facts_of_request({"org": "sevenoaks-dc", **request}, sevenoaks(), ON)


def answer(request: dict[str, Any]) -> dict[str, Any]:
    return assess_request(request, OneOrganisation(), StoppedClock(), CALENDAR)


EXAMPLE = {
    "org": "sevenoaks-dc",
    "on": "2026-11-23T10:00",
    "source": "self",
    "answers": {"1": "yes", "2": "no", "15": "not_known"},
    "professional_judgement": {"high_risk": True, "reason": "text"},
    "police_callouts_12_months": 3,
    "previous_marac": {"date": "2026-03-01", "new_incident": True},
    "children": [{"age": 6, "in_household": True, "at_risk_of_significant_harm": "yes"}],
    "adult_needs": {"care_and_support": "yes"},
    "perpetrator": {"position_of_trust": True, "joint_tenant": True},
    "consent": {"marac": "given", "children": "refused", "specialist": "not_asked"},
    "safe_to_inform": True,
}


def test_the_example_of_the_contract_becomes_the_facts_of_the_journey() -> None:
    found = facts_of_request(EXAMPLE, sevenoaks(), ON)
    expected = {
        "opening.source": "self",
        "dash_1": "yes",
        "dash_2": "no",
        "dash_15": "not_known",
        "judgement.high_risk": "yes",
        "judgement.reason": "text",
        "history.police_callouts": 3,
        "history.marac_before": "yes",
        "history.marac_on": date(2026, 3, 1),
        "history.marac_new_incident": "yes",
        "children.any": "yes",
        "child.1.age": 6,
        "child.1.in_household": "yes",
        "child.1.harm": "yes",
        "adult.care_and_support": "yes",
        "perpetrator.1.trust": "yes",
        "perpetrator.1.joint_tenant": "yes",
        "consent.marac.given": "given",
        "consent.children.given": "refused",
        "consent.specialist.given": "not_asked",
        "consent.safe_to_inform": "yes",
    }
    assert {key: value for key, value in found.items() if not key.startswith("any.")} == expected
    assert found["any.child.harm"] == {"yes"}
    assert found["any.perpetrator.trust"] == {"yes"}


def test_the_example_of_the_contract_is_answered() -> None:
    found = answer(EXAMPLE)
    assert (found["level"], found["marac"]["refer"], found["marac"]["repeat"]) == ("high", "must", True)
    assert {r["to"]: r["status"] for r in found["referrals"]}["children"] == "required"
    assert [s["basis"] for s in found["sharing"][:2]] == ["consent", "without-consent"]


def test_only_the_organisation_is_needed_and_nothing_is_made_up() -> None:
    assert facts() == {}
    found = answer({"org": "sevenoaks-dc"})
    assert (found["level"], len(found["not_asked"])) == ("incomplete", 24)
    assert found["actions"][0]["due"] == "2026-11-24"


def test_no_children_is_said_by_an_empty_list() -> None:
    assert facts(children=[]) == {"children.any": "no"}
    assert facts(children=[{}]) == {"children.any": "yes"}


def test_what_may_be_not_known_can_be_said_to_be() -> None:
    found = facts(safe_to_inform="not_known", previous_marac={"new_incident": "not_known"})
    assert (found["consent.safe_to_inform"], found["history.marac_new_incident"]) == (
        "not_known",
        "not_known",
    )


def test_an_empty_reason_is_no_reason() -> None:
    assert "judgement.reason" not in facts(professional_judgement={"high_risk": False, "reason": " \n"})


@pytest.mark.parametrize(
    ("request_", "names"),
    [
        ({"answer": {}}, '"answer"'),
        ({"answers": {"25": "yes"}}, '"25"'),
        ({"answers": {"0": "yes"}}, '"0"'),
        ({"answers": {"01": "yes"}}, '"01"'),
        ({"answers": {"1": "Yes"}}, '"Yes"'),
        ({"answers": {"1": True}}, "true"),
        ({"answers": {"1": None}}, "null"),
        ({"answers": {"1": "not_asked"}}, '"not_asked"'),
        ({"answers": []}, "a list"),
        ({"source": "neighbour"}, '"neighbour"'),
        ({"source": ["self"]}, "a list"),
        ({"safe_to_inform": "yes"}, '"yes"'),
        ({"safe_to_inform": 1}, "1"),
        ({"police_callouts_12_months": -1}, "-1"),
        ({"police_callouts_12_months": True}, "true"),
        ({"police_callouts_12_months": 2.0}, "2.0"),
        ({"police_callouts_12_months": "3"}, '"3"'),
        ({"police_callouts_12_months": 10**30}, "a number"),
        ({"professional_judgement": {}}, "high_risk"),
        ({"professional_judgement": {"high_risk": "yes"}}, "high_risk"),
        ({"professional_judgement": {"high_risk": True, "reason": 3}}, "reason"),
        ({"professional_judgement": {"high_risk": True, "by": "me"}}, '"by"'),
        ({"previous_marac": {"date": "2026-02-29"}}, '"2026-02-29"'),
        ({"previous_marac": {"date": "2026-11-24"}}, '"2026-11-24"'),
        ({"previous_marac": {"date": "20260301"}}, '"20260301"'),
        ({"previous_marac": {"date": 2026}}, "2026"),
        ({"previous_marac": {"on": "2026-03-01"}}, '"on"'),
        ({"previous_marac": "2026-03-01"}, "text"),
        ({"children": {"age": 6}}, "children"),
        ({"children": [6]}, "children 1"),
        ({"children": [{}, {"age": 121}]}, "children 2 age"),
        ({"children": [{"age": -1}]}, "-1"),
        ({"children": [{"age": True}]}, "true"),
        ({"children": [{"age": 6.5}]}, "6.5"),
        ({"children": [{"name": "x"}]}, '"name"'),
        ({"children": [{"at_risk_of_significant_harm": True}]}, "true"),
        ({"children": [{"in_household": "yes"}]}, '"yes"'),
        ({"children": [{}] * 101}, "101"),
        ({"adult_needs": {"care": "yes"}}, '"care"'),
        ({"adult_needs": {"care_and_support": True}}, "true"),
        ({"perpetrator": {"trust": True}}, '"trust"'),
        ({"perpetrator": {"position_of_trust": "yes"}}, '"yes"'),
        ({"perpetrator": [{}]}, "a list"),
        ({"consent": {"idva": "given"}}, '"idva"'),
        ({"consent": {"marac": "yes"}}, '"yes"'),
        ({"consent": {"marac": True}}, "true"),
    ],
)
def test_what_the_contract_does_not_have_is_refused_by_name(request_: dict[str, Any], names: str) -> None:
    with pytest.raises(BadRequestError) as refused:
        facts(**request_)
    assert names in str(refused.value)
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize("missing", [{}, {"org": ""}, {"org": 3}, {"org": None}])
def test_a_request_without_an_organisation_is_refused(missing: dict[str, Any]) -> None:
    with pytest.raises(BadRequestError, match="org is missing"):
        answer(missing)


def test_an_unknown_organisation_is_refused() -> None:
    with pytest.raises(UnknownOrganisationError):
        answer({"org": "nowhere"})


def test_a_long_value_is_cut_and_kept_on_one_line() -> None:
    with pytest.raises(BadRequestError) as refused:
        facts(source="he\nsaid " * 100)
    assert len(str(refused.value)) < 250
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize(
    "text",
    [
        "2026-11-23",
        "2026-11-23 10:00",
        "2026-11-23T10:00Z",
        "2026-11-23T10:00+00:00",
        "2026-13-01T10:00",
        "2026-11-31T10:00",
        "2026-11-23T24:00",
        "1999-12-31T10:00",
        "2100-01-01T10:00",
        "9999-12-31T23:59",
        "20261123T1000",
        "today",
        "",
        20261123,
        None,
        True,
    ],
)
def test_a_time_that_is_no_local_time_is_refused(text: object) -> None:
    with pytest.raises(BadRequestError, match=r"^on can't be"):
        moment_of_request({"on": text}, StoppedClock(), CALENDAR)


def test_an_hour_that_the_clocks_jump_over_is_refused() -> None:
    with pytest.raises(BadRequestError, match="the clocks went forward"):
        moment_of_request({"on": "2026-03-29T01:30"}, StoppedClock(), CALENDAR)


def test_an_hour_that_comes_twice_is_read_as_the_first() -> None:
    moment = moment_of_request({"on": "2026-10-25T01:30"}, StoppedClock(), CALENDAR)
    assert moment.astimezone(UTC) == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


def test_without_a_time_the_report_is_made_now_in_local_time() -> None:
    moment = moment_of_request({}, StoppedClock(), CALENDAR)
    assert (moment, moment.tzinfo) == (NOW, LONDON)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "not JSON"),
        ("{", "not JSON"),
        ("[]", "must be an object, not a list"),
        ("null", "not null"),
        ('{"org": "a", "org": "b"}', '"org" is given twice'),
        ('{"answers": {"1": "no", "1": "yes"}}', '"1" is given twice'),
        ('{"police_callouts_12_months": NaN}', "NaN"),
        ('{"police_callouts_12_months": -Infinity}', "-Infinity"),
        ('{"police_callouts_12_months": ' + "9" * 5000 + "}", "number too long"),
        ("[" * 100_000, "nested too deeply"),
        ('{"org": "sevenoaks-dc"} {}', "not JSON"),
    ],
)
def test_json_that_leaves_a_doubt_is_refused(text: str, says: str) -> None:
    with pytest.raises(BadRequestError) as refused:
        read_request(text)
    assert says in str(refused.value)
    assert "\n" not in str(refused.value)


def test_a_number_beyond_all_bounds_is_no_count() -> None:
    request = read_request('{"police_callouts_12_months": 1e999}')
    with pytest.raises(BadRequestError, match="a whole number"):
        facts(**request)


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=8)
    | st.sampled_from(["yes", "given"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)


@given(st.dictionaries(st.sampled_from([*EXAMPLE, "other"]), JSON))
def test_whatever_is_sent_is_answered_or_refused_in_one_sentence(request: dict[str, Any]) -> None:
    try:
        json.dumps(answer({**request, "org": "sevenoaks-dc"}))
    except BadRequestError as refused:
        assert str(refused).strip() == str(refused) != ""
        assert len(str(refused).splitlines()) == 1


@given(
    st.fixed_dictionaries(
        {},
        optional={
            "answers": st.dictionaries(
                st.integers(1, 24).map(str), st.sampled_from(["yes", "no", "not_known"])
            ),
            "consent": st.dictionaries(
                st.sampled_from(DESTINATIONS),
                st.sampled_from(["given", "refused", "not_asked", "unsafe_to_ask"]),
            ),
            "safe_to_inform": st.sampled_from([True, False, "not_known"]),
            "children": st.lists(
                st.fixed_dictionaries({}, optional={"age": st.integers(0, 120)}), max_size=3
            ),
        },
    )
)
def test_the_answer_to_a_good_request_reads_back_as_it_was_written(request: dict[str, Any]) -> None:
    found = answer({"org": "sevenoaks-dc", **request})
    assert json.loads(json.dumps(found, ensure_ascii=False)) == found
    assert found == answer({"org": "sevenoaks-dc", **request})


def test_every_time_limit_becomes_a_deadline_of_the_record() -> None:
    harmed = grouped({**answered(yes=(15,)), "child.1.harm": "yes"})
    assessment = assess(harmed, sevenoaks(), ON, CALENDAR)
    respond, children = deadlines_of(assessment, ON, CALENDAR)
    assert (respond.id, respond.whole_day, respond.owner) == ("respond", True, "you")
    assert respond.due_at == datetime(2026, 11, 24, 23, 59, tzinfo=LONDON)
    assert (children.id, children.whole_day) == ("referral.children", False)
    assert children.due_at == datetime(2026, 11, 25, 10, 0, tzinfo=LONDON)
    assert children.starts_at == ON
