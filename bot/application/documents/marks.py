"""Which characters are quotation marks, and what becomes of them outside a quotation."""

import re

_PAIRED = "\u00ab\u00bb\u201c\u201d\u201e\u201f\u275d\u275e\u2760\u2e42\u301d\u301e\u301f\uff02"
_SHAPED = '"\u02ba\u02dd\u02ee\u02f6\u2033\u2034\u2036\u2037\u2057\u3003\u276e\u276f'
_OTHER = "\u2e02\u2e03\u2e04\u2e05\u2e09\u2e0a\u2e0c\u2e0d\u2e1c\u2e1d\u2e20\u2e21"
_EASTERN = "\u300a\u300b\u300e\u300f\ufe41\ufe42\ufe43\ufe44"
_ORNAMENTS = "\U0001f676\U0001f677\U0001f678"
DOUBLE_MARKS = frozenset(_PAIRED + _SHAPED + _OTHER + _EASTERN + _ORNAMENTS)
SINGLE_MARKS = frozenset(
    "'`\u00b4\u2018\u2019\u201a\u201b\u2039\u203a\u275b\u275c\u300c\u300d\uff07\uff62\uff63"
)
_DOUBLED = re.compile(
    "[" + re.escape("".join(sorted(DOUBLE_MARKS))) + "]|[" + "".join(sorted(SINGLE_MARKS)) + "]{2,}"
)


def has_double_mark(text: str) -> bool:
    """Whether a double quotation mark of any script, or two single ones in a row, stands in ``text``."""
    return _DOUBLED.search(text) is not None


def without_double_marks(text: str) -> str:
    """``text`` with an apostrophe in place of each double mark, and of each run that would look like one."""
    while has_double_mark(text):
        text = _DOUBLED.sub("'", text)
    return text


def is_mark(character: str) -> bool:
    """Whether ``character`` is a quotation mark, single or double."""
    return character in DOUBLE_MARKS or character in SINGLE_MARKS
