"""The form for sharing without consent: one page of reasons for each recipient (WKH-035, SDC-074, SDC-075)."""

from collections.abc import Iterator

from bot.application.documents import consent, people, risk
from bot.application.documents.document import Blocks, Line, Role, Table, line, lines
from bot.application.documents.layout import Ask, Layout, Part
from bot.application.documents.quoting import moment
from bot.application.documents.reading import NOT_ASKED, Reading
from bot.application.documents.records import RECORDED_BY, SAFE_TO_TELL
from bot.application.documents.referrals import NEVER_TOLD
from bot.safeguarding.policy import DESTINATIONS

_REFUSED = ("refused", "unsafe_to_ask")


def is_without_consent(reading: Reading, to: str) -> bool:
    """Whether ``to`` is, or is to be, told without consent: by the finding, or by a decision against a refusal."""
    decision = reading.case.value(f"consent.{to}.decision")
    found = any(s.to == to and s.basis == "without-consent" for s in reading.assessment.sharing)
    against = reading.case.value(f"consent.{to}.given") in _REFUSED and decision == "share"
    by_consent_alone = any(rule.to == to and rule.consent_only for rule in reading.policy.sharing)
    return decision != "not_share" and not by_consent_alone and (found or against)


def _recipients(reading: Reading) -> Blocks:
    """Each recipient who is told without consent, with everything that makes it lawful."""
    found = [to for to in DESTINATIONS if is_without_consent(reading, to)]
    if not found:
        return (line("Nobody is to be told without consent, on what is recorded."),)
    return tuple(each for to in found for each in _recipient(reading, to))


def _recipient(reading: Reading, to: str) -> Blocks:
    rows = tuple(
        ((line(label),), tuple(lines(blocks)) or (line(NOT_ASKED),)) for label, blocks in _rows(reading, to)
    )
    return (
        line(consent.NAMES[to], Role.SUBHEADING),
        Table(("About this sharing", "Recorded"), rows, (35, 65)),
    )


def _rows(reading: Reading, to: str) -> Iterator[tuple[str, Blocks]]:
    key = f"consent.{to}"
    yield "Consent asked for, and the answer", reading.value(f"{key}.given")
    yield "What the person said, and conditions they set", ()
    yield "What the policy finds", _finding(reading, to)
    yield "Purpose", _purpose(reading, to)
    yield "Exactly what is shared", consent.shared(reading, to)
    yield "Lawful ground ticked", consent.gateways(reading, to)
    yield (
        "Why it is needed and in proportion, and what could follow either way",
        reading.value(f"{key}.reason"),
    )
    yield "Decision without consent, and when", _decision(reading, f"{key}.decision")
    yield "The person told", consent.told(reading, to)
    if reading.asks("consent.test"):
        yield "What the sharing will do", reading.value(f"{key}.test")


def _finding(reading: Reading, to: str) -> tuple[Line, ...]:
    """On what basis the policy lets this be shared, or that it does not."""
    found = [s for s in reading.assessment.sharing if s.to == to]
    return tuple(line(f"{consent.BASES.get(s.basis, s.basis)} ({s.source})") for s in found)


def _purpose(reading: Reading, to: str) -> tuple[Line, ...]:
    """Why the recipient is told at all, by the policy, with its paragraph."""
    found = [r for r in reading.assessment.referrals if r.to == to and r.status != "not-needed"]
    return tuple(line(f"{r.reason} ({r.source})") for r in found)


def _decision(reading: Reading, key: str) -> tuple[Line, ...]:
    """The decision, who recorded it, and when."""
    entry = reading.case.current.get(key)
    if entry is None or entry.value is None:
        return (line(NOT_ASKED),)
    return (line(f"{reading.text(key)}, recorded by {entry.by}, {moment(entry.at)}"),)


WITHOUT_CONSENT = Layout(
    id="information-sharing-without-consent",
    title="Information sharing without consent",
    file_name="case-form-16",
    header=NEVER_TOLD,
    parts=(
        RECORDED_BY,
        Part("The person this is about", (people.NAME, people.BORN)),
        SAFE_TO_TELL,
        Part(
            "The risk",
            (
                Ask("risk_level", "Risk level", lambda r: (line(r.assessment.level.capitalize()),)),
                risk.GROUNDS,
            ),
        ),
        Part("Who is told without consent", (Ask("recipients", "Recipients", _recipients, wide=True),)),
        Part(
            "Signed, and looked at again",
            (
                Ask("manager", "Manager told", "actions.manager"),
                Ask("signed", "Name, signature and date", lambda r: (line("Not given yet"),)),
                Ask("review_on", "Review on", "actions.follow_up_on"),
            ),
        ),
    ),
)
