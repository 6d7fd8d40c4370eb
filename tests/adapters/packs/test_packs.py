"""Packs are read strictly, merged by date, and every fault is reported at once with its line."""

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.adapters.packs import Fault, FaultyPackError, YamlPolicies
from bot.adapters.packs.conditions import implies, read_condition
from bot.adapters.packs.reading import read_text
from bot.safeguarding.conditions import AllOf, AnyOf, AtLeast, Condition, FactIs, Unless, holds
from bot.safeguarding.errors import PackError, UnknownOrganisationError

PACKS = Path(__file__).parents[3] / "packs"
TODAY = date(2026, 11, 23)
Edit = Callable[[str, str, str], None]


@pytest.fixture
def packs(tmp_path: Path) -> Path:
    """A copy of Sevenoaks' pack and of those it extends, to put faults into."""
    for name in ("england-and-wales", "kent-medway", "sevenoaks-dc"):
        shutil.copytree(PACKS / name, tmp_path / "packs" / name)
    return tmp_path / "packs"


@pytest.fixture
def edit(packs: Path) -> Edit:
    """Replaces a text in a file of the copy."""

    def replace(file: str, old: str, new: str) -> None:
        path = packs / file
        text = path.read_text()
        assert old in text
        path.write_text(text.replace(old, new))

    return replace


def faults_of(packs: Path) -> tuple[Fault, ...]:
    return YamlPolicies(packs).faults()


def only_fault(packs: Path) -> Fault:
    (fault,) = faults_of(packs)
    return fault


def test_the_packs_have_no_fault() -> None:
    assert YamlPolicies(PACKS).faults() == ()


def test_only_packs_of_organisations_are_organisations() -> None:
    assert "england-and-wales" not in YamlPolicies(PACKS).organisations()
    assert "sevenoaks-dc" in YamlPolicies(PACKS).organisations()


def test_an_unknown_organisation_is_refused_by_name() -> None:
    with pytest.raises(UnknownOrganisationError, match=r"'atlantis'.*sevenoaks-dc"):
        YamlPolicies(PACKS).policy("atlantis", TODAY)


def test_a_bare_yes_is_refused_and_said_why(packs: Path, edit: Edit) -> None:
    edit("sevenoaks-dc/criteria/non_fatal_strangulation.yml", 'dash_15: "yes"', "dash_15: yes")
    fault = only_fault(packs)
    assert (fault.file, fault.line) == ("sevenoaks-dc/criteria/non_fatal_strangulation.yml", 8)
    assert fault.found == "a bare yes"
    assert "answer is a word" in fault.do


def test_a_truth_value_in_a_condition_is_refused(packs: Path, edit: Edit) -> None:
    edit("sevenoaks-dc/criteria/non_fatal_strangulation.yml", 'dash_15: "yes"', "dash_15: true")
    fault = only_fault(packs)
    assert (fault.line, fault.found) == (8, "a bare true")


def test_an_unknown_key_names_the_nearest_one(packs: Path, edit: Edit) -> None:
    edit("sevenoaks-dc/repeat/repeat.yml", "months: 12", "months: 12\n    monts: 12")
    fault = only_fault(packs)
    assert fault.found == "the unknown key 'monts'"
    assert fault.do == "write 'months'"


def test_a_key_given_twice_is_refused(packs: Path, edit: Edit) -> None:
    edit("sevenoaks-dc/repeat/repeat.yml", "months: 12", "months: 12\n    months: 24")
    assert only_fault(packs).found == "'months' twice"


def test_a_date_that_does_not_exist_is_refused(packs: Path, edit: Edit) -> None:
    edit("sevenoaks-dc/repeat/repeat.yml", "from: 2026-05-01", "from: 2026-02-30")
    assert any("2026-02-30, which does not exist" in fault.found for fault in faults_of(packs))


def test_a_value_without_a_source_is_refused(packs: Path, edit: Edit) -> None:
    edit("sevenoaks-dc/repeat/repeat.yml", '    source: {document: sevenoaks-dc, paragraph: "2.5"}\n', "")
    assert only_fault(packs).found == "no 'source'"


