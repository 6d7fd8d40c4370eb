"""Consent and the lawful way to share, recipient by recipient (SDC-027, SDC-056, SDC-074, SDC-075)."""

from bot.application.documents.document import Blocks, Line, Role, line
from bot.application.documents.layout import Ask
from bot.application.documents.reading import NOT_ASKED, Reading, with_labels
from bot.safeguarding.policy import DESTINATIONS

NAMES = {
    "marac": "Multi-agency risk assessment conference (MARAC)",
    "children": "Children's services",
    "adults": "Adult social care",
    "specialist": "Specialist domestic abuse service",
    "housing": "Housing options",
    "police": "Police",
    "lado": "Local authority designated officer (LADO)",
}
BASES = {
    "consent": "With consent",
    "without-consent": "Without consent, on the ground given here",
    "not-allowed": "Not to be shared",
    "ask-first": "Ask the client first",
}


def _given(reading: Reading) -> Blocks:
    return (*reading.value(_key(reading, "given")), *_basis(reading, reading.to))


CONSENT = Ask("consent", "Consent and basis for sharing", _given)
GATEWAY = Ask("gateway", "Lawful ground, where without consent", lambda r: gateways(r, r.to))
REASON = Ask("sharing_reason", "Reason for sharing", lambda r: r.words(_key(r, "reason")))
SHARED = Ask("what_is_shared", "Exactly what is shared", lambda r: shared(r, r.to))
TOLD = Ask("client_told", "Is the client aware", lambda r: told(r, r.to))
THIS_REFERRAL = (CONSENT, TOLD, GATEWAY, REASON, SHARED)


def shared(reading: Reading, to: str) -> Blocks:
    """What exactly is shared: as recorded, else as the policy says."""
    key = f"consent.{to}.what"
    rule = next((rule for rule in reading.policy.sharing if rule.to == to and rule.shared), None)
    if key in reading.case.current or rule is None:
        return reading.value(key)
    return (line(f"{rule.shared} ({rule.source})"),)


def told(reading: Reading, to: str) -> Blocks:
    """Whether the client was told; who agreed is not asked about it again."""
    key = f"consent.{to}.told"
    if key not in reading.case.current and reading.case.value(f"consent.{to}.given") == "given":
        return (line("The client agreed to this being shared."),)
    asked = (("Client told", key), ("Why not, where not", f"consent.{to}.not_told_why"))
    return with_labels(reading, asked)


def gateways(reading: Reading, to: str) -> Blocks:
    """The lawful grounds picked for a recipient, in the pack's words with their paragraph."""
    picked = reading.case.value(f"consent.{to}.gateways")
    if not isinstance(picked, tuple):
        return (line(NOT_ASKED),)
    known = reading.policy.gateways
    return tuple(
        line(f"{known[g].text} ({known[g].source})" if g in known else g, Role.BULLET) for g in picked
    )


def decisions(reading: Reading) -> Blocks:
    """Every recipient there is a finding or an answer about, whether shared with or not."""
    return tuple(each for to in DESTINATIONS if _concerned(reading, to) for each in _decision(reading, to))


def _decision(reading: Reading, to: str) -> Blocks:
    prefix = f"consent.{to}."
    return (
        line(NAMES[to], Role.SUBHEADING),
        *_basis(reading, to),
        *with_labels(reading, (("Consent", f"{prefix}given"), ("Decision without it", f"{prefix}decision"))),
        *told(reading, to),
        line("Lawful ground:"),
        *gateways(reading, to),
        line("Reason for the decision:"),
        *reading.words(f"{prefix}reason"),
        line("Exactly what is shared:"),
        *shared(reading, to),
    )


def _basis(reading: Reading, to: str) -> tuple[Line, ...]:
    found = [s for s in reading.assessment.sharing if s.to == to]
    return tuple(line(_finding(s.basis, s.gateway, str(s.source))) for s in found)


def _finding(basis: str, gateway: str | None, source: str) -> str:
    ground = f" {gateway}." if gateway else ""
    return f"{BASES.get(basis, basis)}.{ground} ({source})"


def _concerned(reading: Reading, to: str) -> bool:
    answered = any(key.startswith(f"consent.{to}.") for key in reading.case.current)
    return answered or any(s.to == to for s in reading.assessment.sharing)


def _key(reading: Reading, rest: str) -> str:
    return f"consent.{reading.to}.{rest}"
