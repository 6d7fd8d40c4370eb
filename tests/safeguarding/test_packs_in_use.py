"""The same promises, held against every organisation's own pack: no rule that is written there may lower anything."""

from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

import bot
from bot.adapters.packs import YamlPolicies
from bot.safeguarding.policy import Policy
from tests.safeguarding.test_assessment import ITEMS, FactSet, cases, found, never_lower, no_ground_lost

PACKS = Path(bot.__file__).parents[1] / "packs"
AS_AT = date(2026, 11, 23)


@lru_cache(maxsize=1)
def policies() -> Mapping[str, Policy]:
    packs = YamlPolicies(PACKS)
    return {org: packs.policy(org, AS_AT) for org in packs.organisations()}


EVERY = st.deferred(lambda: st.sampled_from(sorted(policies()))).map(lambda org: policies()[org])


def test_there_is_an_organisation_to_check() -> None:
    assert "sevenoaks-dc" in policies()


@given(EVERY, cases(), ITEMS)
def test_no_pack_lowers_anything_for_another_yes(policy: Policy, facts: FactSet, item: int) -> None:
    before, after = found(facts, policy), found({**facts, f"dash_{item}": "yes"}, policy)
    assert no_ground_lost(before, after)
    assert f"dash_{item}" not in facts or never_lower(before, after)


@given(EVERY, cases(), ITEMS)
def test_no_pack_lowers_anything_for_a_not_known(policy: Policy, facts: FactSet, item: int) -> None:
    no = found({**facts, f"dash_{item}": "no"}, policy)
    assert never_lower(no, found({**facts, f"dash_{item}": "not_known"}, policy))


@given(EVERY, cases(), st.sampled_from(["yes", "no"]))
def test_no_pack_lowers_anything_for_a_judgement(policy: Policy, facts: FactSet, high: str) -> None:
    unjudged = {key: value for key, value in facts.items() if not key.startswith("judgement.high")}
    judged = {**unjudged, "judgement.high_risk": high, "judgement.reason": "because"}
    assert never_lower(found(unjudged, policy), found(judged, policy))


@given(EVERY, cases(), st.integers(0, 9), st.integers(0, 9))
def test_no_pack_lowers_anything_for_more_call_outs(
    policy: Policy, facts: FactSet, some: int, more: int
) -> None:
    fewer = found({**facts, "history.police_callouts": some}, policy)
    assert never_lower(fewer, found({**facts, "history.police_callouts": some + more}, policy))


@given(EVERY, cases())
def test_no_pack_leaves_a_finding_without_its_reason_and_paragraph(policy: Policy, facts: FactSet) -> None:
    assessment = found(facts, policy)
    for finding in (*assessment.criteria, *assessment.referrals, *assessment.sharing):
        assert finding.reason.strip() and "{" not in finding.reason
        assert finding.source.document and finding.source.paragraph
    for finding in (*assessment.actions, *assessment.indicators):
        assert finding.text.strip() and "{" not in finding.text
        assert finding.source.document and finding.source.paragraph
    assert not [warning for warning in assessment.warnings if "{" in warning or not warning.strip()]


@given(EVERY, cases())
def test_no_pack_shares_without_consent_and_without_a_ground(policy: Policy, facts: FactSet) -> None:
    for share in found(facts, policy).sharing:
        assert (share.basis == "without-consent") == bool(share.gateway) == bool(share.form)


@given(EVERY, cases())
def test_no_pack_fails_to_require_a_marac_referral_that_must_be_made(policy: Policy, facts: FactSet) -> None:
    assessment = found(facts, policy)
    assert (assessment.referrals[0].status == "required") == (assessment.refer == "must")