@pytest.mark.parametrize(
    ("file", "old", "new", "found"),
    [
        ("sevenoaks-dc/actions/dash.yml", "unanswered: 1", "unansweredd: 1", "the unknown fact 'unansweredd'"),
        ("sevenoaks-dc/criteria/non_fatal_strangulation.yml", '"yes"', "ja", "'ja', which dash_15 is never"),
        ("sevenoaks-dc/sharing/marac.yml", "vital_interests", "vitals", "'vitals', which is not among gateways"),
        ("sevenoaks-dc/referrals/marac.yml", "template: marac-referral", "template: x", "'x', which is not among documents"),
        ("sevenoaks-dc/advice/davss.yml", "contacts: [davss]", "contacts: [devs]", "'devs', which is not among contacts"),
        ("sevenoaks-dc/advice/case-review.yml", "{case_system}", "{case_systm}", "the unknown placeholder {case_systm}"),
        ("sevenoaks-dc/repeat/repeat.yml", "document: sevenoaks-dc", "document: sevenoak", "the unknown document 'sevenoak'"),
        ("sevenoaks-dc/pack.yml", "extends: kent-medway", "extends: kent", "the unknown pack 'kent'"),
    ],
)  # fmt: skip
def test_a_reference_that_leads_nowhere_is_a_fault(
    packs: Path, edit: Edit, file: str, old: str, new: str, found: str
) -> None:
    edit(file, old, new)
    assert any(fault.found == found and fault.file == file for fault in faults_of(packs))


def test_packs_that_extend_each_other_are_a_fault(packs: Path, edit: Edit) -> None:
    edit("england-and-wales/pack.yml", "owner:", "extends: sevenoaks-dc\nowner:")
    assert any("comes back to this pack" in fault.found for fault in faults_of(packs))


def test_an_organisation_without_a_required_kind_is_a_fault(packs: Path) -> None:
    for pack in ("england-and-wales", "kent-medway", "sevenoaks-dc"):
        shutil.rmtree(packs / pack / "retention", ignore_errors=True)
    assert {fault.found for fault in faults_of(packs)} >= {"no retention"}


def test_all_faults_of_all_files_come_at_once_in_order(packs: Path, edit: Edit) -> None:
    edit("sevenoaks-dc/repeat/repeat.yml", "months: 12", "months: twelve")
    edit("sevenoaks-dc/criteria/visible_high_risk.yml", "threshold: 14", "treshold: 14")
    with pytest.raises(FaultyPackError) as raised:
        YamlPolicies(packs).policy("sevenoaks-dc", TODAY)
    assert len(raised.value.faults) == 2
    assert isinstance(raised.value, PackError)
    assert str(raised.value).splitlines() == [str(fault) for fault in sorted(raised.value.faults)]


def test_a_fault_elsewhere_does_not_stop_another_organisation(packs: Path, edit: Edit) -> None:
    edit("sevenoaks-dc/repeat/repeat.yml", "months: 12", "months: twelve")
    assert YamlPolicies(packs).policy("kent-medway", TODAY).repeat.months == 12


def test_a_broken_pack_head_is_a_pack_error(packs: Path) -> None:
    (packs / "sevenoaks-dc" / "pack.yml").write_text("id: [")
    with pytest.raises(PackError, match=r"sevenoaks-dc/pack\.yml:"):
        YamlPolicies(packs).policy("sevenoaks-dc", TODAY)


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("sevenoaks-dc/criteria/visible_high_risk.yml", "14", "15"),
        ("sevenoaks-dc/repeat/repeat.yml", "months: 12", "months: 6"),
        ("sevenoaks-dc/sharing/specialist.yml", "consent_only: true", "consent_only: false"),
        ("sevenoaks-dc/referrals/lado.yml", "required_when: {any.perpetrator.trust: \"yes\"}", "required_when: {any.perpetrator.trust: not_known}"),
        ("sevenoaks-dc/actions/safety-plan.yml", "", ""),
    ],
)  # fmt: skip
def test_a_loosening_needs_a_named_approver(packs: Path, edit: Edit, file: str, old: str, new: str) -> None:
    if file.endswith("safety-plan.yml"):
        source = '    source: {document: sevenoaks-dc, paragraph: "2.3"}'
        path = packs / file
        path.write_text(f"id: safety-plan\nvalues:\n  - from: 2026-05-01\n{source}\n    ends: true\n")
    else:
        edit(file, old, new)
    found = faults_of(packs)
    assert found
    assert all("looser than" in fault.found for fault in found)
    approval = "    approved_by: {role: Safeguarding lead, on: 2026-06-01}\n"
    text = (packs / file).read_text()
    place = text.index("    source:")
    (packs / file).write_text(text[:place] + approval + text[place:])
    assert faults_of(packs) == ()


