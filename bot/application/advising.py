"""Answering a question about the policy from the pack's own entries: the entry that fits best, or none.

Nothing is composed: an answer is an entry as its owner wrote it. What is asked is kept nowhere.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from math import log

from bot.application.contacts import ShownContact, shown_contacts
from bot.safeguarding.policy import AdviceEntry, Policy
from bot.safeguarding.working_time import Calendar

ENOUGH = 0.5
"""The share of a question's telling words (weighted by how rare they are) that an entry must hold."""

_SATURATION = 1.2
_LENGTH = 0.5
_WEIGHTS = {"asks": 2, "title": 3, "answer": 1}
_MOST_ALTERNATIVES = 3
_UNSEEN = 0.6
_CLOCK = re.compile(r"\b\d{1,2}([:.]\d\d)? ?(am|pm|o'clock)?\b")


@dataclass(frozen=True, slots=True)
class AdviceAnswer:
    """The entry that answers a question, whom to reach now, and the entries that came next.

    ``review_passed`` says that the entry is past its review date and should be checked with its owner.
    """

    entry: AdviceEntry
    contacts: tuple[ShownContact, ...]
    alternatives: tuple[AdviceEntry, ...]
    review_passed: bool


def answer_question(question: str, policy: Policy, now: datetime, calendar: Calendar) -> AdviceAnswer | None:
    """The best answer to ``question`` at ``now`` (aware), or ``None`` where no entry fits well enough."""
    ranked = ranked_entries(question, policy.advice)
    if not ranked:
        return None
    best, *others = ranked
    return AdviceAnswer(
        best,
        shown_contacts(best.contacts, policy.contacts, now, calendar),
        tuple(others[:_MOST_ALTERNATIVES]),
        best.review_by is not None and best.review_by < now.astimezone(calendar.zone).date(),
    )


def ranked_entries(question: str, entries: tuple[AdviceEntry, ...]) -> tuple[AdviceEntry, ...]:
    """The entries that fit ``question`` well enough, best first."""
    index = _index(entries)
    words = terms(question)
    scored = [(index.score(words, n), n) for n in range(len(entries)) if index.share(words, n) >= ENOUGH]
    return tuple(entries[n] for score, n in sorted(scored, key=lambda pair: (-pair[0], pair[1])) if score > 0)


def terms(text: str) -> tuple[str, ...]:
    """The telling words of a text, in a form that their inflections share."""
    plain = _CLOCK.sub(_kept_number, text.lower().replace("’", "'")).replace("'s", "")
    found = (_SAME.get(word, word) for word in re.findall(r"[a-z0-9]+", plain))
    return tuple(_stem(word) for part in found for word in part.split() if word not in _COMMON)


def _kept_number(found: re.Match[str]) -> str:
    """A time of day tells nothing about the entry; a bare number (14, 999) may."""
    return " " if found[1] or found[2] else found[0]


class _Index:
    """How often each term stands in each entry, for BM25."""

    def __init__(self, entries: tuple[AdviceEntry, ...]) -> None:
        self.counts = [_weighted(entry) for entry in entries]
        self.asked = [[frozenset(terms(ask)) for ask in (*entry.asks, entry.title)] for entry in entries]
        self.lengths = [sum(counts.values()) for counts in self.counts]
        self.average = sum(self.lengths) / max(len(self.lengths), 1)
        self.rarity = _rarity(self.counts)
        self.unseen = _UNSEEN * log(1 + len(entries))

    def score(self, words: Iterable[str], n: int) -> float:
        """BM25 of entry ``n``, doubled where a way of asking it is the question word for word."""
        counts, wanted = self.counts[n], frozenset(words)
        length = 1 - _LENGTH + _LENGTH * self.lengths[n] / (self.average or 1)
        bm25 = sum(
            self._weight(word) * counts[word] / (counts[word] + _SATURATION * length) for word in wanted
        )
        return bm25 * (1 + max((self._overlap(wanted, ask) for ask in self.asked[n]), default=0.0))

    def share(self, words: Iterable[str], n: int) -> float:
        """The share of the question's weight that entry ``n`` holds at all, from 0 to 1."""
        wanted = frozenset(words)
        whole = sum(self._weight(word) for word in wanted)
        return sum(self._weight(word) for word in wanted if self.counts[n][word]) / whole if whole else 0.0

    def _overlap(self, wanted: frozenset[str], ask: frozenset[str]) -> float:
        both = sum(self._weight(word) for word in wanted | ask)
        return sum(self._weight(word) for word in wanted & ask) / both if both else 0.0

    def _weight(self, word: str) -> float:
        return self.rarity.get(word, self.unseen)


