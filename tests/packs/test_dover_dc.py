"""The ways into Dover's assessment: who told us decides what is asked, what is hidden and what is done."""

import re
from collections.abc import Mapping
from itertools import count

import pytest

from bot.application.scene import facts_about
from bot.bootstrap import House
from bot.safeguarding.assessment import Assessment
from bot.safeguarding.journey import Question
from tests.talk import Talk

ORG = "dover-dc"
CONTACT_STEPS = ("contact.", "client.phone", "curiosity.", "history.recent_dash", "dash_", "judgement.client_", "wishes.",
                 "housing.", "plan.", "opening.expect", "opening.reassured", "children.reassured", "actions.told_marac_idva",
                 "actions.contacted", "actions.discussion", "actions.agreed", "actions.staff_risk", "actions.feedback")  # fmt: skip
FOREIGN = re.compile(
    r"Sevenoaks|DAVSS|Case Review|humme|West Kent|Stoke|Staffordshire|MARF|Community Domestic Abuse Programme"
)
BLAME = re.compile(
    r"\byou (should|must|have to) (leave|stay)\b|\bclaims?\b|\ballege[sd]? that\b|\bfailed to\b", re.I
)
_ids = count()
_FINISHED: dict[tuple[object, ...], "Talk"] = {}


def talk_with(house: House) -> Talk:
    """A new conversation under Dover's policy."""
    return Talk(house.take_turn, house.clock.now, conversation_id=f"dover-{next(_ids)}", org=ORG)


def walked(house: House, answers: Mapping[str, str] | None = None, until: str | None = None) -> Talk:
    """A conversation along the plainest path with ``answers``, until ``until`` is open or it has ended."""
    held = (id(house), *sorted((answers or {}).items()))
    if until is None and held in _FINISHED:
        return _FINISHED[held]
    talk = talk_with(house)
    talk.walk(answers, until)
    return _FINISHED.setdefault(held, talk) if until is None else talk


def to_do(talk: Talk, house: House) -> set[str]:
    """The ids of what is to be done in the case of ``talk``."""
    return {action.id for action in assessed(talk, house).actions}


def assessed(talk: Talk, house: House) -> Assessment:
    """What follows from the case of ``talk`` as it stands."""
    case = house.records.case(talk.reply.case_id)
    policy = house.world.policy(ORG, case.policy_on)
    return facts_about(case, policy, house.world).assessment


def after(talk: Talk, key: str) -> str:
    """What was said in the reply after ``key`` had been answered."""
    keys = [asked for asked, _ in talk.said]
    return talk.said[keys.index(key) + 1][1]


@pytest.mark.obligation("DDC-028")
@pytest.mark.parametrize("source", ["third_party", "contractor"])
def test_after_a_third_partys_report_no_step_leads_to_the_person_it_is_about(
    house: House, source: str
) -> None:
    """8.11: we will not contact the victim / survivor directly, we must still record the information."""
    talk = walked(house, {"opening.source": source, "children.any": "yes", "judgement.high_risk": "yes"})
    reached = [key for key in talk.asked if key.startswith(CONTACT_STEPS)]
    assert reached == []
    assert "Do not contact the victim / survivor about it" in talk.everything
    assert re.search(r"record it", talk.everything)
    own = walked(house, {"children.any": "yes", "judgement.high_risk": "yes", "contact.method": "in_person"})
    assert {key for key in CONTACT_STEPS if not any(asked.startswith(key) for asked in own.asked)} == set()


@pytest.mark.obligation("DDC-028")
def test_whether_the_police_know_is_asked_and_an_unknown_report_goes_to_them(house: House) -> None:
    """8.11: establish whether this has been reported to the police and if not make the police aware."""
    for known in ("no", "not_known"):
        talk = walked(house, {"opening.source": "third_party", "report.police_know": known})
        assert "tell the police" in after(talk, "report.police_know")
        assert "report.police_told" in talk.asked
        assert {r.to: r.status for r in assessed(talk, house).referrals}["police"] == "required"
    talk = walked(house, {"opening.source": "third_party", "report.police_know": "yes"})
    assert "report.police_told" not in talk.asked
    assert "third-party-police" not in to_do(talk, house)
    assert {r.to: r.status for r in assessed(talk, house).referrals}["police"] == "not-needed"


