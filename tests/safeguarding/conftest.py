"""A policy in the image of Sevenoaks 2.4 to 2.7 with a calendar, built by hand: no file is read here."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, tzinfo
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.safeguarding.conditions import ALWAYS, NEVER, AllOf, AnyOf, AtLeast, Condition, FactIs, Unless
from bot.safeguarding.facts import with_groups
from bot.safeguarding.journey import Group, Journey
from bot.safeguarding.policy import (
    ActionRule,
    Caution,
    Criterion,
    CriterionPart,
    Gateway,
    Indicator,
    Instrument,
    Item,
    Policy,
    ReferralRule,
    RepeatRule,
    Retention,
    SharingRule,
    Within,
)
from bot.safeguarding.sources import Source

LONDON = ZoneInfo("Europe/London")
ON = datetime(2026, 11, 23, 10, 0, tzinfo=LONDON)
BANK_HOLIDAYS = frozenset(
    {
        date(2026, 1, 1),
        date(2026, 4, 3),
        date(2026, 4, 6),
        date(2026, 5, 4),
        date(2026, 5, 25),
        date(2026, 8, 31),
        date(2026, 12, 25),
        date(2026, 12, 28),
        date(2027, 1, 1),
        date(2027, 3, 26),
        date(2027, 3, 29),
        date(2027, 5, 3),
        date(2027, 5, 31),
        date(2027, 8, 30),
        date(2027, 12, 27),
        date(2027, 12, 28),
    }
)


class FixedCalendar:
    """London, with the bank holidays of 2026 and 2027 written out."""

    @property
    def zone(self) -> tzinfo:
        return LONDON

    def is_bank_holiday(self, day: date) -> bool:
        return day in BANK_HOLIDAYS


def paragraph(number: str) -> Source:
    return Source("sevenoaks-dc", number)


def fact(name: str, *values: str) -> FactIs:
    return FactIs(name, frozenset(values or ("yes",)))


def either(*parts: Condition) -> AnyOf:
    return AnyOf(parts)


CRITERIA = (
    Criterion(
        "visible_high_risk",
        "14 or more yes answers",
        (CriterionPart(AtLeast("yes_answers", 14), "{n} of 14"),),
        "{n} of 14",
        paragraph("2.4 (i)"),
        threshold=14,
    ),
    Criterion(
        "potential_escalation",
        "Escalation",
        (
            CriterionPart(fact("dash_10"), "it happens more often"),
            CriterionPart(fact("dash_11"), "it is getting worse"),
            CriterionPart(AtLeast("history.police_callouts", 3), "{n} police call-outs in 12 months"),
        ),
        "neither more often, nor worse, nor three call-outs",
        paragraph("2.4 (ii)"),
        could=(10, 11),
    ),
    Criterion(
        "professional_judgement",
        "Professional judgement",
        (CriterionPart(fact("judgement.high_risk"), "judged to be at high risk"),),
        "no judgement of high risk is recorded",
        paragraph("2.4 (iii)"),
    ),
    Criterion(
        "non_fatal_strangulation",
        "Non-fatal strangulation",
        (CriterionPart(fact("dash_15"), "strangulation alone is enough"),),
        "not said",
        paragraph("2.4 (iv)"),
        could=(15,),
    ),
)
INDICATORS = tuple(
    Indicator(name, text, condition, paragraph("2.4 (iii)"))
    for name, text, condition in (
        ("separation", "separation", fact("dash_6")),
        ("pregnancy", "pregnancy", fact("dash_9")),
        ("sexual_assault", "sexual assault", fact("dash_16")),
        ("weapons", "weapons", fact("dash_13")),
        ("client_fear", "the client's own view", fact("judgement.client_fear", "high")),
    )
)
REFERRALS = (
    ReferralRule(
        "marac",
        "MARAC",
        fact("refer", "must"),
        fact("refer", "may"),
        None,
        paragraph("2.4"),
        "at high risk, or a repeat",
    ),
    ReferralRule(
        "children",
        "Children's services",
        fact("any.child.harm"),
        either(fact("any.child.harm", "not_known"), fact("children.any")),
        Within(48, "hours"),
        paragraph("0.4"),
        "a child may be suffering significant harm",
    ),
    ReferralRule(
        "adults",
        "Adult services",
        fact("adult.care_and_support"),
        fact("adult.care_and_support", "not_known"),
        Within(2, "working_days"),
        paragraph("0.5"),
        "care and support needs",
    ),
    ReferralRule("specialist", "DAVSS", NEVER, ALWAYS, None, paragraph("2.7"), "always offered"),
    ReferralRule("housing", "Housing", NEVER, ALWAYS, None, paragraph("2.2"), "options are the client's"),
    ReferralRule(
        "police", "Police", fact("opening.danger"), fact("refer", "must"), None, paragraph("2.8"), "a crime"
    ),
    ReferralRule(
        "lado", "LADO", fact("any.perpetrator.trust"), NEVER, None, paragraph("7.5"), "a position of trust"
    ),
)
GATEWAYS = {
    "crime": Gateway("crime", "Crime and Disorder Act 1998, section 115", paragraph("Appendix D")),
    "vital": Gateway("vital", "to protect life", paragraph("Appendix D")),
    "children": Gateway("children", "Children Acts 1989 and 2004", paragraph("Appendix D")),
}
FORM = "information-sharing-without-consent"


def sharing(to: Any, when: Condition, *gateways: str, consent_only: bool = False) -> SharingRule:
    return SharingRule(to, when, gateways, FORM, "what is needed", paragraph("0.6"), consent_only)


SHARING = (
    sharing("marac", fact("refer", "must"), "crime", "vital"),
    sharing("children", fact("any.child.harm"), "children"),
    sharing("adults", fact("level", "high"), "vital"),
    sharing("specialist", NEVER, consent_only=True),
    sharing("housing", NEVER),
    sharing("police", either(fact("level", "high"), fact("opening.danger")), "crime"),
    sharing("lado", fact("any.perpetrator.trust"), "children"),
)
ACTIONS = (
    ActionRule(
        "respond",
        "Answer the client.",
        "you",
        ALWAYS,
        paragraph("2.3"),
        "being left alone with it",
        Within(1, "working_days"),
        "actions.responded",
    ),
    ActionRule(
        "marf",
        "Send the MARAC referral.",
        "the DSO",
        AllOf((fact("referral.marac", "required"), Unless(fact("repeat")))),
        paragraph("2.5"),
        "serious harm",
    ),
    ActionRule(
        "representative",
        "Send the repeat referral through the MARAC representative.",
        "the MARAC representative",
        fact("repeat"),
        paragraph("2.5"),
    ),
    ActionRule(
        "record_decision",
        "Record why it was shared without consent.",
        "you",
        fact("sharing.marac", "without-consent"),
        paragraph("Appendix D"),
    ),
)


def sevenoaks() -> Policy:
    return Policy(
        org="sevenoaks-dc",
        name="Sevenoaks District Council",
        as_at=date(2026, 11, 23),
        review_by=date(2029, 5, 31),
        instrument=Instrument("dash", "Dash", tuple(Item(n, f"topic {n}") for n in range(1, 25))),
        criteria=CRITERIA,
        indicators=INDICATORS,
        repeat=RepeatRule(12, "a repeat", paragraph("2.5")),
        referrals=REFERRALS,
        gateways=GATEWAYS,
        sharing=SHARING,
        actions=ACTIONS,
        warnings=(
            Caution(fact("plan.situation", "preparing"), "Leaving is a time of risk.", paragraph("2.7")),
        ),
        contacts={},
        advice=(),
        documents=(),
        journey=Journey((), {name: Group(name, name) for name in ("child", "perpetrator", "consent")}),
        wording={},
        retention=Retention(72, paragraph("8.0")),
    )


def banded() -> Policy:
    """The same with a band of 10 to 13 called medium, as some counties have it."""
    levels = ("standard", "medium", "high")
    return replace(sevenoaks(), levels=levels, medium_when=AtLeast("yes_answers", 10))


def answered(**groups: Any) -> dict[str, Any]:
    """A finished checklist: all no, but for ``yes=(…)``, ``not_known=(…)`` and ``not_asked=(…)``."""
    facts = {f"dash_{n}": "no" for n in range(1, 25)}
    facts |= {f"dash_{n}": "yes" for n in groups.get("yes", ())}
    facts |= {f"dash_{n}": "not_known" for n in groups.get("not_known", ())}
    return {key: value for key, value in facts.items() if int(key[5:]) not in groups.get("not_asked", ())}


def grouped(facts: Mapping[str, Any]) -> dict[str, Any]:
    return with_groups(facts, ("child", "perpetrator", "consent"))


@pytest.fixture(scope="session")
def policy() -> Policy:
    return sevenoaks()


@pytest.fixture(scope="session")
def calendar() -> FixedCalendar:
    return FixedCalendar()
