"""When a yes is taken back.

Risk only goes up. A yes that becomes a no may be a slip of the keyboard, or a client who is frightened into
taking it back; the two are told apart by asking, and until the practitioner says that it was a slip, the yes
counts on.
"""

from collections.abc import Iterator

from bot.safeguarding.case import Case
from bot.safeguarding.journey import Choice, Kind, Question
from bot.safeguarding.policy import Policy
from bot.safeguarding.progress import Asked
from bot.safeguarding.sources import Source

SLIP = "slip"
TAKEN_BACK = "taken_back"
_SUFFIX = ".change"


def stands_at_yes(key: str, case: Case) -> bool:
    """Whether a yes once given under ``key`` counts on although the answer is another now."""
    if case.value(key) in ("yes", None) and key in case.current:
        return False
    history = case.history(key)
    last_yes = max((entry.seq for entry in history if entry.value == "yes"), default=0)
    if not last_yes:
        return False
    said = case.current.get(key + _SUFFIX)
    return not (said and said.seq > last_yes and said.value == SLIP)


def unresolved_retraction(case: Case, policy: Policy) -> Asked | None:
    """The question to put where a yes became another answer and nobody has said why, or ``None``."""
    for key, topic in taken_back(case, policy):
        entry = case.current[key]
        said = case.current.get(key + _SUFFIX)
        if said is None or said.seq < entry.seq:
            return Asked(_question(key, topic, policy), key + _SUFFIX)
    return None


def taken_back(case: Case, policy: Policy) -> Iterator[tuple[str, str]]:
    """Each key, with its topic, whose yes counts on although another answer is recorded now."""
    once_yes = {entry.key for entry in case.entries if entry.value == "yes"}
    for key, topic in _guarded(policy):
        if key in once_yes and key in case.current and stands_at_yes(key, case):
            yield key, topic


def _guarded(policy: Policy) -> Iterator[tuple[str, str]]:
    yield from ((f"dash_{item.number}", item.topic) for item in policy.instrument.items)
    yield "judgement.high_risk", policy.wording["retraction_judgement"]


def _question(key: str, topic: str, policy: Policy) -> Question:
    wording = policy.wording
    return Question(
        id=key + _SUFFIX,
        stage="dash" if key.startswith("dash_") else "judgement",
        kind=Kind.CHOICE,
        text=wording["retraction"].replace("{topic}", topic),
        label=f"Why this answer changed: {topic}",
        why=wording["retraction_why"],
        source=Source("england-and-wales", "risk only goes up"),
        choices=(
            Choice(SLIP, wording["retraction_slip"]),
            Choice(TAKEN_BACK, wording["retraction_taken_back"]),
        ),
        may_skip=False,
    )