@pytest.mark.obligation("DDC-028", "DDC-078")
def test_what_a_third_party_is_told_back_is_nothing(house: House) -> None:
    """8.11, 12.4: information about the victim / survivor is not shared."""
    talk = walked(house, {"opening.source": "third_party"}, until="report.police_know")
    assert "I cannot say what happens next" in talk.said_at("report.explained")
    assert "opening.explained" not in talk.asked


@pytest.mark.obligation("DDC-028", "DDC-033")
def test_a_grave_report_asks_for_judgement_and_reaches_marac_without_asking_the_person(house: House) -> None:
    """8.11, 8.14, 12.6: high-risk cases are shared; where someone is at risk consent is not required."""
    report = {"opening.source": "third_party", "report.signs": "strangled", "consent.safe_to_inform": "no"}
    talk = walked(house, report)
    assert "medical help reaches them" in after(talk, "report.signs")
    assert assessed(talk, house).prompts_judgement
    talk = walked(house, report | {"judgement.high_risk": "yes", "consent.marac.decision": "share"})
    marac = next(share for share in assessed(talk, house).sharing if share.to == "marac")
    assert (marac.basis, marac.tell_client) == ("without-consent", False)
    assert {"consent.marac.decision", "consent.marac.reason", "sending.marac.state"} <= set(talk.asked)
    assert not [key for key in talk.asked if key.endswith((".given", ".told"))]


@pytest.mark.obligation("DDC-028")
def test_saying_that_they_may_be_told_is_questioned_after_a_report(house: House) -> None:
    talk = walked(house, {"opening.source": "third_party", "consent.safe_to_inform": "yes"})
    assert "Please change this answer to no" in after(talk, "consent.safe_to_inform")
    assert "Please change this answer to no" not in walked(house).everything


@pytest.mark.obligation("DDC-070", "DDC-071")
def test_a_contractor_is_asked_about_social_services_violence_and_who_saw_it(house: House) -> None:
    """8.63, 8.64: report to social services; violence to the police; make housing staff aware."""
    talk = walked(
        house, {"opening.source": "contractor", "report.violence_seen": "yes", "report.social_services": "no"}
    )
    assert {"report.violence_seen", "report.social_services", "report.contractor", "actions.tst_told"} <= set(
        talk.asked
    )
    assert "reported to the police" in after(talk, "report.violence_seen")
    wanted = {"contractor-social-services", "contractor-police", "contractor-details", "tst"}
    assert wanted <= to_do(talk, house)
    done = walked(
        house, {"opening.source": "contractor", "report.violence_seen": "no", "report.social_services": "yes"}
    )
    assert not {"contractor-social-services", "contractor-police"} & to_do(done, house)
    assert "report.social_services" not in walked(house, {"opening.source": "third_party"}).asked


@pytest.mark.obligation("DDC-013", "DDC-041")
def test_a_child_who_tells_is_heard_and_not_questioned(house: House) -> None:
    """7.4, 8.22: children are victims in their own right and are referred in all cases."""
    talk = walked(house, {"opening.source": "child"})
    assert "You were right to" in talk.said_at("opening.explained_child")
    assert not [key for key in talk.asked if key.startswith(("dash_", "contact.", "wishes."))]
    assert {r.to: r.status for r in assessed(talk, house).referrals}["children"] == "required"
    assert "sending.children.state" in talk.asked


@pytest.mark.obligation("DDC-060", "DDC-062", "DDC-063")
def test_the_person_who_causes_harm_is_pointed_to_respect_and_told_nothing(house: House) -> None:
    """8.40, 8.42, 8.43: no discussion of reports; services for perpetrators; no excuse."""
    talk = walked(house, {"opening.source": "perpetrator"})
    first = after(talk, "opening.source")
    assert "Respect" in first and "Never say what anyone has told us" in first
    assert "does not excuse" in talk.everything
    assert not [key for key in talk.asked if key.startswith(("dash_", "contact.", "wishes.", "plan."))]
    assert not [key for key in talk.asked if key.endswith(".given")]


