"""Whether a text may speak of danger right now. Missing it is the worse error: in doubt, yes."""

from collections.abc import Callable, Mapping

from bot.adapters.language.marks import ACCOUNT, ACCOUNT_PART, FIELD, HARDLY, PART, WHOLE
from bot.adapters.language.phrases import Found, Nearby, PhraseBook
from bot.adapters.language.readers import Heard, LearnedReaders
from bot.adapters.language.reading import Reading

NOW = "danger:now"
NOT = "danger:not"
PRACTICE = "practice"
_JUST_BEFORE = 3
_LONGEST_FIELD = 4
"""Tokens: what is no longer and was asked for is a name, a time or a place far more often than a cry for help."""
_OF_AN_ACCOUNT = (ACCOUNT, ACCOUNT_PART)
_CRY, _BESIDE_A_CRY = (
    "help",
    frozenset("help me us now please quick quickly someone somebody ! . ? ,".split()),
)
_BESIDE_A_DENIAL = 2
"""Tokens that may stand beside a denial of danger: "she is not in danger", and nothing that he is doing."""
_DENYING = frozenset({"not", "no", "nobody"})
_YEARS = "|".join(str(year) for year in range(1970, 2026))
CUES = {
    PRACTICE: (
        "just? practising|practicing|demoing|role_playing", "i am just? practising|practicing|demoing",
        "practice case|run|session|question|scenario", "case study", "training exercise|scenario|example|question",
        "this is a test|demo|drill|example|mock", "this is just|only a test|demo|drill|practice|training",
        "not a real case|client|person|call", "pretend she|he says|said|tells|rings|asks", "imagine a caller|client|tenant",
    ),
    "urgent": ("right now", "now", "tonight", "at the moment", "this minute|second|instant", "currently", "as we speak", "still", "just"),
    "negation": ("not", "no", "never", "nobody", "no one", "without", "none"),
    "over": (
        "last week|month|year|monday|tuesday|wednesday|thursday|friday|saturday|sunday|weekend|summer|christmas|winter|spring|autumn",
        "weeks|months|years|year ago|back", "long|a_while ago|back", "used to", "as a child", "in the past", "at the time", _YEARS,
        "in|since|from january|february|march|april|may|june|july|august|september|october|november|december",
        "that christmas|summer|winter|spring", "at|in the|my|her old address|flat|house|place|job", "when i|she|he|they|we was|were",
        "was|been arrested|convicted|sentenced|jailed|remanded", "in prison|custody|jail", "served|got months|years", "healed",
    ),
    "before": (
        "yesterday", "last night|week|month|year|time|monday|tuesday|wednesday|thursday|friday|saturday|sunday|weekend|summer|christmas",
        "days|day|weeks|week|months|month|years|year ago", "ago", "in the past", "used to", "previously", "historic|historical",
        "back in", "at the time", "when i|she|he was a? little|young|small|child|kid", "as a child", "years back", "in 2024|2023|2022|2021|2020",
        "earlier this week|month|year", "the other day|night|week",
    ),
    "procedure": (
        "what do|should|would|must|can i|we|you|staff do if|when", "what happens if|when", "when should|do|must|can i|we|staff",
        "how do|should|would i|we|you", "is there a policy|procedure|process", "what is the policy|procedure|process",
        "do|should i|we call|ring|phone 999 if|when|even", "in case", "what if", "who do|should i|we call|ring|contact|tell if|when",
        "what does the policy", "guidance on|for|about", "training", "example", "for example", "e . g", "policy say|says", "if",
    ),
}  # fmt: skip


def speaks_of_danger(
    reading: Reading,
    book: Callable[[], PhraseBook],
    learned: LearnedReaders | None = None,
    account: bool = False,
) -> bool:
    """Whether the text may speak of danger: by what was learned, or by a phrase that nothing speaks against.

    A bare cry for help always does. In an ``account`` of what happened, and where a time is named that is over, more
    is needed, so that the past does not stop the conversation each time. The ``book`` is called for only where it is
    needed.
    """
    if _is_cry(reading):
        return True
    if learned is None:
        return _has_danger_phrase(reading, book())
    heard, marks = learned.danger(reading), learned.danger_marks
    if _reaches(heard, marks, _marks_for(reading, account)):
        if _is_denied_or_practice(reading, book()):
            return False
        return _reaches(heard, marks, _OF_AN_ACCOUNT) or account or not _is_dated(reading, book())
    return heard.stretch >= marks[HARDLY] and _has_danger_phrase(reading, book())


def _reaches(heard: Heard, marks: Mapping[str, float], names: tuple[str, str]) -> bool:
    stretch, part = names
    return heard.stretch >= marks[stretch] or heard.part >= marks[part]


def _is_dated(reading: Reading, book: PhraseBook) -> bool:
    """Whether the text names a time that is well over ("last Tuesday", "years ago") and none that is now."""
    kinds = {cue.key for cue in book.find(reading)}
    return "over" in kinds and "urgent" not in kinds


def _is_cry(reading: Reading) -> bool:
    return _CRY in reading.words and _BESIDE_A_CRY.issuperset(reading.words)


def _marks_for(reading: Reading, account: bool) -> tuple[str, str]:
    """The names of the marks for a stretch of the text, and for a part of it. A letter by itself says next to nothing."""
    if len(text := reading.text.strip()) == 1 and text.isalnum():
        return FIELD, FIELD
    if not account:
        return WHOLE, PART
    return (FIELD, FIELD) if len(reading.tokens) <= _LONGEST_FIELD else _OF_AN_ACCOUNT


def _is_denied_or_practice(reading: Reading, book: PhraseBook) -> bool:
    """Whether the text opens by saying that it is practice, or is no more than a denial ("not in danger").

    Either is taken only where it is plain: "pretend you are the bank" and "not in danger yet, he is outside"
    are cries for help.
    """
    found = book.find(reading)
    if any(cue.key == PRACTICE and cue.first == 0 for cue in found):
        return True
    denials = (cue for cue in found if cue.key == NOT and _DENYING & set(reading.words[cue.first : cue.last]))
    return any(len(reading.tokens) - (denial.last - denial.first) <= _BESIDE_A_DENIAL for denial in denials)


def _has_danger_phrase(reading: Reading, book: PhraseBook) -> bool:
    """Whether a danger phrase stands in a clause that nothing makes past, denied or a mere question."""
    found = book.find(reading)
    hidden = {at for f in found if f.key == NOT for at in range(f.first, f.last)}
    near = Nearby(found)
    return any(
        match.key == NOW
        and hidden.isdisjoint(range(match.first, match.last))
        and not _explained_away(match, near, reading)
        for match in found
    )


def _explained_away(match: Found, near: Nearby, reading: Reading) -> bool:
    cues = {kind: _in_clause(kind, match, near, reading) for kind in CUES}
    if any(cue.last <= match.first <= cue.last + _JUST_BEFORE for cue in cues["negation"]):
        return True
    if cues["before"]:
        return not cues["urgent"]
    return any(cue.last <= match.first for cue in cues["procedure"])


def _in_clause(kind: str, match: Found, near: Nearby, reading: Reading) -> list[Found]:
    clause = reading.clauses[match.first]
    return [
        cue
        for cue in near.around(kind, match)
        if reading.clauses[cue.first] == clause and not (match.first <= cue.first and cue.last <= match.last)
    ]
