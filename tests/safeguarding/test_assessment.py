"""What never happens, whatever is answered: nothing is lowered, and nothing is said without its paragraph."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.safeguarding.assessment import Assessment, as_contract, assess
from bot.safeguarding.conditions import FactIs, FactValue
from bot.safeguarding.policy import DESTINATIONS, Policy
from bot.safeguarding.risk import LEVELS, REFER
from bot.safeguarding.sharing import STATUSES
from tests.safeguarding.conftest import LONDON, ON, FixedCalendar, banded, grouped, sevenoaks

CALENDAR = FixedCalendar()
POLICIES = (sevenoaks(), banded())
ITEMS = st.integers(1, 24)
EITHER = st.sampled_from(POLICIES)
FactSet = dict[str, FactValue]


def _known(key: str, *values: Any) -> st.SearchStrategy[FactSet]:
    """The fact under ``key`` as one of ``values``, or not there at all."""
    return st.sampled_from([{}, *({key: value} for value in values)])


ANSWER = ("yes", "no", "not_known")
CONSENT = ("given", "refused", "not_asked", "unsafe_to_ask")


@st.composite
def cases(draw: st.DrawFn) -> FactSet:
    """Any state of a case: a checklist that leans to one answer, finished or not, and anything else known or not."""
    usual = draw(st.sampled_from([*ANSWER, "not_asked"]))
    changed = draw(st.dictionaries(ITEMS, st.sampled_from([*ANSWER, "not_asked"]), max_size=16))
    answers = {f"dash_{n}": changed.get(n, usual) for n in range(1, 25)}
    facts: FactSet = {key: answer for key, answer in answers.items() if answer != "not_asked"}
    for other in _OTHERS:
        facts |= draw(other)
    return facts


_OTHERS = (
    _known("judgement.high_risk", "yes", "no"),
    _known("judgement.reason", "because", " "),
    _known("judgement.client_fear", "low", "high", "not_known"),
    _known("history.police_callouts", 0, 2, 3, 40, "not_known"),
    _known("history.marac_before", *ANSWER),
    _known("history.marac_on", date(2026, 3, 1), date(2025, 11, 23), date(2025, 1, 1), "not_known"),
    _known("history.marac_new_incident", *ANSWER),
    _known("children.any", *ANSWER),
    _known("child.1.harm", *ANSWER),
    _known("child.1.age", 0, 17, 18),
    _known("adult.care_and_support", *ANSWER),
    _known("perpetrator.1.trust", *ANSWER),
    _known("opening.danger", *ANSWER),
    _known("consent.safe_to_inform", *ANSWER),
    *(_known(f"consent.{to}.given", *CONSENT) for to in DESTINATIONS),
)


def found(facts: FactSet, policy: Policy) -> Assessment:
    return assess(grouped(facts), policy, ON, CALENDAR)


def never_lower(before: Assessment, after: Assessment) -> bool:
    return LEVELS[after.level] >= LEVELS[before.level] and no_ground_lost(before, after)


def no_ground_lost(before: Assessment, after: Assessment) -> bool:
    """Everything but the step from incomplete to standard, and from may to no, that finishing a checklist takes."""
    finished = bool(before.not_asked) and not after.not_asked
    settled = finished and (before.level, after.level) == ("incomplete", "standard")
    return (
        (settled or LEVELS[after.level] >= LEVELS[before.level])
        and (settled or REFER[after.refer] >= REFER[before.refer])
        and before.repeat <= after.repeat
        and before.prompts_judgement <= after.prompts_judgement
        and all(b.met <= a.met for b, a in zip(before.criteria, after.criteria, strict=True))
        and all(
            STATUSES[a.status] >= STATUSES[b.status] or (settled and b.to == "marac")
            for b, a in zip(before.referrals, after.referrals, strict=True)
        )
    )


@pytest.mark.obligation("SDC-033", "SDC-034", "SDC-036")
@given(EITHER, cases(), ITEMS)
def test_another_yes_never_lowers_anything(policy: Policy, facts: FactSet, item: int) -> None:
    before, after = found(facts, policy), found({**facts, f"dash_{item}": "yes"}, policy)
    assert no_ground_lost(before, after)
    assert f"dash_{item}" not in facts or never_lower(before, after)


@pytest.mark.obligation("SDC-035")
@given(EITHER, cases(), st.sampled_from(["yes", "no"]), st.sampled_from(["", "because"]))
def test_a_judgement_never_lowers_anything(policy: Policy, facts: FactSet, high: str, reason: str) -> None:
    unjudged = {key: value for key, value in facts.items() if not key.startswith("judgement.high")}
    judged = {**unjudged, "judgement.high_risk": high, "judgement.reason": reason}
    assert never_lower(found(unjudged, policy), found(judged, policy))


@pytest.mark.obligation("SDC-033")
@given(EITHER, cases(), ITEMS)
def test_a_not_known_in_place_of_a_no_never_lowers_anything(
    policy: Policy, facts: FactSet, item: int
) -> None:
    no = found({**facts, f"dash_{item}": "no"}, policy)
    assert never_lower(no, found({**facts, f"dash_{item}": "not_known"}, policy))


@given(EITHER, cases(), ITEMS)
def test_a_question_not_asked_that_is_not_known_takes_back_nothing_that_was_met(
    policy: Policy, facts: FactSet, item: int
) -> None:
    unasked = {key: value for key, value in facts.items() if key != f"dash_{item}"}
    assert no_ground_lost(found(unasked, policy), found({**unasked, f"dash_{item}": "not_known"}, policy))


@given(EITHER, cases(), st.integers(0, 50), st.integers(0, 50))
def test_more_police_call_outs_never_lower_anything(
    policy: Policy, facts: FactSet, some: int, more: int
) -> None:
    fewer = found({**facts, "history.police_callouts": some}, policy)
    assert never_lower(fewer, found({**facts, "history.police_callouts": some + more}, policy))


@pytest.mark.obligation("SDC-036")
@given(EITHER, cases())
def test_strangulation_is_high_and_must_go_to_marac_whatever_else_is_said(
    policy: Policy, facts: FactSet
) -> None:
    after = found({**facts, "dash_15": "yes"}, policy)
    assert (after.level, after.refer, after.referrals[0].status) == ("high", "must", "required")


@given(EITHER, cases(), ITEMS)
def test_an_unfinished_checklist_is_never_standard(policy: Policy, facts: FactSet, item: int) -> None:
    unfinished = found({key: value for key, value in facts.items() if key != f"dash_{item}"}, policy)
    assert unfinished.level != "standard"
    assert unfinished.refer != "no"


@given(EITHER, cases())
def test_standard_is_said_only_where_no_reading_of_what_is_not_known_is_high(
    policy: Policy, facts: FactSet
) -> None:
    worst = {
        key: "yes" if key.startswith("dash_") and value == "not_known" else value
        for key, value in facts.items()
    }
    if found(facts, policy).level == "standard":
        assert found(worst, policy).level != "high"


@given(EITHER, cases())
def test_every_finding_carries_a_reason_and_a_paragraph(policy: Policy, facts: FactSet) -> None:
    assessment = found(facts, policy)
    for finding in (*assessment.criteria, *assessment.referrals, *assessment.sharing):
        assert finding.reason.strip()
    for finding in (*assessment.indicators, *assessment.actions):
        assert finding.text.strip()
    every = (
        *assessment.criteria,
        *assessment.referrals,
        *assessment.sharing,
        *assessment.actions,
        *assessment.indicators,
    )
    assert all(finding.source.document and finding.source.paragraph for finding in every)
    assert all(warning.strip() for warning in assessment.warnings)


@given(EITHER, cases())
def test_sharing_without_consent_always_names_its_ground_and_its_form(policy: Policy, facts: FactSet) -> None:
    for share in found(facts, policy).sharing:
        assert (share.basis == "without-consent") == bool(share.gateway) == bool(share.form)
        if share.to == "specialist":
            assert share.basis != "without-consent"


@given(EITHER, cases())
def test_no_refusal_is_ever_called_consent(policy: Policy, facts: FactSet) -> None:
    for share in found(facts, policy).sharing:
        assert (share.basis == "consent") == (facts.get(f"consent.{share.to}.given") == "given")


@given(cases())
def test_the_same_facts_in_any_order_give_the_same_json(facts: FactSet) -> None:
    text = json.dumps(as_contract(found(facts, POLICIES[0])))
    turned_round = dict(reversed(facts.items()))
    assert json.dumps(as_contract(found(turned_round, POLICIES[0]))) == text
    assert json.dumps(json.loads(text)) == text


@given(cases())
def test_assessing_with_what_was_worked_out_changes_nothing(facts: FactSet) -> None:
    first = found(facts, POLICIES[0])
    assert found({**facts, **first.computed}, POLICIES[0]) == first


def test_the_json_has_the_keys_of_the_contract_in_their_order() -> None:
    facts: FactSet = {"dash_15": "yes", "consent.marac.given": "refused"}
    contract = as_contract(found(facts, sevenoaks()))
    assert list(contract) == [
        "level",
        "yes_answers",
        "not_asked",
        "not_known",
        "prompts_judgement",
        "marac",
        "referrals",
        "sharing",
        "actions",
        "warnings",
    ]
    assert list(contract["marac"]) == ["refer", "repeat", "criteria"]
    assert contract["marac"]["criteria"][0] == {
        "id": "visible_high_risk",
        "met": False,
        "reason": "1 of 14",
        "source": {"document": "sevenoaks-dc", "paragraph": "2.4 (i)"},
    }
    assert list(contract["referrals"][0]) == ["to", "status", "due", "source"]
    assert list(contract["sharing"][0]) == ["to", "basis", "gateway", "form", "tell_client", "source"]
    assert contract["actions"][0] == {
        "id": "respond",
        "text": "Answer the client.",
        "owner": "you",
        "due": "2026-11-24",
        "source": {"document": "sevenoaks-dc", "paragraph": "2.3"},
    }


@pytest.mark.obligation("SDC-046")
def test_a_caution_of_the_pack_is_said_while_it_holds() -> None:
    """2.7: "the risk can escalate very quickly, especially when a victim/survivor is planning to leave"."""
    assert "Leaving is a time of risk." in found({"plan.situation": "preparing"}, sevenoaks()).warnings
    assert "Leaving is a time of risk." not in found({"plan.situation": "staying"}, sevenoaks()).warnings


@pytest.mark.obligation("SDC-069")
@pytest.mark.parametrize(("review_by", "warned"), [(ON.date(), False), (ON.date() - timedelta(days=1), True)])
def test_a_policy_past_its_review_is_said_to_be(review_by: date, warned: bool) -> None:
    policy = replace(sevenoaks(), review_by=review_by)
    assert any("for review on" in warning for warning in found({}, policy).warnings) is warned


def test_the_pack_can_word_every_warning_of_its_own() -> None:
    policy = replace(sevenoaks(), wording={"warning_not_asked": "{n} to go."})
    assert found({}, policy).warnings[0] == "24 to go."


def test_the_local_date_decides_also_where_the_time_comes_in_utc() -> None:
    past_midnight = datetime(2026, 6, 10, 0, 30, tzinfo=LONDON).astimezone(UTC)
    facts: FactSet = {"history.marac_on": date(2025, 6, 9), "history.marac_new_incident": "yes"}
    assert not assess(facts, sevenoaks(), past_midnight, CALENDAR).repeat
    assert assess(facts, sevenoaks(), past_midnight - timedelta(hours=1), CALENDAR).repeat


def test_a_referral_rule_sees_the_destinations_before_it() -> None:
    policy = sevenoaks()
    after_marac = FactIs("referral.marac", frozenset({"required"}))
    rules = tuple(replace(r, required_when=after_marac) if r.to == "housing" else r for r in policy.referrals)
    assessment = found({"dash_15": "yes"}, replace(policy, referrals=rules))
    assert next(r.status for r in assessment.referrals if r.to == "housing") == "required"
