"""The housing forms about a move: an application to housing options, and the management transfer report."""

from bot.application.documents import consent, people, risk
from bot.application.documents.accounts import ACCOUNT, PRESENT, WANTS, WHEN
from bot.application.documents.document import Blocks, Role, line
from bot.application.documents.layout import Ask, Layout, Part
from bot.application.documents.quoting import day
from bot.application.documents.reading import NOT_ASKED, Reading, with_labels, with_labels_here
from bot.application.documents.referrals import NEVER_TOLD, STATUS
from bot.application.documents.services import NEEDS, OPTIONS, TENANCY

_TENURE = (
    ("Home with us", "resident.kind"),
    ("Kind of tenancy", "resident.tenure"),
    ("Whose name the tenancy is in", "client.tenancy"),
    ("Where they are staying", "intake.where_staying"),
    ("Left the home where this person lives", "client.left_home"),
)
_EVIDENCE = ("specialist", "social_services", "police", "education", "support")


def tenure(reading: Reading) -> Blocks:
    """The home and the tenancy, as far as this organisation asks."""
    return (*with_labels_here(reading, _TENURE), *TENANCY.field(reading).blocks)


def policy_on(reading: Reading, *action_ids: str) -> Blocks:
    """What the policy says of this case in these actions, with the paragraphs."""
    found = [a for a in reading.assessment.actions if a.id in action_ids]
    return tuple(line(f"{a.text} ({a.source})", Role.BULLET) for a in found)


def _led_to_it(reading: Reading) -> Blocks:
    """Why a move is asked for, without the account: that is told once, and stays with the referrer."""
    told = [e for e in reading.entries("account") if e.text]
    when = f"Domestic abuse was reported to us on {day(told[0].at)}." if told else "No account is recorded."
    return (
        line(when),
        line("The account stays with us under the case reference, so that it is not told twice."),
    )


def _evidence(reading: Reading) -> Blocks:
    """Each source of written evidence, and whether it was ticked (West Kent 7)."""
    question = reading.question("transfer.evidence")
    ticked = reading.case.value("transfer.evidence")
    names = {c.value: c.label for c in question.choices if c.value != "none"} if question else {}
    names = names or {each: each.replace("_", " ").capitalize() for each in _EVIDENCE}
    return tuple(line(f"{name}: {_ticked(each, ticked)}", Role.BULLET) for each, name in names.items())


def _ticked(each: str, ticked: object) -> str:
    if not isinstance(ticked, tuple):
        return NOT_ASKED
    return "there, or can be asked for" if each in ticked else "not ticked"


def _explained(reading: Reading) -> Blocks:
    done = reading.case.value("transfer.explained") == "done"
    return (line("Yes"),) if done else ()


def _home_needs(reading: Reading) -> Blocks:
    asked = (
        ("Damage that leaves the home unsafe", "wishes.unsafe_damage"),
        ("Needs a refuge or temporary housing", "wishes.safe_accommodation"),
    )
    return with_labels_here(reading, asked)


def _not_given(reading: Reading) -> Blocks:
    return (line("Not given yet. Role, name and date:"),)


def _marac(reading: Reading) -> Blocks:
    return with_labels(reading, (("Referral to the conference", "sending.marac.state"),))


_LEVEL = Ask("risk_level", "Risk level", lambda r: (line(r.assessment.level.capitalize()),))
_HOUSEHOLD = (
    people.NAME,
    people.BORN,
    people.ADDRESS,
    people.PREGNANT,
    people.LANGUAGE,
    people.ADJUSTMENTS,
    people.children(*people.CHILD_BRIEF),
)
_CONTACT = Part("Safe contact", (*people.SAFE_CONTACT, people.STAFF_GENDER, people.NOT_SAFE_TO_TALK_TO))
_TENURE_NOW = Ask("tenure", "Home and tenancy now", tenure)
_STAY = Ask("stay_or_move", "Wants to stay or to move", "wishes.stay_or_move")
_AVOID = Ask("area_avoid", "Areas to avoid", "wishes.area_avoid")
_SUPPORT = Ask("move_support", "Support to have in place before a move", "move.support")

APPLICATION = Layout(
    id="housing-application",
    title="Referral to housing options",
    file_name="case-form-9",
    to="housing",
    header=NEVER_TOLD,
    instead_of="housing-referral",
    parts=(
        people.REFERRER,
        Part("Why this is referred", (STATUS, Ask("led_to_it", "What led to it", _led_to_it))),
        Part("Consent and sharing", consent.THIS_REFERRAL),
        Part("The client and household", _HOUSEHOLD),
        _CONTACT,
        Part(
            "Home",
            (
                _TENURE_NOW,
                Ask("landlord", "Landlord and rent arrears"),
                Ask("home_needs", "Is the home safe, and is a roof needed", _home_needs),
                _STAY,
                _AVOID,
                Ask("pets", "Pets, work and school"),
            ),
        ),
        Part("Safety", (_LEVEL, risk.ORDERS, people.perpetrators(*people.PERPETRATOR_TENANCY))),
        Part("What the client wants", (OPTIONS, WANTS, NEEDS, _SUPPORT)),
    ),
)

TRANSFER = Layout(
    id="management-transfer-report",
    title="Management transfer report",
    file_name="case-form-10",
    header=NEVER_TOLD,
    parts=(
        people.REPORTER,
        Part(
            "Authorisation by two roles",
            (
                Ask("case_lead", "Case lead", "actions.case_lead"),
                Ask(
                    "authorised_how",
                    "Who authorises this",
                    lambda r: policy_on(r, "management-transfer"),
                ),
                Ask("authorised_first", "First authorisation", _not_given),
                Ask("authorised_second", "Second authorisation", _not_given),
            ),
        ),
        Part(
            "Written evidence",
            (
                Ask("evidence", "Evidence, source by source", _evidence),
                Ask(
                    "attached",
                    "Attached to this report",
                    lambda r: (line("Not recorded. List what is attached:"),),
                ),
            ),
        ),
        Part(
            "The transfer asked for",
            (
                Ask("wanted", "The client wants this", "housing.management_transfer.wanted"),
                Ask("explained", "Explained to the client", _explained),
                Ask(
                    "new_tenancy",
                    "The offer and the new tenancy",
                    lambda r: policy_on(r, "management-transfer-council"),
                ),
                Ask("council_leave", "Leave of the council to make a direct let"),
                _STAY,
                _AVOID,
                _SUPPORT,
            ),
        ),
        Part("The client and household", _HOUSEHOLD),
        _CONTACT,
        Part("Home", (_TENURE_NOW,)),
        Part(
            "Safety",
            (
                _LEVEL,
                Ask("marac", "Conference (MARAC)", _marac),
                risk.ORDERS,
                people.perpetrators(*people.PERPETRATOR_TENANCY),
            ),
        ),
        Part(
            "Why a move is needed",
            (
                ACCOUNT,
                WHEN,
                PRESENT,
                Ask("incidents", "Earlier incidents", "history.incidents"),
                WANTS,
                NEEDS,
            ),
        ),
    ),
)
