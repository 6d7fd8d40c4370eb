"""A case, a policy and a language, built by hand: what the tests of documents draft from."""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from bot.application.ports import Spot
from bot.safeguarding.answers import Voice
from bot.safeguarding.assessment import ActionFinding, Assessment
from bot.safeguarding.case import Case, Entry, Slice, Value
from bot.safeguarding.conditions import ALWAYS, NEVER
from bot.safeguarding.journey import Journey
from bot.safeguarding.policy import (
    DocumentRule,
    Gateway,
    Instrument,
    Item,
    Policy,
    RepeatRule,
    Retention,
    SharingRule,
)
from bot.safeguarding.risk import CriterionFinding
from bot.safeguarding.sharing import ReferralFinding, SharingFinding
from bot.safeguarding.sources import Source

AT = datetime(2026, 11, 23, 10, 15, tzinfo=UTC)
SOURCE = Source("sevenoaks-dc", "2.4")
IDS = (
    "marac-referral",
    "marac-repeat-referral",
    "children-referral",
    "marf",
    "request-for-support",
    "adult-safeguarding-concern",
    "specialist-referral",
    "housing-referral",
    "housing-application",
    "management-transfer-report",
    "works-order",
    "safer-referral",
    "police-third-party-report",
    "lado-referral",
    "information-sharing-without-consent",
    "information-sharing-decision",
    "case-note",
    "safety-plan",
)
SILENT = ("works-order", "safety-plan")
"""Documents that give no reason and tell of no disclosure: whoever finds one learns nothing."""
TOPICS = ("hurt by the latest incident", "very frightened", "tried to strangle, choke, suffocate or drown")


class Marked:
    """A language that knows quotation marks and nothing else."""

    def quotations(self, text: str) -> tuple[tuple[int, int], ...]:
        """The spans between curly marks, and between straight ones."""
        return tuple(
            m.span(m.lastindex or 0) for m in re.finditer('\u201c([^\u201c\u201d]+)\u201d|"([^"]+)"', text)
        )

    def danger(self, text: str) -> bool:
        """Never asked here."""
        raise AssertionError

    def answer(self, text: str) -> str:
        """Never asked here."""
        raise AssertionError

    def voice(self, text: str) -> Voice:
        """Never asked here."""
        raise AssertionError

    def spots(self, text: str) -> tuple[Spot, ...]:
        """Never asked here."""
        raise AssertionError

    def command(self, text: str) -> tuple[str, str] | None:
        """Never asked here."""
        raise AssertionError


LANGUAGE = Marked()


def entry(key: str, value: Value, text: str = "", voice: Voice | None = None, **more: object) -> Entry:
    """An entry without its number; ``case_of`` numbers it."""
    return replace(Entry(0, key, value, AT, "practitioner-1", "turn"), text=text, voice=voice, **more)  # type: ignore[arg-type]


def words(
    key: str, text: str, voice: Voice = Voice.EXACT, speaker: str = "client", quotes: tuple[Slice, ...] = ()
) -> Entry:
    """Free text in somebody's voice."""
    return entry(key, text, text, voice, speaker=speaker, quotes=quotes)


def case_of(*entries: Entry, mode: str = "live") -> Case:
    """A case with these entries, a minute apart."""
    case = Case("c-1", "sevenoaks-dc", "practitioner-1", AT, date(2026, 11, 23), mode=mode)
    for n, each in enumerate(entries, 1):
        case = case.with_entries((replace(each, seq=n, at=AT + timedelta(minutes=n)),))
    return case


