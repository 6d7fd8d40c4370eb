"""The policy of one organisation as at one date: every number, deadline, contact and wording it owns.

Packs are turned into these values; nothing here decides anything.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time
from typing import Literal

from bot.safeguarding.conditions import NEVER, Condition
from bot.safeguarding.journey import Journey
from bot.safeguarding.sources import Source

Destination = Literal["marac", "children", "adults", "specialist", "housing", "police", "lado"]
DESTINATIONS: tuple[Destination, ...] = (
    "marac",
    "children",
    "adults",
    "specialist",
    "housing",
    "police",
    "lado",
)


@dataclass(frozen=True, slots=True)
class Item:
    """One topic of the instrument. ``number`` is its published number; ``topic`` a few words of ours."""

    number: int
    topic: str


@dataclass(frozen=True, slots=True)
class Instrument:
    """A standard questionnaire: the Dash of SafeLives in its non-police numbering, or a successor."""

    id: str
    name: str
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class CriterionPart:
    """One way in which a criterion is met, named apart from the others. ``{n}`` in ``reason`` is the count."""

    when: Condition
    reason: str


@dataclass(frozen=True, slots=True)
class Criterion:
    """A ground for a MARAC referral: met where any part holds.

    ``not_met`` is the reason given otherwise. ``could`` names instrument items whose answer, were it yes,
    would meet it: what "not known" leaves open. ``threshold`` is the count for ``visible_high_risk``.
    """

    id: str
    name: str
    parts: tuple[CriterionPart, ...]
    not_met: str
    source: Source
    could: tuple[int, ...] = ()
    threshold: int | None = None


@dataclass(frozen=True, slots=True)
class Indicator:
    """A stand-alone sign that asks for professional judgement, whatever the count."""

    id: str
    text: str
    when: Condition
    source: Source


@dataclass(frozen=True, slots=True)
class RepeatRule:
    """A repeat referral: a further incident within ``months`` calendar months, the last day included."""

    months: int
    text: str
    source: Source


@dataclass(frozen=True, slots=True)
class Within:
    """How long after the start: ``count`` of ``unit``."""

    count: int
    unit: Literal["hours", "working_hours", "working_days", "days", "months"]


@dataclass(frozen=True, slots=True)
class ReferralRule:
    """Who is to be told of what. ``required_when`` beats ``offered_when``; otherwise ``not-needed``."""

    to: Destination
    name: str
    required_when: Condition
    offered_when: Condition
    within: Within | None
    source: Source
    reason: str
    how: str = ""
    template: str | None = None


@dataclass(frozen=True, slots=True)
class Gateway:
    """A lawful ground to share without consent: short name, the law in plain words, its paragraph."""

    id: str
    text: str
    source: Source


@dataclass(frozen=True, slots=True)
class SharingRule:
    """Whether a recipient may be told without consent: where ``without_consent_when`` holds, by ``gateways``.

    ``consent_only`` recipients are never told without consent. ``out_of_reach_when``: the client can neither
    be asked nor told (a report by somebody else where the policy allows no contact with the victim).
    """

    to: Destination
    without_consent_when: Condition
    gateways: tuple[str, ...]
    form: str
    shared: str
    source: Source
    consent_only: bool = False
    out_of_reach_when: Condition = NEVER


@dataclass(frozen=True, slots=True)
class ActionRule:
    """Something to do, in the order of the list. ``when`` decides whether it is on this case's list.

    ``lowers`` says which risk it lowers. ``within`` counts from the report; ``None`` where the document
    gives no time. ``resolved_by`` is the key of the answer that shows it was done.

    ``every`` makes it a contact that comes back for as long as ``when`` holds, counted from the last contact.
    ``times`` makes it so many contacts, the n-th due n times ``within`` after ``when`` began to hold.
    ``when_missed`` says what to do once the time has passed or, without a time, until it has been done.
    """

    id: str
    text: str
    owner: str
    when: Condition
    source: Source
    lowers: str = ""
    within: Within | None = None
    resolved_by: str = ""
    when_missed: str = ""
    every: Within | None = None
    times: int | None = None


@dataclass(frozen=True, slots=True)
class Opening:
    """Opening hours on one weekday (0 is Monday), local time; ``closes`` at midnight is ``time.max``."""

    weekday: int
    opens: time
    closes: time


OFFICE_HOURS = tuple(Opening(weekday, time(9), time(17)) for weekday in range(5))
"""Monday to Friday, nine to five: what "working hours" means where a pack does not define them."""


@dataclass(frozen=True, slots=True)
class Contact:
    """A service or team that can be reached.

    ``status``: ``confirmed``, ``not_rechecked``, ``in_doubt`` (said to be so) or ``blocked`` (never shown;
    ``successor`` is shown instead). ``audience``: ``staff``, ``client`` or ``perpetrator`` (shown only to
    people who work with perpetrators). ``hours`` empty: hours not known. ``always``: day and night.
    """

    id: str
    name: str
    phone: str
    email: str
    web: str
    says: str
    status: Literal["confirmed", "not_rechecked", "in_doubt", "blocked"]
    doubt: str
    audience: Literal["staff", "client", "perpetrator"]
    always: bool
    hours: tuple[Opening, ...]
    bank_holidays: bool
    checked_on: date | None
    source: Source
    successor: str | None = None
    out_of_hours: str | None = None


@dataclass(frozen=True, slots=True)
class AdviceEntry:
    """One answered policy question: ``asks`` are ways of asking it; ``contacts`` are ids."""

    id: str
    title: str
    asks: tuple[str, ...]
    answer: str
    source: Source
    contacts: tuple[str, ...] = ()
    holds_from: date | None = None
    owner: str = ""
    review_by: date | None = None


@dataclass(frozen=True, slots=True)
class Caution:
    """A sentence that goes with a finding while ``when`` holds."""

    when: Condition
    text: str
    source: Source


@dataclass(frozen=True, slots=True)
class DocumentRule:
    """A document the program can draft: ``id`` (``marac-referral``), its title and when it fits the case.

    ``neutral_name`` is the file name without its ending, where the title could give the disclosure away.
    ``locked_until`` is the key of the answer without which it stays locked (the DSO's name).
    """

    id: str
    title: str
    when: Condition
    neutral_name: str = ""
    locked_until: str = ""
    locked_text: str = ""
    to: str = ""


@dataclass(frozen=True, slots=True)
class Retention:
    """How long a closed case is kept, and where the period comes from."""

    months: int
    source: Source


@dataclass(frozen=True, slots=True)
class Policy:
    """Everything that holds for ``org`` as at ``as_at``.

    ``wording`` holds the organisation's own terms: ``client_word``, ``case_system``, ``housing_system`` and
    every sentence that is said outside the journey's questions. ``levels`` are the risk levels in use.
    """

    org: str
    name: str
    as_at: date
    review_by: date | None
    instrument: Instrument
    criteria: tuple[Criterion, ...]
    indicators: tuple[Indicator, ...]
    repeat: RepeatRule
    referrals: tuple[ReferralRule, ...]
    gateways: Mapping[str, Gateway]
    sharing: tuple[SharingRule, ...]
    actions: tuple[ActionRule, ...]
    warnings: tuple[Caution, ...]
    contacts: Mapping[str, Contact]
    advice: tuple[AdviceEntry, ...]
    documents: tuple[DocumentRule, ...]
    journey: Journey
    wording: Mapping[str, str]
    retention: Retention
    levels: tuple[str, ...] = ("standard", "high")
    medium_when: Condition = NEVER
    danger_phrases: tuple[str, ...] = ()
    spots: Mapping[int, tuple[str, ...]] = field(default_factory=dict)
    office_hours: tuple[Opening, ...] = OFFICE_HOURS
