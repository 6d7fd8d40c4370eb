"""Who is to be told, and whether they may be told with or without consent. Wholly by the pack's rules."""

from dataclasses import dataclass
from datetime import datetime

from bot.safeguarding.conditions import Facts, holds
from bot.safeguarding.deadlines import Due, due
from bot.safeguarding.policy import Destination, Policy, ReferralRule, SharingRule
from bot.safeguarding.sources import Source
from bot.safeguarding.working_time import Calendar

STATUSES = {"not-needed": 0, "offered": 1, "required": 2}
WITHOUT_ASKING: tuple[Destination, ...] = ("children", "lado", "police")
"""Where protecting a child or a life comes first: a required referral does not wait for consent."""


@dataclass(frozen=True, slots=True)
class ReferralFinding:
    """Whether ``to`` is to be told, by when, why. ``status``: ``required``, ``offered``, ``not-needed``."""

    to: Destination
    status: str
    due: Due | None
    source: Source
    reason: str


@dataclass(frozen=True, slots=True)
class SharingFinding:
    """On what basis ``to`` may be told.

    ``basis``: ``consent``, ``without-consent``, ``not-allowed`` or ``ask-first``. ``gateway`` (the lawful
    ground in plain words) and ``form`` are given with ``without-consent`` alone. ``tell_client``: whether
    the client is told what is shared.
    """

    to: Destination
    basis: str
    gateway: str | None
    form: str | None
    tell_client: bool
    source: Source
    reason: str


def referral_finding(
    to: Destination, facts: Facts, policy: Policy, on: datetime, calendar: Calendar
) -> ReferralFinding:
    """The status of one destination: the first rule that requires it, else the first that offers it.

    Where no rule names the destination it is not needed, and the reason says so. A MARAC referral that must
    be made is required whatever the rules say (2.4).
    """
    rules = [rule for rule in policy.referrals if rule.to == to]
    for rule in rules:
        if holds(rule.required_when, facts):
            return _finding(rule, "required", policy, on, calendar)
    if to == "marac" and facts.get("refer") == "must":
        return _required_anyway(rules, policy, on, calendar)
    for rule in rules:
        if holds(rule.offered_when, facts):
            return _finding(rule, "offered", policy, on, calendar)
    reason = policy.wording.get("referral_not_needed", "Nothing recorded so far calls for this.")
    return ReferralFinding(to, "not-needed", None, rules[0].source if rules else _unnamed(policy), reason)


def sharing_finding(referral: ReferralFinding, facts: Facts, policy: Policy) -> SharingFinding:
    """On what basis the recipient of ``referral`` may be told (0.6, Appendix D)."""
    rule = next((rule for rule in policy.sharing if rule.to == referral.to), None)
    consent = str(facts.get(f"consent.{referral.to}.given", "not_asked"))
    if consent == "not_asked" and rule is not None and holds(rule.out_of_reach_when, facts):
        consent = "unsafe_to_ask"
    basis = _basis(consent, referral, rule, facts)
    without = basis == "without-consent" and rule is not None
    return SharingFinding(
        referral.to,
        basis,
        "; ".join(policy.gateways[gateway].text for gateway in rule.gateways) if without and rule else None,
        rule.form if without and rule else None,
        facts.get("consent.safe_to_inform") != "no" and consent != "unsafe_to_ask",
        rule.source if rule else referral.source,
        policy.wording.get(f"sharing_{basis.replace('-', '_')}", _REASONS[basis]),
    )


_REASONS = {
    "consent": "The client agreed to this being shared.",
    "without-consent": "It is lawful to share this without consent. Record the ground and the reason.",
    "not-allowed": "There is no consent, and nothing recorded allows sharing without it.",
    "ask-first": "The client has not been asked yet. Ask first.",
}


def _basis(consent: str, referral: ReferralFinding, rule: SharingRule | None, facts: Facts) -> str:
    if consent == "given":
        return "consent"
    lawful = _is_lawful_without(rule, facts)
    if consent in ("refused", "unsafe_to_ask"):
        return "without-consent" if lawful else "not-allowed"
    if lawful and referral.status == "required" and referral.to in WITHOUT_ASKING:
        return "without-consent"
    if facts.get("consent.safe_to_inform") != "no" or (rule is not None and rule.consent_only):
        return "ask-first"
    return "without-consent" if lawful else "not-allowed"


def _is_lawful_without(rule: SharingRule | None, facts: Facts) -> bool:
    """A ground has to be named: without one nothing is lawful, whatever the condition says."""
    if rule is None or rule.consent_only or not rule.gateways:
        return False
    return holds(rule.without_consent_when, facts)


def _finding(
    rule: ReferralRule, status: str, policy: Policy, on: datetime, calendar: Calendar
) -> ReferralFinding:
    moment = due(on, rule.within, calendar, policy.office_hours) if rule.within else None
    return ReferralFinding(rule.to, status, moment, rule.source, rule.reason)


def _required_anyway(
    rules: list[ReferralRule], policy: Policy, on: datetime, calendar: Calendar
) -> ReferralFinding:
    if rules:
        return _finding(rules[0], "required", policy, on, calendar)
    return ReferralFinding("marac", "required", None, policy.repeat.source, "A MARAC referral must be made.")


def _unnamed(policy: Policy) -> Source:
    """Where a document says nothing of a destination, that is what is cited."""
    return Source(policy.org, "not mentioned")
