"""Whose words a text is: the speaker's own, a report of them, or what the practitioner saw.

Only the speaker's own words may stand in quotation marks, so whatever does not show that it is theirs is
taken as reported; the practitioner is then asked once for the words used.
"""

import re

from bot.adapters.language.quotations import quotations_in
from bot.safeguarding.answers import Voice

_CLIENT = r"(?:the |this |our |my )?(?:client|victim|tenant|resident|caller|survivor|customer|applicant|service user|complainant|vs|she|he|they|mum|mother|dad|father|child|neighbour|lady|woman|man|gentleman|contractor|officer|colleague|sister|friend)"
_SAYS = r"(?:said|says|say|stated|states|reported|reports|disclosed|discloses|told|tells|explained|explains|alleged|alleges|describes?|described|mentioned|mentions|confirmed|confirms|denied|denies|claims?|claimed|informed|informs|advised|advises|revealed|reveals|added|adds|thinks|feels|felt|believes|admitted|admits|recalled|recalls)"
_REPORT = re.compile(
    rf"\b{_CLIENT}(?: \w+)? (?:has |have |had |also |then |just |further )?{_SAYS}\b|\baccording to\b|\ballegedly\b|\breportedly\b",
    re.I,
)
_LEADING_REPORT = re.compile(
    rf"^\W*{_CLIENT} (?:has |have |had |also |then |just )?{_SAYS}\b(?: (?:me|us|that))*", re.I
)
_ABOUT_CLIENT = re.compile(
    r"\b(?:the |this |our )?(?:client|victim|tenant|resident|caller|survivor|customer|applicant|service user|complainant)\b",
    re.I,
)
_STAFF_SAW = re.compile(
    r"\b(?:i|we) (?:also |have |had |clearly )?(?:noticed|observed|witnessed|could see|can see|could hear|saw|see|heard|hear|spotted|found|visited|attended|met)\b"
    r"|\b(?:visible|observed|noticed|noted)\b|\b(?:appear|seem)(?:s|ed)?\b|\blook(?:s|ed) (?:\w+ )?(?:scared|upset|frightened|"
    r"tired|pale|withdrawn|nervous|anxious|tearful|distressed|uncomfortable|worried|thin|unkempt|shaken|at)\b"
    r"|\b(?:she|he|they|client|tenant|child|resident) (?:was|were|is|kept|started|became|began) "
    r"(?:\w+ )?(?:crying|shaking|trembling|flinching|flinched|tearful|whispering|shouting|limping|pale|distressed|upset|withdrawn|quiet|looking|glancing|checking|watching|wearing|holding)\b"
    r"|^\W*(?:a |large |small |two |some |several |fresh |old |black |dark )*(?:bruise|bruises|bruising|marks?|cut|cuts|scratches|redness|swelling|black eye|hole|holes|damage|broken)\b",
    re.I,
)
_OWN = re.compile(r"\b(?:i|i'm|i've|i'd|i'll|im|ive|me|my|myself|mine|we|us|our)\b", re.I)
_STAFF_SELF = re.compile(
    r"\b(?:i|we) (?:asked|advised|explained|offered|told|called|rang|informed|suggested|referred|gave|contacted|discussed|checked)\b",
    re.I,
)
_TO_STAFF = re.compile(
    r"\b(?:told|to|tells|informed|with|from) (?:me|us)\b|\bmy (?:colleague|manager|office|desk|visit|question|supervisor|team)\b",
    re.I,
)
_THIRD = re.compile(r"\b(?:her|his|she|their|client|tenant|child|resident|victim)\b", re.I)
_MARK_PAIRS = ("“”", '""', "‘’", "''")


def voice_in(text: str) -> Voice:
    """``EXACT`` where the text is the speaker's own words, ``REPORTED`` or ``OBSERVATION`` otherwise."""
    if _is_all_quoted(text):
        return Voice.EXACT
    plain = _outside_quotations(text).replace("’", "'")
    if _LEADING_REPORT.match(plain) and not _speaks_of_self(_LEADING_REPORT.sub("", plain, count=1)):
        return Voice.REPORTED
    if _STAFF_SAW.search(plain) and not _is_own_account(plain):
        return Voice.OBSERVATION
    if _ABOUT_CLIENT.search(plain) or _STAFF_SELF.search(plain):
        return Voice.REPORTED
    if _speaks_of_self(plain):
        return Voice.EXACT
    return Voice.REPORTED


def _is_own_account(plain: str) -> bool:
    own = re.search(r"\b(?:me|my|myself|mine)\b", _TO_STAFF.sub("", plain), re.I)
    return bool(own) and not _ABOUT_CLIENT.search(plain)


def _speaks_of_self(plain: str) -> bool:
    return bool(_OWN.search(_TO_STAFF.sub("", plain)))


def _is_all_quoted(text: str) -> bool:
    bare = text.strip()
    if len(bare) < 3 or not any(bare[0] == pair[0] and bare[-1] == pair[1] for pair in _MARK_PAIRS):
        return False
    return quotations_in(bare) == ((1, len(bare) - 1),)


def _outside_quotations(text: str) -> str:
    kept, at = [], 0
    for start, end in quotations_in(text):
        kept.append(text[at:start])
        at = end
    return "".join([*kept, text[at:]])
