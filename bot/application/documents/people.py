"""The people of a referral: who makes it, who it is about, the children, the alleged perpetrators."""

from collections.abc import Callable

from bot.application.documents.document import Blocks, Line, Role, Table, line
from bot.application.documents.layout import Ask, Part
from bot.application.documents.quoting import moment
from bot.application.documents.reading import Reading, with_labels

NOT_TO_BE_TOLD = "Never the alleged perpetrator, their family or friends, or anyone who may pass it on."

REFERRER = Part(
    "Who is making this referral",
    (
        Ask("referrer_agency", "Organisation", lambda r: (line(r.policy.name),)),
        Ask("referrer_name", "Practitioner", lambda r: (line(r.case.practitioner),)),
        Ask("referrer_contact", "Telephone and secure email", lambda r: (line("Not known"),)),
        Ask("case_reference", "Case reference", lambda r: (line(r.case.id),)),
        Ask("drafted_on", "Drafted", lambda r: (line(moment(r.now)),)),
        Ask("information_from", "Where the information comes from", "opening.source"),
    ),
)

REPORTER = Part("Who is making this report", REFERRER.asks)

NAME = Ask("client_name", "Name", "client.name")
BORN = Ask("client_born_on", "Date of birth", "client.born_on")
PHONE = Ask("client_phone", "Telephone for the record (ring the safe number alone)", "client.phone")
ADDRESS = Ask("client_address", "Address now", "client.address")
LANGUAGE = Ask(
    "client_language",
    "Language and interpreter",
    lambda r: with_labels(
        r, (("Interpreter needed", "contact.interpreter"), ("Language", "contact.language"))
    ),
)
ADJUSTMENTS = Ask("client_adjustments", "Adjustments needed", "contact.adjustments")
PREGNANT = Ask(
    "client_pregnant",
    "Pregnant, or a baby in the past 18 months",
    lambda r: with_labels(r, (("Answer", "dash_9"), ("Due date", "dash_9.due"))),
)


def _voicemail(reading: Reading) -> Blocks:
    if reading.case.value("contact.voicemail") == "yes":
        return (line("Yes, the client says that a message is safe"),)
    return (*reading.value("contact.voicemail"), line("Leave no message."))


SAFE_CONTACT = (
    Ask("safe_method", "Safe way to make contact", "contact.method"),
    Ask("safe_number", "Number or address to use", "contact.number"),
    Ask("safe_times", "Safe times", "contact.times"),
    Ask("safe_voicemail", "Is it safe to leave a message", _voicemail),
)
STAFF_GENDER = Ask("staff_gender", "Preferred gender of staff", "contact.staff_gender")
SAFE_TO_TALK_TO = Ask(
    "safe_to_talk_to",
    "Who it is safe to talk to",
    lambda r: (line("The client only, by the safe contact given here."), *_through(r)),
)
NOT_SAFE_TO_TALK_TO = Ask(
    "not_safe_to_talk_to", "Who must not be spoken to", lambda r: (line(NOT_TO_BE_TOLD),)
)


def _through(reading: Reading) -> tuple[Line, ...]:
    through = reading.case.value("contact.method") == "through_someone"
    return (line("The client asked to be reached through someone: see the safe number."),) if through else ()


CHILD_FULL = (
    ("Age", "age"),
    ("Lives in the household", "in_household"),
    ("Where the child is now", "where_now"),
    ("School or nursery", "school"),
    ("Saw, heard or suffered", "seen"),
    ("Suffering, or likely to suffer, significant harm", "harm"),
    ("Worry about contact", "contact_fear"),
    ("The child's own words", "words"),
)
_IF_SO = frozenset(
    ("age_band", "behaviours", "pattern", "siblings", "between_parents", "need_reason", "not_discussed_why")
)
"""What is asked of a few alone (a young person who harms, a child below a level): shown where it was answered."""
CHILD_BRIEF = (("Age", "age"), ("Lives in the household", "in_household"))


def children(*asked: tuple[str, str]) -> Ask:
    """The children one by one, with the fields a recipient needs."""
    return Ask("children", "Children", lambda r: _each(r, "child", "Child", asked), wide=True)


PERPETRATOR_FULL = (
    ("Relation to the client", "relation"),
    ("Where they are", "whereabouts"),
    ("Lives with the client", "lives_with"),
    ("Joint tenant", "joint_tenant"),
    ("Occupation", "occupation"),
    ("In a position of trust", "trust"),
    ("Risk to staff", "risk_to_staff"),
)
PERPETRATOR_RISK = (
    ("Relation to the client", "relation"),
    ("Where they are", "whereabouts"),
    ("Lives with the client", "lives_with"),
    ("Risk to staff", "risk_to_staff"),
)
PERPETRATOR_TENANCY = (*PERPETRATOR_RISK, ("Joint tenant", "joint_tenant"))


def perpetrators(*asked: tuple[str, str]) -> Ask:
    """The alleged perpetrators one by one, with the fields a recipient needs."""
    return Ask(
        "alleged_perpetrators",
        "Alleged perpetrators",
        lambda r: _each(r, "perpetrator", "Alleged perpetrator", asked),
        wide=True,
    )


def children_as_asked(*asked: tuple[str, str]) -> Ask:
    """The children one by one, with those fields that the organisation asks about."""
    return Ask(
        "children", "Children", lambda r: _each(r, "child", "Child", _here(r, "child", asked)), wide=True
    )


def perpetrators_as_asked(*asked: tuple[str, str]) -> Ask:
    """The alleged perpetrators one by one, with those fields that the organisation asks about."""
    return Ask(
        "alleged_perpetrators",
        "Alleged perpetrators",
        lambda r: _each(r, "perpetrator", "Alleged perpetrator", _here(r, "perpetrator", asked)),
        wide=True,
    )


def perpetrators_where(claim: Callable[[Reading, str], bool], *asked: tuple[str, str]) -> Ask:
    """The alleged perpetrators of whom ``claim`` holds, numbered as everywhere else."""
    return Ask(
        "alleged_perpetrators",
        "Alleged perpetrators",
        lambda r: tuple(
            each
            for n, member in enumerate(r.members("perpetrator"), 1)
            if claim(r, member)
            for each in _member(r, "perpetrator", member, f"Alleged perpetrator {n}", asked)
        ),
        wide=True,
    )


def _here(reading: Reading, group: str, asked: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
    return tuple((label, key) for label, key in asked if reading.asks(f"{group}.{key}"))


UNBORN = Ask(
    "unborn_child",
    "Unborn child",
    lambda r: with_labels(r, (("Expected", "children.unborn"), ("Due date", "children.unborn_due"))),
)


def _each(reading: Reading, group: str, title: str, asked: tuple[tuple[str, str], ...]) -> Blocks:
    """Each member under a subheading; where there is none, what was answered about there being any."""
    members = reading.members(group)
    if not members:
        return reading.value("children.any") if group == "child" else ()
    return tuple(
        each
        for n, member in enumerate(members, 1)
        for each in _member(reading, group, member, f"{title} {n}", asked)
    )


def _member(
    reading: Reading, group: str, member: str, title: str, asked: tuple[tuple[str, str], ...]
) -> Blocks:
    prefix = f"{group}.{member}."
    keys = (
        ("Name", "name"),
        *((n, k) for n, k in asked if k not in _IF_SO or reading.case.value(prefix + k) is not None),
    )
    rows = tuple(((line(label),), reading.value(prefix + key)) for label, key in keys)
    return (line(title, Role.SUBHEADING), Table(("About them", "Recorded"), rows, (35, 65)))