def policy_of(rules: Mapping[str, DocumentRule] | None = None) -> Policy:
    """A small policy with every document; the MARAC referral waits for the officer's name."""
    locked = {"locked_until": "actions.dso_name", "locked_text": "Locked until a DSO is told."}
    every = {each: DocumentRule(each, f"Title of {each}", ALWAYS) for each in IDS}
    every["marac-referral"] = DocumentRule("marac-referral", "MARAC referral", ALWAYS, to="marac", **locked)
    return Policy(
        org="sevenoaks-dc",
        name="Sevenoaks District Council",
        as_at=date(2026, 11, 23),
        review_by=None,
        instrument=Instrument(
            "dash", "Dash", tuple(Item(n, t) for n, t in zip((1, 2, 15), TOPICS, strict=True))
        ),
        criteria=(),
        indicators=(),
        repeat=RepeatRule(12, "A further incident within 12 months", SOURCE),
        referrals=(),
        gateways={"vital": Gateway("vital", "Vital interests", Source("sevenoaks-dc", "Appendix D"))},
        sharing=(
            SharingRule("marac", ALWAYS, ("vital",), "form", "the referral", SOURCE),
            SharingRule("specialist", NEVER, (), "form", "the referral", SOURCE, consent_only=True),
        ),
        actions=(),
        warnings=(),
        contacts={},
        advice=(),
        documents=tuple({**every, **(rules or {})}.values()),
        journey=Journey((), {}),
        wording={"retraction_judgement": "Your judgement"},
        retention=Retention(72, SOURCE),
    )


def assessment_of(**more: object) -> Assessment:
    """A high finding: strangulation met, the count not; MARAC and children required."""
    found = Assessment(
        level="high",
        yes_answers=1,
        not_asked=(2,),
        not_known=(),
        prompts_judgement=True,
        refer="must",
        repeat=False,
        criteria=(
            CriterionFinding("visible_high_risk", "Visible high risk", False, "1 of 14", SOURCE),
            CriterionFinding(
                "non_fatal_strangulation", "Non-fatal strangulation", True, "Item 15 is yes", SOURCE
            ),
        ),
        referrals=(ReferralFinding("marac", "required", date(2026, 11, 25), SOURCE, "High risk"),),
        sharing=(SharingFinding("marac", "consent", None, None, True, SOURCE, "Consent was given"),),
        actions=(ActionFinding("tell_dso", "Tell the DSO", "practitioner", AT, SOURCE),),
        warnings=("Strangulation can harm days later: offer medical help now.",),
        indicators=(),
        computed={"level": "high"},
    )
    return replace(found, **more)  # type: ignore[arg-type]


FULL = (
    entry("opening.source", "self"),
    entry("client.name", "Sam Example", "Sam Example"),
    entry("client.born_on", date(1990, 2, 3)),
    entry("client.address", "12 Hidden Lane", "12 Hidden Lane"),
    entry("contact.method", "phone"),
    entry("contact.number", "01632 960001", "01632 960001"),
    entry("contact.code_word_staff", "marigold", "marigold"),
    entry("contact.code_word_unsafe", "thursday", "thursday"),
    words("account", "He hit me with a cricket bat 😢"),
    words("account", 'The client said "he put his hands round my neck" and wept'),
    words("account", "He has done it before, she reported", Voice.REPORTED),
    words("account.seen", 'A sign said "closed" by the door', Voice.OBSERVATION),
    words("account.thoughts", "I think the risk is rising, see the DSO", Voice.OPINION),
    entry("dash_15", "yes", quotes=(Slice(10, 17, 48),)),
    words("dash_15.words", "I couldn't breathe"),
    entry("children.any", "yes"),
    entry("child.1.name", "K", "K"),
    entry("child.1.age", 6),
    words("child.1.words", "Daddy was shouting", speaker="child"),
    entry("perpetrator.1.name", "Alex Other", "Alex Other"),
    entry("perpetrator.1.joint_tenant", "yes"),
    entry("consent.marac.given", "given"),
    entry("consent.specialist.given", "given"),
    words("wishes.words", "I want to stay in my home"),
    entry("plan.safe_to_hold", "yes"),
    entry("plan.staying", ("keep_phone_charged", "spare_keys")),
    words("plan.notes", "Keep away from Alex", Voice.REPORTED),
)