@lru_cache(maxsize=16)
def _index(entries: tuple[AdviceEntry, ...]) -> _Index:
    return _Index(entries)


def _weighted(entry: AdviceEntry) -> Counter[str]:
    found: Counter[str] = Counter()
    for text, weight in ((" ".join(entry.asks), "asks"), (entry.title, "title"), (entry.answer, "answer")):
        for term in terms(text):
            found[term] += _WEIGHTS[weight]
    return found


def _rarity(counts: list[Counter[str]]) -> Mapping[str, float]:
    held: Counter[str] = Counter(word for found in counts for word in found)
    return {word: log(1 + (len(counts) - n + 0.5) / (n + 0.5)) for word, n in held.items()}


def _stem(word: str) -> str:
    for ending in ("ations", "ation", "ings", "ing", "edly", "ed", "ies", "es", "s", "al"):
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return _trimmed(word[: -len(ending)] + ("y" if ending == "ies" else ""))
    return _trimmed(word)


def _trimmed(word: str) -> str:
    """Without a silent e or doubled letter at the end: share meets sharing, refer meets referred."""
    if len(word) > 4 and word.endswith("e"):
        return word[:-1]
    return word[:-1] if len(word) > 4 and word[-1] == word[-2] and word[-1] not in "sl" else word


_COMMON = frozenset(
    (
        "a about again all am an and any anyone are as at be been being but by can could did do does doing "
        "done for  from get gets give go had has have having he her hers him his how i if in into is it its "
        "just kind let may  me mean means might must my need needs no not of off on one or our out please s "
        "say says shall she should so  some someone something than that the their them then there these "
        "they thing things this those to too us use  used want wants was we were what when where which "
        "while who whom why will with would you your client clients "
    ).split()
)
_SAME = {
    "dv": "domestic abuse",
    "da": "domestic abuse",
    "violence": "abuse",
    "violent": "abuse",
    "kid": "child",
    "kids": "child",
    "children": "child",
    "baby": "child",
    "mum": "parent",
    "dad": "parent",
    "abuser": "perpetrator",
    "phone": "telephone",
    "ring": "telephone",
    "call": "telephone",
    "nfs": "strangulation",
    "strangled": "strangulation",
    "strangle": "strangulation",
    "choked": "strangulation",
    "choking": "strangulation",
    "choke": "strangulation",
    "throat": "strangulation",
    "hba": "honour abuse",
    "fm": "forced marriage",
    "fgm": "female genital mutilation",
    "ssd": "child services",
    "lgbt": "lgbt gay",
    "told": "tell",
    "inform": "tell",
    "informed": "tell",
    "husband": "partner",
    "wife": "partner",
    "boyfriend": "partner",
    "girlfriend": "partner",
    "ex": "partner",
    "scared": "fear",
    "afraid": "fear",
    "frightened": "fear",
    "definition": "define",
    "definitions": "define",
    "phones": "telephone",
    "ringing": "telephone",
    "calling": "telephone",
    "consents": "consent",
    "agreement": "consent",
    "permission": "consent",
    "lesbian": "gay",
    "bisexual": "gay",
    "trans": "gay",
    "rape": "sexual",
    "raped": "sexual",
    "controlling": "control",
    "coercion": "coercive",
    "eap": "employee assistance",
    "tenancy": "tenant",
    "flat": "home",
    "house": "home",
    "rehouse": "housing",
    "rehoused": "housing",
    "homeless": "housing",
}
