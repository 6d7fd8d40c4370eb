"""The forms of the children's front doors: Stoke-on-Trent's referral form, and Kent's request for support."""

from bot.application.documents import consent, people, risk
from bot.application.documents.accounts import ACCOUNT, OBSERVED, PRESENT, WANTS, WHEN
from bot.application.documents.document import Blocks, line
from bot.application.documents.layout import Ask, Layout, Part
from bot.application.documents.marf_points import nine_points, seven_areas
from bot.application.documents.reading import Reading, with_labels_here
from bot.application.documents.referrals import NEVER_TOLD, STATUS

_DANGER = Ask("immediate_danger", "Anyone in danger when reported", "opening.danger")
_CHECKLIST = risk.items("Answers to the risk checklist", *risk.ABOUT_CHILDREN)
_NHS = Ask("nhs_number", "National Health Service number and general practitioner")
_CHILD = (
    ("Age", "age"),
    ("Date of birth", "born_on"),
    ("Lives in the household", "in_household"),
    ("Area where the child lives", "area"),
    ("Where the child is now", "where_now"),
    ("School or nursery", "school"),
    ("What the child has lived through", "seen"),
    ("How it shows in the child", "effects"),
    ("Suffering, or likely to suffer, significant harm", "harm"),
    ("Level of need below that", "need"),
    ("Reason for that level", "need_reason"),
    ("Worry about contact", "contact_fear"),
    ("Talked over with the child", "discussed"),
    ("Why not talked over", "not_discussed_why"),
)
_PERPETRATOR = (
    *people.PERPETRATOR_RISK,
    ("Age group", "age_band"),
    ("Behaviour", "behaviours"),
    ("The pattern and what came before", "pattern"),
    ("Brothers and sisters hurt", "siblings"),
    ("Abuse between the parents", "between_parents"),
    ("Occupation", "occupation"),
    ("In a position of trust", "trust"),
)
_OBTAINED = {
    "given": "Obtained",
    "refused": "Not obtained: refused",
    "not_asked": "Not obtained: not asked yet",
    "unsafe_to_ask": "Not obtained: not safe to ask",
}


def _obtained(reading: Reading) -> Blocks:
    """Whether there is consent, said as the front door asks it (Stoke 10)."""
    given = reading.case.value(f"consent.{reading.to}.given")
    return (line(_OBTAINED[str(given)]),) if given in _OBTAINED else ()


def _in_writing_by(reading: Reading) -> Blocks:
    """By when the written form is due, with the paragraph (STK-032)."""
    due = next((a for a in reading.assessment.actions if a.id == "marf" and a.due), None)
    if due is None:
        return (line("Not due on what is recorded"),)
    by = risk.by_when(due.due).removeprefix(", ")
    later = "Where the telephone call came later, the same length of time runs from the call."
    return (line(f"Counted from the report: {by} ({due.source})."), line(later))


def _harm(reading: Reading) -> Blocks:
    """What is thought of harm, child by child, so that the front door can state the level (Dover 8.22)."""
    members = enumerate(reading.members("child"), 1)
    found = tuple(line(f"Child {n}: {reading.text(f'child.{m}.harm')}") for n, m in members)
    return (*found, line("The county's own level of need is not asked here: add it before this is sent."))


def _needs(reading: Reading) -> Blocks:
    asked = (("Drink or drugs", "adult.addiction"), ("Mental health", "adult.mental_health"))
    return with_labels_here(reading, asked)


_OBTAINED_OR_NOT = Ask("consent_obtained", "Consent obtained or not", _obtained)
_FAMILY = (
    people.NAME,
    Ask("other_names", "Other names used"),
    people.BORN,
    people.ADDRESS,
    people.LANGUAGE,
    people.ADJUSTMENTS,
    people.UNBORN,
    _NHS,
)