@pytest.mark.obligation("DDC-033")
def test_a_marac_notice_asks_what_marac_wants_of_us(house: House) -> None:
    """8.14: the MARAC will provide guidance to our representatives."""
    talk = walked(house, {"opening.source": "marac"})
    assert "report.marac_asks" in talk.asked and "marac-guidance" in to_do(talk, house)
    assert "report.marac_asks" not in walked(house).asked


@pytest.mark.obligation("DDC-009")
def test_about_me_or_a_colleague_leads_to_the_policy_for_staff_and_opens_no_case(house: House) -> None:
    """4.2: for Council staff who may be experiencing domestic abuse, refer to the Council's Domestic Abuse Policy."""
    talk = talk_with(house)
    talk.say("hello")
    talk.press("live")
    assert "a colleague" in " ".join(button.title for button in talk.reply.buttons)
    talk.press("about_me")
    assert "Domestic Abuse Policy for staff" in talk.text and "Employee Assistance Programme" in talk.text
    assert talk.reply.case_id == ""


@pytest.mark.obligation("DDC-022", "DDC-023")
def test_how_it_came_to_light_is_asked_with_the_nine_ways(house: House) -> None:
    """8.6: allocations, anti-social behaviour, concerns, visits, themselves, partners, contractors, recharges, audits."""
    talk = walked(house, until="opening.how")
    nine = ["victim_told", "allocations", "asb_report", "neighbour_concern", "routine_visit", "partner_referral",
            "contractor", "repairs_recharges", "tenancy_audit"]  # fmt: skip
    assert [value for value in nine if talk.offers(value)] == nine


@pytest.mark.obligation("DDC-024")
def test_an_anti_social_behaviour_report_is_read_through_a_domestic_abuse_lens(house: House) -> None:
    """8.7: all reports of ASB investigated with a 'domestic abuse lens'."""
    talk = walked(house, {"opening.how": "asb_report"})
    assert "domestic abuse lens" in after(talk, "opening.how") and "asb-lens" in to_do(talk, house)
    other = walked(house, {"opening.how": "repairs_recharges"})
    assert "asb-lens" not in to_do(other, house) and "repairs-pattern" in to_do(other, house)


@pytest.mark.obligation("DDC-021", "DDC-027")
def test_danger_comes_before_everything_and_thinks_of_each_person(house: House) -> None:
    """8.4, 8.10, 8.12: the police first; immediate risk of harm to them, including children."""
    talk = walked(house, {"opening.danger": "yes"}, until="opening.help_called")
    assert talk.text.startswith("Ring 999 now")
    assert "every child" in next(q for q in _questions(house) if q.id == "opening.danger").hint
    talk = walked(house, {"opening.danger": "not_known"})
    actions = assessed(talk, house).actions
    assert actions[0].id == "danger" and "without agreement" in actions[0].text


@pytest.mark.obligation("DDC-083")
@pytest.mark.parametrize(
    "source", ["self", "third_party", "child", "perpetrator", "contractor", "police", "marac", "observation"]
)
def test_every_way_in_speaks_dovers_own_words_and_of_nobody_elses(house: House, source: str) -> None:
    """4.5, 7.6: domestic abuse, victim / survivor."""
    answers = {
        "opening.source": source,
        "children.any": "yes",
        "dash_15": "yes",
        "judgement.high_risk": "yes",
    }
    talk = walked(house, answers | {"report.signs": "weapon", "perpetrator.1.joint_tenant": "yes"})
    assert talk.reply.question is None
    assert FOREIGN.findall(talk.everything) == [] and BLAME.findall(talk.everything) == []
    assert re.findall(r"\b[Cc]lients?\b", talk.everything) == []
    assert "victim / survivor" in talk.everything
    assert set(re.findall(r"\b\d[\d ]{2,}\d\b", talk.everything)) - {"101", "999"} <= set(
        _years(talk.everything)
    )


def _years(text: str) -> list[str]:
    return re.findall(r"\b(?:19|20)\d\d\b", text)


def _questions(house: House) -> list[Question]:
    policy = house.world.policy(ORG, house.clock.now().date())
    return [question for stage in policy.journey.stages for question in stage.questions]
