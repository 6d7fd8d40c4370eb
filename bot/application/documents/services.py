"""The layouts for services that act for the client: the specialist service and housing options.

Each gets what it needs and no more (SDC-056): no answers of the risk checklist, and housing no account.
"""

from bot.application.documents import consent, people, risk
from bot.application.documents.accounts import ACCOUNT, WANTS
from bot.application.documents.document import Blocks, Role, line
from bot.application.documents.layout import Ask, Layout, Part
from bot.application.documents.reading import Reading, with_labels
from bot.application.documents.referrals import NEVER_TOLD

NEEDS = Ask("needs", "Needs", "wishes.needs")
_LEVEL = Ask("risk_level", "Risk level", lambda r: (line(r.assessment.level.capitalize()),))
_STAY = Ask("stay_or_move", "Wants to stay or to move", "wishes.stay_or_move")
_SAFE_HOME = Ask("safe_accommodation", "In safe accommodation, or needs it", "wishes.safe_accommodation")
_AVOID = Ask("area_avoid", "Areas to avoid", "wishes.area_avoid")
_OPTIONS = ("temporary_accommodation", "refuge", "sanctuary", "legal_orders", "other_services")


def _options(reading: Reading) -> Blocks:
    """Each housing option and the client's choice (Sevenoaks 2.2)."""
    group = reading.policy.journey.groups.get("housing")
    labels = dict(group.members) if group else {}
    names = {each: labels.get(each, each.replace("_", " ").capitalize()) for each in (labels or _OPTIONS)}
    return tuple(line(_choice(reading, each, name), Role.BULLET) for each, name in names.items())


def _choice(reading: Reading, option: str, name: str) -> str:
    """An option, without the pack's remark in brackets, and what the client said to it."""
    return f"{name.partition(' (')[0]}: {reading.text(f'housing.{option}.wanted')}"


def _tenancy(reading: Reading) -> Blocks:
    members = reading.members("perpetrator")
    asked = tuple(
        (f"Alleged perpetrator {n} is a joint tenant", f"perpetrator.{m}.joint_tenant")
        for n, m in enumerate(members, 1)
    )
    return with_labels(reading, asked)


OPTIONS = Ask("housing_options", "Housing options, one by one", _options)
TENANCY = Ask("joint_tenancy", "Tenancy", _tenancy)

SPECIALIST = Layout(
    id="specialist-referral",
    title="Referral to a specialist service",
    file_name="case-form-4",
    to="specialist",
    header=NEVER_TOLD,
    parts=(
        people.REFERRER,
        Part("Agreement of the client", consent.THIS_REFERRAL),
        Part(
            "The client",
            (
                people.NAME,
                people.BORN,
                people.ADDRESS,
                people.LANGUAGE,
                people.ADJUSTMENTS,
                Ask("immigration", "Immigration status and public funds"),
            ),
        ),
        Part("Safe contact", (*people.SAFE_CONTACT, people.STAFF_GENDER, people.NOT_SAFE_TO_TALK_TO)),
        Part("Why this is referred", (_LEVEL, risk.ORDERS, ACCOUNT)),
        Part("Others", (people.perpetrators(*people.PERPETRATOR_RISK), people.children(*people.CHILD_BRIEF))),
        Part(
            "What the client wants",
            (WANTS, NEEDS, Ask("other_agencies", "Other agencies and named workers")),
        ),
    ),
)

HOUSING = Layout(
    id="housing-referral",
    title="Referral to housing options",
    file_name="case-form-5",
    to="housing",
    header=NEVER_TOLD,
    parts=(
        people.REFERRER,
        Part("Consent and sharing", consent.THIS_REFERRAL),
        Part(
            "The client and household",
            (
                people.NAME,
                people.BORN,
                people.ADDRESS,
                people.PREGNANT,
                people.LANGUAGE,
                people.ADJUSTMENTS,
                people.children(*people.CHILD_BRIEF),
            ),
        ),
        Part("Safe contact", (*people.SAFE_CONTACT, people.STAFF_GENDER, people.NOT_SAFE_TO_TALK_TO)),
        Part(
            "Home",
            (
                TENANCY,
                Ask("landlord", "Landlord and rent arrears"),
                _SAFE_HOME,
                _STAY,
                _AVOID,
                Ask("pets", "Pets, work and school"),
            ),
        ),
        Part("Safety", (_LEVEL, risk.ORDERS, people.perpetrators(*people.PERPETRATOR_TENANCY))),
        Part(
            "What the client wants",
            (OPTIONS, WANTS, NEEDS),
        ),
    ),
)
