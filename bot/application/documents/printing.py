"""Characters that no document can hold, and what stands for them on paper."""

import re

REPLACEMENT = "\ufffd"
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
NOTE = f"A character that paper cannot show is shown as {REPLACEMENT}. The record holds it as it was typed."


def printable(text: str) -> str:
    """``text`` with U+FFFD for each character that XML forbids; of the same length, nothing else changed."""
    return _UNPRINTABLE.sub(REPLACEMENT, text)


def is_printable(text: str) -> bool:
    """Whether ``text`` can be shown as it is."""
    return _UNPRINTABLE.search(text) is None