MARF = Layout(
    id="marf",
    title="Multi-Agency Referral Form (MARF)",
    file_name="case-form-7",
    to="children",
    header=NEVER_TOLD,
    parts=(
        people.REFERRER,
        Part(
            "The telephone call and this form",
            (
                Ask("called_at", "Telephone referral made: when, and to whom", "marf.called_at"),
                Ask("in_writing_by", "This form is due", _in_writing_by),
                Ask("acknowledged", "Written acknowledgement received", "marf.acknowledged"),
            ),
        ),
        Part("The nine points", (Ask("nine_points", "The nine points", nine_points, wide=True),)),
        Part("Why this is referred", (STATUS, risk.LEVEL, _DANGER)),
        Part("Points 1 to 3: the parent or carer who told us, and the family", _FAMILY),
        Part(
            "Points 1 to 4: the children and others",
            (
                people.children_as_asked(*_CHILD),
                people.perpetrators_as_asked(*_PERPETRATOR),
                Ask("others", "Family and others who matter", "marf.others", wide=True),
            ),
        ),
        Part(
            "Point 5: what the concern rests on",
            (
                Ask("basis", "What the concern rests on", "marf.basis", wide=True),
                ACCOUNT,
                WHEN,
                PRESENT,
                OBSERVED,
                Ask("tactics", "Children used against the parent", "children.tactics"),
            ),
        ),
        Part(
            "Point 6: what else is known, then and now",
            (
                Ask("history", "Then and now", "marf.history"),
                Ask("other_agencies", "Other agencies", "marf.agencies"),
                Ask("police_reference", "Police reference", "history.police_reference"),
                risk.POLICE_CALLS,
                risk.ORDERS,
                _CHECKLIST,
            ),
        ),
        Part(
            "Points 7 and 8: the family, and the risk of referring",
            (
                Ask("family_aware", "Is the family aware of this referral", "marf.family_aware"),
                Ask(
                    "raises_risk",
                    "Does this referral raise the risk to the child or others",
                    "marf.raises_risk",
                ),
            ),
        ),
        Part("Point 9: safe contact with the client", (*people.SAFE_CONTACT, people.NOT_SAFE_TO_TALK_TO)),
        Part(
            "The seven areas of the assessment",
            (
                Ask("seven_areas", "The seven areas, child by child", seven_areas, wide=True),
                Ask("strengths", "Strengths and what protects the children", "judgement.strengths"),
                WANTS,
            ),
        ),
        Part("Consent and sharing", (_OBTAINED_OR_NOT, *consent.THIS_REFERRAL)),
    ),
)

REQUEST = Layout(
    id="request-for-support",
    title="Request for support for a child",
    file_name="case-form-8",
    to="children",
    header=NEVER_TOLD,
    instead_of="children-referral",
    parts=(
        people.REFERRER,
        Part(
            "How urgent this is, and why it is asked for",
            (
                _DANGER,
                Ask("harm", "Suffering, or likely to suffer, significant harm", _harm),
                Ask("called_first", "Telephone call made first, where it is urgent"),
                STATUS,
                risk.LEVEL,
            ),
        ),
        Part("The parent's agreement", (_OBTAINED_OR_NOT, *consent.THIS_REFERRAL)),
        Part(
            "The children",
            (people.children_as_asked(*_CHILD, ("The child's own words", "words")), people.UNBORN, _NHS),
        ),
        Part(
            "Parent or carer who told us",
            (people.NAME, people.BORN, people.ADDRESS, people.LANGUAGE, people.ADJUSTMENTS),
        ),
        Part("Safe contact with the parent", (*people.SAFE_CONTACT, people.NOT_SAFE_TO_TALK_TO)),
        Part("Alleged perpetrators", (people.perpetrators_as_asked(*_PERPETRATOR),)),
        Part("What was said", (ACCOUNT, WHEN, PRESENT)),
        Part("What the practitioner saw", (OBSERVED,)),
        Part("Answers that concern the children", (_CHECKLIST, risk.ORDERS)),
        Part(
            "The parent's needs, and what is wanted",
            (
                Ask("parent_needs", "Needs of the parent that bear on the children", _needs),
                WANTS,
                Ask("strengths", "Strengths and what protects the children", "judgement.strengths"),
                Ask("other_agencies", "Other agencies and named workers"),
            ),
        ),
    ),
)