def test_a_tightening_is_nobodys_fault(packs: Path, edit: Edit) -> None:
    edit("sevenoaks-dc/criteria/visible_high_risk.yml", "14", "12")
    assert faults_of(packs) == ()
    threshold = {c.id: c.threshold for c in YamlPolicies(packs).policy("sevenoaks-dc", TODAY).criteria}
    assert threshold["visible_high_risk"] == 12


def test_a_change_holds_from_its_date_and_edits_nothing(packs: Path) -> None:
    path = packs / "sevenoaks-dc/retention/retention.yml"
    source = "    source: {document: organisation-decision, paragraph: new}"
    path.write_text(path.read_text() + f"  - from: 2027-01-01\n{source}\n    months: 72\n")
    policies = YamlPolicies(packs)
    assert policies.policy("sevenoaks-dc", date(2026, 12, 31)).retention.months == 84
    assert policies.policy("sevenoaks-dc", date(2027, 1, 1)).retention.months == 72


def test_values_out_of_order_are_refused(packs: Path) -> None:
    path = packs / "sevenoaks-dc/retention/retention.yml"
    source = "    source: {document: organisation-decision, paragraph: new}"
    path.write_text(path.read_text() + f"  - from: 2026-05-01\n{source}\n    months: 72\n")
    assert "after 2026-05-01" in only_fault(packs).found


def test_a_date_before_the_document_is_read_with_its_first_values_and_says_so() -> None:
    policy = YamlPolicies(PACKS).policy("sevenoaks-dc", date(2026, 4, 30))
    assert "non_fatal_strangulation" in {criterion.id for criterion in policy.criteria}
    assert any("holds from 1 May 2026" in caution.text for caution in policy.warnings)


@pytest.mark.obligation("SDC-032", "SDC-036")
def test_sevenoaks_names_its_four_grounds_in_order() -> None:
    policy = YamlPolicies(PACKS).policy("sevenoaks-dc", TODAY)
    grounds = [
        "visible_high_risk",
        "potential_escalation",
        "professional_judgement",
        "non_fatal_strangulation",
    ]
    assert [criterion.id for criterion in policy.criteria] == grounds
    assert all(str(criterion.source) == "sevenoaks-dc 2.4" for criterion in policy.criteria)


@pytest.mark.obligation("SDC-075")
def test_the_eight_grounds_for_sharing_cite_law_that_exists() -> None:
    gateways = YamlPolicies(PACKS).policy("sevenoaks-dc", TODAY).gateways
    assert len(gateways) == 8
    text = " ".join(gateway.text for gateway in gateways.values())
    assert "section 115" in text
    assert "Data Protection Act 2008" not in text


@pytest.mark.obligation("SDC-038")
def test_the_marac_referral_stays_locked_until_the_officer_is_named() -> None:
    policy = YamlPolicies(PACKS).policy("sevenoaks-dc", TODAY)
    (rule,) = [document for document in policy.documents if document.id == "marac-referral"]
    assert rule.locked_until == "actions.dso_name"


@pytest.mark.obligation("SDC-073")
def test_a_blocked_contact_has_a_successor_that_is_not() -> None:
    contacts = YamlPolicies(PACKS).policy("sevenoaks-dc", TODAY).contacts
    blocked = [contact for contact in contacts.values() if contact.status == "blocked"]
    assert blocked
    assert all(contact.successor and contacts[contact.successor].status != "blocked" for contact in blocked)


