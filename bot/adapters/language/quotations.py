"""What stands inside quotation marks, apart from the apostrophes that look like them.

A mark with no partner in its paragraph encloses nothing: words are taken as quoted only where both marks
are there. Offsets leave the marks out.
"""

import re

_PARAGRAPH = re.compile(r"\n[^\S\n]*\n")
_ELISIONS = re.compile(
    r"(?:cause|em|til|till|bout|cos|coz|ere|ave|appen|n|tis|twas|round|im|er|s|\d0s)\b", re.I
)
_OPENERS = {"“": "”", '"': '"', "‘": "’", "'": "'"}


def quotations_in(text: str) -> tuple[tuple[int, int], ...]:
    """The spans inside “ ”, " ", ‘ ’ and ' ', in order, outermost only, never overlapping or empty."""
    spans: list[tuple[int, int]] = []
    start = 0
    for end in [*(gap.start() for gap in _PARAGRAPH.finditer(text)), len(text)]:
        spans.extend(_in_paragraph(text, start, end))
        start = end
    return tuple(spans)


def _in_paragraph(text: str, start: int, end: int) -> list[tuple[int, int]]:
    closers = {mark: _closing_places(text, start, end, mark) for mark in "”\"’'"}
    spans, at = [], start
    while at < end:
        closer = _OPENERS.get(text[at])
        last = _partner(text, at, closers[closer]) if closer and _opens(text, at) else None
        if last is None:
            at += 1
            continue
        if text[at + 1 : last].strip():
            spans.append((at + 1, last))
        at = last + 1
    return spans


def _opens(text: str, at: int) -> bool:
    mark, after = text[at], text[at + 1 : at + 2]
    if mark == "“":
        return True
    if at and (text[at - 1].isalnum() or text[at - 1] in "’'"):
        return False
    if not after or after.isspace():
        return False
    return mark == '"' or not _ELISIONS.match(text, at + 1)


def _closing_places(text: str, start: int, end: int, mark: str) -> list[int]:
    """Where ``mark`` can close a quotation, last first, so that the next one is at the end."""
    return [at for at in range(end - 1, start - 1, -1) if text[at] == mark and _closes(text, at)]


def _closes(text: str, at: int) -> bool:
    mark, before, after = text[at], text[at - 1 : at], text[at + 1 : at + 2]
    if mark == "”":
        return True
    if not before or before.isspace() or after.isalnum():
        return False
    return mark == '"' or not _is_possessive(text, at)


def _is_possessive(text: str, at: int) -> bool:
    """Whether the mark after an s is the plural's ("the boys’ room"): a lower-case word follows at once."""
    follows = text[at + 1 : at + 3]
    return (
        text[at - 1] in "sS"
        and len(follows) == 2
        and follows[0] == " "
        and follows[1].islower()
        and (
            re.match(
                r" (?:and|he|she|then|but|to|was|is|they|i|so|when|as|which|or|again|before|while)\b",
                text[at + 1 : at + 9],
            )
            is None
        )
    )


def _partner(text: str, at: int, places: list[int]) -> int | None:
    while places and places[-1] <= at:
        places.pop()
    return places[-1] if places else None
