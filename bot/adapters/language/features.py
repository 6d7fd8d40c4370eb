"""What a learned reader looks at in a text: words and their neighbours, pieces of words, and groups of like words.

A feature is a number, the checksum of what was seen, so that no list of words has to be kept and a text's words
never enter a store. Features come in blocks, each of which counts for as much as another.
"""

from collections.abc import Iterator, Mapping, Sequence
from zlib import crc32

from bot.adapters.language.reading import Reading

WORDS, PIECES, ASKED = 0, 1, 2
_LONGEST_RUN = 3
_PIECES = range(2, 6)
_LONGEST_WORD = 24
_ENDS = ("<", ">")

Groups = Mapping[str, str]
"""Each word that stands in a group of words alike, with the group's name."""


def features_of(reading: Reading, groups: Groups, question: str | None = None) -> tuple[tuple[int, ...], ...]:
    """The features of a text by block, each once, in order; a number is below 2**34 and names its block too.

    ``question`` adds a block of what was asked.
    """
    words = reading.words
    blocks = [(WORDS, _of_words(words, groups)), (PIECES, _of_pieces(words))]
    if question is not None:
        blocks.append((ASKED, _of_question(words, groups, question)))
    return tuple(tuple(sorted({_number(block, seen) for seen in found})) for block, found in blocks)


def _number(block: int, seen: str) -> int:
    return (block << 32) + crc32(seen.encode("utf-8", "replace"))


def _of_words(words: Sequence[str], groups: Groups) -> Iterator[str]:
    yield from _runs(words)
    yield from (f"{first} _ {third}" for first, third in zip(words, words[2:], strict=False))
    grouped = [groups.get(word) or groups.get(word.removesuffix("s")) or word for word in words]
    yield from (f"g {run}" for run in _runs(grouped))
    there = sorted({group for group, word in zip(grouped, words, strict=True) if group != word})
    yield from (f"{one} & {other}" for n, one in enumerate(there) for other in there[n + 1 :])
    yield f"length {min(len(words) // 4, 8)}"


def _of_pieces(words: Sequence[str]) -> Iterator[str]:
    for word in frozenset(words):
        edged = f" {word[:_LONGEST_WORD]} "
        for size in _PIECES:
            yield from (edged[at : at + size] for at in range(len(edged) - size + 1))


def _of_question(words: Sequence[str], groups: Groups, question: str) -> Iterator[str]:
    grouped = [groups.get(word, word) for word in words]
    for seen in (*words, *grouped, *_runs(words, 2)):
        yield f"{question} {seen}"


def _runs(words: Sequence[str], longest: int = _LONGEST_RUN) -> Iterator[str]:
    edged = (_ENDS[0], *words, _ENDS[1])
    for size in range(1, longest + 1):
        yield from (" ".join(edged[at : at + size]) for at in range(len(edged) - size + 1))
