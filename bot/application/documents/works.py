"""Works on the home: the order, which gives no reason for them, and the referral to the SAFER scheme.

The order goes to people who need the address, the work and the time, and nothing else (Dover 8.34). It holds
no number of the client's and nothing that was typed about when or how to call: that could give the reason away.
"""

from bot.application.documents import people, risk
from bot.application.documents.document import Blocks, Line, Role, line
from bot.application.documents.homes import tenure
from bot.application.documents.layout import Ask, Layout, Part
from bot.application.documents.reading import Reading, with_labels_here
from bot.application.documents.referrals import NEVER_TOLD

_VISIT = (
    "Arranged by whoever ordered this, and nobody else. Do not ring, write or call at the home before they have "
    "given you the day and the time."
)
_MEASURES = ("plan.security", "plan.security_joint")
_JOINT = "Do not change any lock: the tenancy is joint. Other security only."
_BETTER = "Better security of doors and windows: say which, before this is sent"
_WHOSE = "Do not change any lock until it is known whose tenancy it is."


def _urgency(reading: Reading) -> Blocks:
    """By when an emergency repair is due, where the home is not safe to be in."""
    due = [a for a in reading.assessment.actions if a.id == "emergency-repair" and a.due]
    if due:
        return (line(f"Emergency repair{risk.by_when(due[0].due)}"),)
    damaged = reading.case.value("wishes.unsafe_damage") == "yes"
    return (line("Emergency repair" if damaged else "As soon as can be arranged"),)


def _work(reading: Reading) -> Blocks:
    """The work: damage that leaves the home open, each measure chosen, and better security where that is."""
    damage = with_labels_here(reading, (("Damage that leaves the home insecure", "wishes.unsafe_damage"),))
    wanted = reading.case.value("housing.sanctuary.wanted") == "yes"
    return (*damage, *_measures(reading), *((line(_BETTER, Role.BULLET),) if wanted else ()))


def _measures(reading: Reading) -> tuple[Line, ...]:
    held = ((key, reading.case.value(key)) for key in _MEASURES)
    ticked = [
        (key, each) for key, value in held if isinstance(value, tuple) for each in value if each != "none"
    ]
    return tuple(line(reading.label(key, (each,)), Role.BULLET) for key, each in ticked)


def _locks(reading: Reading) -> Blocks:
    """Whether locks may be changed: never on a joint tenancy, nor while it is not known (WKH-026)."""
    tenants = {reading.case.value(f"perpetrator.{m}.joint_tenant") for m in reading.members("perpetrator")}
    own = reading.case.value("client.tenancy")
    if own == "joint" or "yes" in tenants:
        return (line(_JOINT),)
    sole = own == "sole" if reading.asks("client.tenancy") else tenants == {"no"}
    return (line("Locks may be changed: the tenancy is in one name."),) if sole else (line(_WHOSE),)


WORKS = Layout(
    id="works-order",
    title="Order for works",
    file_name="case-form-11",
    header="For the people doing this work only. Give no details to anyone else.",
    parts=(
        Part("Ordered by", people.REFERRER.asks[:-1]),
        Part("The home", (people.NAME, people.ADDRESS, people.LANGUAGE)),
        Part(
            "The work",
            (
                Ask("urgency", "When it is to be done", _urgency),
                Ask("work", "What is to be done", _work),
                Ask("locks", "Locks", _locks),
                Ask(
                    "exact_place",
                    "Which doors, windows or rooms",
                    lambda r: (line("Not recorded. Add it before this is sent:"),),
                ),
            ),
        ),
        Part("The visit", (Ask("visit", "Day and time", lambda r: (line(_VISIT),)),)),
    ),
)


def _agreement(reading: Reading) -> Blocks:
    """What is on record of the client's agreement to this referral; nothing is read into it."""
    asked = with_labels_here(reading, (("Wants the scheme to look at the home", "plan.safer"),))
    again = line("Read this to the client, and have their agreement, before it is sent.")
    return (*asked, *_option(reading), again)


def _option(reading: Reading) -> tuple[Line, ...]:
    """The answer to the option of a safer home, where the organisation has that option."""
    group = reading.policy.journey.groups.get("housing")
    name = dict(group.members).get("sanctuary", "").partition(" (")[0] if group else ""
    return (line(f"{name}: {reading.text('housing.sanctuary.wanted')}"),) if name else ()


SAFER = Layout(
    id="safer-referral",
    title="Referral to SAFER (Sanctuary Access for Eligible Residents)",
    file_name="case-form-12",
    header=NEVER_TOLD,
    parts=(
        people.REFERRER,
        Part(
            "Agreement",
            (
                Ask("agreement", "Agreement of the client", _agreement),
                Ask("landlord_consent", "Consent of the landlord to the works", "plan.safer_consent"),
            ),
        ),
        Part(
            "The client and household",
            (
                people.NAME,
                people.BORN,
                people.ADDRESS,
                people.LANGUAGE,
                people.ADJUSTMENTS,
                people.children(*people.CHILD_BRIEF),
            ),
        ),
        Part("Safe contact", (*people.SAFE_CONTACT, people.STAFF_GENDER, people.NOT_SAFE_TO_TALK_TO)),
        Part(
            "The home",
            (
                Ask("stay_or_move", "Wants to stay or to move", "wishes.stay_or_move"),
                Ask("tenure", "Home and tenancy now", tenure),
                Ask("work", "Damage, and security chosen", _work),
                Ask("locks", "Locks", _locks),
            ),
        ),
        Part(
            "Safety",
            (
                Ask("risk_level", "Risk level", lambda r: (line(r.assessment.level.capitalize()),)),
                risk.ORDERS,
                people.perpetrators(*people.PERPETRATOR_TENANCY),
            ),
        ),
    ),
)