@pytest.mark.obligation("SDC-010")
def test_every_action_says_which_risk_it_lowers() -> None:
    for org in YamlPolicies(PACKS).organisations():
        assert all(action.lowers for action in YamlPolicies(PACKS).policy(org, TODAY).actions)


def test_no_placeholder_of_the_wording_is_left_in_a_rule() -> None:
    policy = YamlPolicies(PACKS).policy("sevenoaks-dc", TODAY)
    texts = [
        *(a.text for a in policy.actions),
        *(e.answer for e in policy.advice),
        *(r.how for r in policy.referrals),
    ]
    assert not [text for text in texts if "{" in text]


@given(st.text(max_size=200))
def test_no_text_whatever_breaks_the_reader(text: str) -> None:
    faults: list[Fault] = []
    sheet = read_text(text, "x.yml", faults)
    assert sheet is not None or faults


_LEAVES = st.one_of(
    st.builds(FactIs, st.sampled_from("ab"), st.frozensets(st.sampled_from(["yes", "no"]), min_size=1)),
    st.builds(AtLeast, st.just("n"), st.integers(0, 4)),
)
_CONDITIONS: st.SearchStrategy[Condition] = st.recursive(
    _LEAVES,
    lambda inner: st.one_of(
        st.builds(AllOf, st.lists(inner, max_size=3).map(tuple)),
        st.builds(AnyOf, st.lists(inner, max_size=3).map(tuple)),
        st.builds(Unless, inner),
    ),
    max_leaves=6,
)
_FACTS = st.fixed_dictionaries(
    {},
    optional={
        "a": st.sampled_from(["yes", "no"]),
        "b": st.sampled_from(["yes", "no"]),
        "n": st.integers(0, 4),
    },
)


@given(_CONDITIONS, _CONDITIONS, _FACTS)
def test_a_loosening_is_never_taken_for_a_tightening(
    first: Condition, second: Condition, facts: dict[str, str | int]
) -> None:
    if implies(first, second) and holds(first, facts):
        assert holds(second, facts)


def test_several_keys_of_a_condition_must_all_hold() -> None:
    condition = read_condition({"a": "yes", "at_least": {"n": 2}})
    assert holds(condition, {"a": "yes", "n": 2})
    assert not holds(condition, {"a": "yes", "n": 1})


def test_the_phrases_of_every_pack_are_read_together(packs: Path) -> None:
    """An organisation's own wordings count for all: who reads a message need not know whose it is."""
    before = YamlPolicies(packs).phrases(TODAY)
    assert before.spots == YamlPolicies(packs).policy("sevenoaks-dc", TODAY).spots
    assert before.danger_phrases == YamlPolicies(packs).policy("sevenoaks-dc", TODAY).danger_phrases
    (packs / "kent-medway" / "spots").mkdir()
    (packs / "kent-medway" / "spots" / "15.yml").write_text(OWN_SPOTS)
    after = YamlPolicies(packs).phrases(TODAY)
    assert after.spots[15] == (*before.spots[15], "zzz <me>")
    assert {item: told for item, told in after.spots.items() if item != 15} == {
        item: told for item, told in before.spots.items() if item != 15
    }


def test_a_pack_whose_phrases_cannot_be_read_is_passed_over_while_another_has_some(packs: Path) -> None:
    (packs / "kent-medway" / "spots").mkdir()
    (packs / "kent-medway" / "spots" / "15.yml").write_text(OWN_SPOTS.replace("phrases:", "phrasse:"))
    assert YamlPolicies(packs).phrases(TODAY).spots[15]
    (packs / "england-and-wales" / "danger" / "phrases.yml").write_text("id: phrases")
    with pytest.raises(FaultyPackError, match=r"phrases\.yml"):
        YamlPolicies(packs).phrases(TODAY)


OWN_SPOTS = """id: dash_15
item: 15
values:
  - from: 2026-01-01
    source: {document: kent-medway, paragraph: "5"}
    phrases: ["zzz <me>"]
"""
