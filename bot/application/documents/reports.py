"""Two reports about somebody: to the police on what a third party said, and to the LADO on a position of trust."""

from bot.application.documents import consent, people
from bot.application.documents.accounts import ACCOUNT, OBSERVED, PRESENT, WHEN
from bot.application.documents.document import Blocks, line
from bot.application.documents.layout import Ask, Layout, Part
from bot.application.documents.reading import Reading, with_labels, with_labels_here
from bot.application.documents.referrals import NEVER_TOLD, STATUS

_BESIDE = ("children", "police")
"""Who acts beside the LADO. That the client uses other services is nobody's business here (STK-051)."""
_NO_CONTACT = "third-party-no-contact"
_HELD_BACK = (
    "Name and address are not given here. They are held under the case reference, and given only where the "
    "recipient needs them."
)


def _known(reading: Reading) -> Blocks:
    asked = (
        ("Known to the police already", "report.police_know"),
        ("Police told of this report", "report.police_told"),
        ("Police reference", "report.police_reference"),
        ("Reported to social services", "report.social_services"),
    )
    return with_labels_here(reading, asked)


def _contact_made(reading: Reading) -> Blocks:
    """Whether the client was spoken to, by the record alone; and the rule not to, where the pack has it."""
    theirs = any(e.speaker == "client" and e.voice is not None and e.text for e in reading.case.entries)
    first = "Words of the client are on this record." if theirs else "No contact with the client is recorded."
    rules = [a.source for a in reading.assessment.actions if a.id == _NO_CONTACT]
    return (line(first), *(line(f"We make none because of a third party's report ({s}).") for s in rules))


POLICE = Layout(
    id="police-third-party-report",
    title="Report to the police of what a third party told us",
    file_name="case-form-14",
    to="police",
    header=NEVER_TOLD,
    parts=(
        people.REPORTER,
        Part(
            "The report",
            (
                Ask("reporter", "Who told us, by name or firm", "report.contractor"),
                Ask("immediate_danger", "Anyone in danger when reported", "opening.danger"),
                Ask("violence_seen", "Violence seen or heard", "report.violence_seen"),
                Ask("known", "What the police and others know", _known),
                STATUS,
            ),
        ),
        Part("What was said, and by whom", (ACCOUNT, WHEN, PRESENT)),
        Part(
            "What the practitioner saw or heard",
            (OBSERVED, Ask("signs", "Grave signs in the report", "report.signs")),
        ),
        Part(
            "The person it is about",
            (
                people.NAME,
                people.BORN,
                people.ADDRESS,
                Ask("contact_made", "Contact with this person", _contact_made),
                people.NOT_SAFE_TO_TALK_TO,
            ),
        ),
        Part(
            "Others",
            (
                people.children_as_asked(*people.CHILD_BRIEF, ("Where the child is now", "where_now")),
                people.perpetrators(*people.PERPETRATOR_RISK),
            ),
        ),
        Part("Sharing", consent.THIS_REFERRAL),
    ),
)


def _in_trust(reading: Reading, member: str) -> bool:
    return reading.case.value(f"perpetrator.{member}.trust") in ("yes", "not_known")


def _others_told(reading: Reading) -> Blocks:
    """Where the referrals stand that protect children beside this one."""
    return with_labels(reading, tuple((consent.NAMES[to], f"sending.{to}.state") for to in _BESIDE))


LADO = Layout(
    id="lado-referral",
    title="Referral to the local authority designated officer (LADO)",
    file_name="case-form-15",
    to="lado",
    header=NEVER_TOLD,
    parts=(
        people.REFERRER,
        Part(
            "Why this is referred",
            (STATUS, Ask("immediate_danger", "Anyone in danger when reported", "opening.danger")),
        ),
        Part(
            "The person in a position of trust",
            (
                people.perpetrators_where(
                    _in_trust,
                    ("In a position of trust", "trust"),
                    ("Work, and where", "occupation"),
                    ("Relation to the client", "relation"),
                    ("Where they are", "whereabouts"),
                    ("Risk to staff", "risk_to_staff"),
                ),
                Ask("reach", "Contact with children or adults at risk through the work"),
                Ask("employer", "Does the employer know"),
            ),
        ),
        Part("Children in the family", (people.children(*people.CHILD_BRIEF),)),
        Part("What the concern rests on", (ACCOUNT, WHEN, PRESENT, OBSERVED)),
        Part("The client", (Ask("client", "The client", lambda r: (line(_HELD_BACK),)),)),
        Part("Consent and sharing", consent.THIS_REFERRAL),
        Part(
            "Who else is told", (Ask("others_told", "Who else is told, and where that stands", _others_told),)
        ),
    ),
)
