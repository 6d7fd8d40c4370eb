"""The layouts that stay on file: the decision on sharing and the case note."""

from bot.application.documents import consent, people, risk
from bot.application.documents.chronology import closed_answers, corrections, facts, opinions
from bot.application.documents.document import Blocks, line
from bot.application.documents.layout import Ask, Layout, Part
from bot.application.documents.quoting import moment
from bot.application.documents.reading import Reading, with_labels
from bot.application.documents.referrals import NEVER_TOLD
from bot.safeguarding.sharing import ReferralFinding

RECORDED_BY = Part("Who recorded this", people.REFERRER.asks)

SAFE_TO_TELL = Part(
    "Safe to tell the client",
    (
        Ask("safe_to_inform", "Is it safe to tell the client what is shared", "consent.safe_to_inform"),
        Ask("capacity", "Capacity to make this decision", "adult.capacity"),
    ),
)
SHARING = Layout(
    id="information-sharing-decision",
    title="Record of decisions on sharing information",
    file_name="case-form-6",
    header=NEVER_TOLD,
    parts=(
        RECORDED_BY,
        Part("The person this is about", (people.NAME, people.BORN)),
        SAFE_TO_TELL,
        Part(
            "Decisions, recipient by recipient",
            (Ask("decisions", "Decisions", consent.decisions, wide=True),),
        ),
        Part(
            "Necessary and proportionate",
            (
                Ask("risk_level", "Risk level", lambda r: (line(r.assessment.level.capitalize()),)),
                risk.GROUNDS,
                Ask("harm_of_not_sharing", "Harm that could follow from not sharing"),
            ),
        ),
        Part(
            "Officer and review",
            (
                Ask(
                    "dso",
                    "Designated safeguarding officer",
                    lambda r: with_labels(r, (("Name", "actions.dso_name"), ("Told on", "actions.dso_at"))),
                ),
                Ask("review_on", "Review on", "actions.follow_up_on"),
            ),
        ),
    ),
)


def _opened(reading: Reading) -> Blocks:
    return (line(moment(reading.case.opened_at)),)


def _referrals(reading: Reading) -> Blocks:
    return tuple(line(_referral(found)) for found in reading.assessment.referrals)


def _referral(found: ReferralFinding) -> str:
    status = f"{found.status.replace('-', ' ')}{risk.by_when(found.due)}"
    return f"{consent.NAMES[found.to]}: {status}. {found.reason} ({found.source})"


def _told(reading: Reading) -> Blocks:
    asked = (
        ("Designated safeguarding officer", "actions.dso_name"),
        ("Told on", "actions.dso_at"),
        ("Client told of the conference and the adviser", "actions.told_marac_idva"),
        ("Why not, where not", "actions.not_told_why"),
        ("Recorded on the case system", "actions.case_review"),
        ("Marked on the housing system", "actions.humme_tag"),
        ("Follow up on", "actions.follow_up_on"),
    )
    return with_labels(reading, asked)


_CODE_WORDS = (
    Ask("code_word_staff", "Code word that shows it is us", "contact.code_word_staff"),
    Ask("code_word_unsafe", "Code word for when it is not safe", "contact.code_word_unsafe"),
)

CASE_NOTE = Layout(
    id="case-note",
    title="Case note",
    file_name="case-note",
    header=NEVER_TOLD,
    parts=(
        RECORDED_BY,
        Part(
            "The case",
            (Ask("opened_at", "Opened", _opened), people.NAME, people.BORN, people.ADDRESS, people.PHONE),
        ),
        Part(
            "Safe contact",
            (*people.SAFE_CONTACT, *_CODE_WORDS, people.STAFF_GENDER, people.LANGUAGE, people.ADJUSTMENTS),
        ),
        Part("Facts: what was said and seen, in order", (Ask("facts", "Facts", facts, wide=True),)),
        Part(
            "Facts: answers recorded, in order",
            (
                Ask("answers", "Answers", closed_answers, wide=True),
                Ask("corrections", "Earlier answers that no longer count", corrections),
            ),
        ),
        Part("Opinion of the practitioner, in order", (Ask("opinions", "Opinion", opinions, wide=True),)),
        Part(
            "Findings and reasons",
            (risk.LEVEL, risk.GROUNDS, risk.REPEAT, Ask("cautions", "Cautions", risk.cautions)),
        ),
        Part(
            "Decisions and reasons",
            (
                Ask("referrals", "Referrals", _referrals),
                Ask("decisions", "Sharing", consent.decisions, wide=True),
            ),
        ),
        Part(
            "Actions",
            (
                Ask("told", "Told and recorded", _told),
                Ask("actions", "What is done or due", risk.actions, wide=True),
            ),
        ),
    ),
)
