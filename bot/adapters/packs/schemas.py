"""What may stand in a rule file: one model for the dated content of each kind. Unknown keys are refused."""

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, PlainValidator, StringConstraints

from bot.adapters.packs.conditions import read_condition
from bot.adapters.packs.patterns import CLOCK, SLUG
from bot.safeguarding.conditions import NEVER

Text = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
Slug = Annotated[str, StringConstraints(pattern=SLUG)]
When = Annotated[Any, PlainValidator(read_condition)]
Clock = Annotated[str, StringConstraints(pattern=CLOCK)]
Day = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
Recipient = Literal["marac", "children", "adults", "specialist", "housing", "police", "lado"]


class Strict(BaseModel):
    """Refuses unknown keys and changes no type."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class SourceText(Strict):
    """A document and a paragraph of it."""

    document: Slug
    paragraph: Text


class Approval(Strict):
    """Who (a role, not a name) agreed that a rule may be looser than the pack it extends, and when."""

    role: Text
    on: date


class Dated(Strict):
    """What every value has: the date from which it holds and where it comes from."""

    from_: date = Field(alias="from")
    source: SourceText
    approved_by: Approval | None = None


class EndText(Dated):
    """A value that ends the rule: from its date the rule no longer holds."""

    ends: Literal[True]


class RuleFile(Strict):
    """A rule file before its values are read. ``order`` sets its place among rules of its kind."""

    id: Slug
    order: int = 500
    item: int | None = None
    values: list[dict[str, Any]] = Field(min_length=1)


class WithinText(Strict):
    """A time limit."""

    count: int = Field(ge=1)
    unit: Literal["hours", "working_hours", "working_days", "days", "months"]


class PartText(Strict):
    """One way to meet a criterion."""

    when: When
    reason: Text


class CriterionText(Dated):
    """kind ``criteria``"""

    name: Text
    parts: list[PartText] = Field(min_length=1)
    not_met: Text
    could: list[int] = Field(default_factory=list)
    threshold: int | None = Field(default=None, ge=1)


class IndicatorText(Dated):
    """kind ``indicators``"""

    text: Text
    when: When


class RepeatText(Dated):
    """kind ``repeat``"""

    months: int = Field(ge=1)
    text: Text


class ReferralText(Dated):
    """kind ``referrals``"""

    name: Text
    required_when: When = NEVER
    offered_when: When = NEVER
    within: WithinText | None = None
    reason: Text
    how: str = ""
    template: str | None = None


class GatewayText(Dated):
    """kind ``gateways``"""

    text: Text


class SharingText(Dated):
    """kind ``sharing``"""

    without_consent_when: When = NEVER
    gateways: list[Slug] = Field(default_factory=list)
    form: str = ""
    shared: Text
    consent_only: bool = False
    out_of_reach_when: When = NEVER


class ActionText(Dated):
    """kind ``actions``"""

    text: Text
    owner: Text
    when: When
    lowers: str = ""
    within: WithinText | None = None
    resolved_by: str = ""
    when_missed: str = ""
    every: WithinText | None = None
    times: int | None = Field(default=None, ge=1)


class CautionText(Dated):
    """kind ``cautions``"""

    when: When
    text: Text


class HoursText(Strict):
    """Opening hours on some weekdays, local time."""

    days: list[Day] = Field(min_length=1)
    opens: Clock
    closes: Clock


class ContactText(Dated):
    """kind ``contacts``"""

    name: Text
    phone: str = ""
    email: str = ""
    web: str = ""
    says: str = ""
    status: Literal["confirmed", "not_rechecked", "in_doubt", "blocked"]
    doubt: str = ""
    audience: Literal["staff", "client", "perpetrator"]
    always: bool = False
    hours: list[HoursText] = Field(default_factory=list)
    hours_not_known: bool = False
    bank_holidays: bool = False
    checked_on: date | None = None
    successor: Slug | None = None
    out_of_hours: Slug | None = None


class AdviceText(Dated):
    """kind ``advice``"""

    title: Text
    asks: list[Text] = Field(min_length=5)
    answer: Text
    contacts: list[Slug] = Field(default_factory=list)
    owner: str = ""
    review_by: date | None = None


class DocumentText(Dated):
    """kind ``documents``"""

    title: Text
    when: When
    neutral_name: str = ""
    locked_until: str = ""
    locked_text: str = ""
    to: str = ""


class OfficeHoursText(Dated):
    """kind ``office_hours``: what "working hours" means"""

    hours: list[HoursText] = Field(min_length=1)


class RetentionText(Dated):
    """kind ``retention``"""

    months: int = Field(ge=1)


class LevelsText(Dated):
    """kind ``levels``"""

    levels: list[Literal["standard", "medium", "high"]] = Field(min_length=1)
    medium_when: When = NEVER


class WordingText(Dated):
    """kind ``wording``: sentences and terms by key; a pack that extends another replaces key by key."""

    texts: dict[str, Text] = Field(min_length=1)


class ItemText(Strict):
    """One topic of an instrument."""

    number: int = Field(ge=1)
    topic: Text


class InstrumentText(Dated):
    """kind ``instrument``"""

    name: Text
    items: list[ItemText] = Field(min_length=1)


class PhrasesText(Dated):
    """kinds ``spots`` and ``danger``: what people say, one way a line."""

    phrases: list[Text] = Field(min_length=1)


CONTENT: dict[str, type[Dated]] = {
    "criteria": CriterionText,
    "indicators": IndicatorText,
    "repeat": RepeatText,
    "referrals": ReferralText,
    "gateways": GatewayText,
    "sharing": SharingText,
    "actions": ActionText,
    "cautions": CautionText,
    "contacts": ContactText,
    "advice": AdviceText,
    "documents": DocumentText,
    "retention": RetentionText,
    "office_hours": OfficeHoursText,
    "levels": LevelsText,
    "wording": WordingText,
    "instrument": InstrumentText,
    "spots": PhrasesText,
    "danger": PhrasesText,
}
REQUIRED = ("instrument", "criteria", "repeat", "referrals", "gateways", "sharing", "actions", "documents",
            "retention", "levels", "wording")  # fmt: skip
