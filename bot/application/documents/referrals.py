"""The layouts of the three safeguarding referrals: MARAC, children's services, adult social care."""

from bot.application.documents import consent, people, risk
from bot.application.documents.accounts import ACCOUNT, OBSERVED, OPINION, PRESENT, WANTS, WHEN
from bot.application.documents.document import Blocks, line
from bot.application.documents.layout import Ask, Layout, Part
from bot.application.documents.reading import Reading, with_labels

NEVER_TOLD = "The alleged perpetrator must not be told of this referral."

_CLIENT = (
    people.NAME,
    Ask("other_names", "Other names used"),
    people.BORN,
    people.ADDRESS,
    people.PHONE,
    Ask("ethnicity", "Ethnicity"),
    Ask("gender", "Gender and sexual orientation"),
    Ask("disability", "Disability"),
    people.LANGUAGE,
    people.ADJUSTMENTS,
    people.PREGNANT,
    Ask("gp", "General practitioner (GP)"),
)


def _idva(reading: Reading) -> Blocks:
    asked = (
        ("Told that an independent domestic violence adviser will be in touch", "actions.told_marac_idva"),
        ("Why not, where not", "actions.not_told_why"),
    )
    return with_labels(reading, asked)


def _officer(reading: Reading) -> Blocks:
    return with_labels(reading, (("Name", "actions.dso_name"), ("Told on", "actions.dso_at")))


def _others(reading: Reading) -> Blocks:
    """The other referrals of the case: a recipient needs to know who else is acting, not our own list."""
    others = (r.to for r in reading.assessment.referrals if r.to != reading.to and r.status != "not-needed")
    return with_labels(reading, tuple((consent.NAMES[to], f"sending.{to}.state") for to in others))


def _due(reading: Reading) -> Blocks:
    found = [r for r in reading.assessment.referrals if r.to == reading.to]
    return tuple(line(f"{r.status.replace('-', ' ').capitalize()}: {r.reason} ({r.source})") for r in found)


STATUS = Ask("referral_status", "Required or offered, and why", _due)

MARAC = Layout(
    id="marac-referral",
    title="Referral to the multi-agency risk assessment conference (MARAC)",
    file_name="case-form-1",
    to="marac",
    header=NEVER_TOLD,
    parts=(
        people.REFERRER,
        Part(
            "Before this is sent",
            (
                Ask("dso", "Designated safeguarding officer told", _officer),
                Ask("idva_told", "The client and the adviser", _idva),
            ),
        ),
        Part("The client", _CLIENT),
        Part(
            "Safe contact",
            (*people.SAFE_CONTACT, people.STAFF_GENDER, people.SAFE_TO_TALK_TO, people.NOT_SAFE_TO_TALK_TO),
        ),
        Part("Alleged perpetrators", (people.perpetrators(*people.PERPETRATOR_FULL),)),
        Part("Children", (people.children(*people.CHILD_FULL), people.UNBORN)),
        Part(
            "Why this is referred",
            (
                risk.LEVEL,
                risk.GROUNDS,
                risk.REPEAT,
                risk.JUDGEMENT,
                risk.POLICE_CALLS,
                risk.EARLIER,
                risk.ORDERS,
            ),
        ),
        Part("What the client said", (ACCOUNT, WHEN, PRESENT)),
        Part("What the practitioner saw and thinks", (OBSERVED, OPINION, risk.ANYTHING_ELSE)),
        Part("What the client fears and wants", (risk.CLIENT_VIEW, WANTS)),
        Part("Risk factors", (risk.items("Answers to the risk checklist"),)),
        Part("Consent and sharing", consent.THIS_REFERRAL),
        Part("Actions", (Ask("actions", "Who else is told, and where that stands", _others),)),
    ),
)

CHILDREN = Layout(
    id="children-referral",
    title="Referral to children's services",
    file_name="case-form-2",
    to="children",
    header=NEVER_TOLD,
    parts=(
        people.REFERRER,
        Part(
            "Why this is referred",
            (STATUS, risk.LEVEL, Ask("immediate_danger", "Anyone in danger when reported", "opening.danger")),
        ),
        Part(
            "The children",
            (
                people.children(*people.CHILD_FULL),
                people.UNBORN,
                Ask("nhs_number", "National Health Service number and general practitioner"),
            ),
        ),
        Part(
            "Parent or carer who told us",
            (people.NAME, people.BORN, people.ADDRESS, people.LANGUAGE, people.ADJUSTMENTS),
        ),
        Part("Safe contact with the parent", (*people.SAFE_CONTACT, people.NOT_SAFE_TO_TALK_TO)),
        Part(
            "Alleged perpetrators",
            (
                people.perpetrators(
                    *people.PERPETRATOR_RISK,
                    ("Occupation", "occupation"),
                    ("In a position of trust", "trust"),
                ),
            ),
        ),
        Part("What was said", (ACCOUNT, WHEN, PRESENT)),
        Part("What the practitioner saw", (OBSERVED,)),
        Part(
            "Answers that concern the children",
            (risk.items("Answers to the risk checklist", *risk.ABOUT_CHILDREN), risk.ORDERS),
        ),
        Part("What is wanted", (WANTS, Ask("strengths", "Strengths and what protects the children"))),
        Part("Consent and sharing", consent.THIS_REFERRAL),
    ),
)

ADULTS = Layout(
    id="adult-safeguarding-concern",
    title="Adult safeguarding concern",
    file_name="case-form-3",
    to="adults",
    header=NEVER_TOLD,
    parts=(
        people.REFERRER,
        Part(
            "Why this is raised",
            (STATUS, risk.LEVEL, Ask("immediate_danger", "Anyone in danger when reported", "opening.danger")),
        ),
        Part("The adult", _CLIENT),
        Part("Safe contact", (*people.SAFE_CONTACT, people.STAFF_GENDER, people.NOT_SAFE_TO_TALK_TO)),
        Part(
            "Care and support",
            (
                Ask("care_and_support", "Has care and support needs", "adult.care_and_support"),
                Ask("at_risk", "Experiencing abuse or neglect, or at risk of it", "adult.at_risk"),
                Ask("less_able", "Less able to protect themselves because of those needs", "adult.less_able"),
                Ask("capacity", "Capacity to make this decision", "adult.capacity"),
                Ask("addiction", "Drink or drugs", "adult.addiction"),
                Ask("mental_health", "Mental health", "adult.mental_health"),
                Ask("suicidal", "Thoughts of suicide", "adult.suicidal"),
                Ask("adult_words", "In the adult's words", lambda r: r.words("adult.words")),
                Ask("advocate", "Representative or advocate"),
            ),
        ),
        Part("What was said", (ACCOUNT, WHEN, PRESENT)),
        Part("What the practitioner saw", (OBSERVED,)),
        Part("The adult's views and the outcome they want", (risk.CLIENT_VIEW, WANTS)),
        Part(
            "Others",
            (
                people.perpetrators(*people.PERPETRATOR_RISK, ("In a position of trust", "trust")),
                people.children(*people.CHILD_BRIEF),
            ),
        ),
        Part("Consent and sharing", consent.THIS_REFERRAL),
    ),
)
