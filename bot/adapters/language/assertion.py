"""How a text speaks of what a phrase found: as so, denied, possible, past, or another person's.

A small ConText: each cue has a direction, a reach and what ends it (docs/adr/0014-assertion-layer.md). The
wordings stand in ``cues.yml``. When cues disagree the order is denied, another person, past, possible, present.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import pairwise

from bot.adapters.language.cues import CUE, ORDINARY, words
from bot.adapters.language.phrases import REACH, Found, Nearby
from bot.adapters.language.reading import Reading

PRESENT, DENIED, POSSIBLE = "present", "denied", "possible"
HISTORICAL, OTHER_PERSON = "historical", "other_person"

_FEELINGS = frozenset({2, 3})
_THREATS = frozenset({7, 14, 17, 22})
_ABOUT_OTHERS = frozenset({17, 18, 19})
_FOR_EVER = frozenset({18, 24})
_GROWTH = frozenset({10, 11})
_ACTS = frozenset({1, 13, 15, 16})
_HIS = frozenset({21, 22, 24})
_OF_THE_COUPLE = frozenset({2, 4, 5, 6, 7, 8, 9, 12})
_HURT = frozenset({1, 13, 14, 15, 16, 18})
_SCOPE = 14
_UNKNOWN_WORDS = 2
_ANSWER_WITHIN = 8
_STOPS = frozenset(".!?;\n")
_COMMAS = frozenset({",", "-", "–", "—", "/", "("})
_MODALS = frozenset("will would might may could shall can going want wants threatened 'll".split())
_THIRD = frozenset("he she they".split())
_ME = frozenset("me my mi us myself our".split())
_BREAKS = frozenset("but however although though except now nowadays whereas".split())


class Assertions:
    """The cues of one reading, to be asked about each phrase that was found in it."""

    def __init__(self, reading: Reading, found: Sequence[Found]) -> None:
        self._reading = reading
        self._words = reading.words
        passed = {at for f in found if f.key == f"{CUE}pass" for at in range(f.first, f.last)}
        self._near = Nearby(f for f in found if not passed.issuperset(range(f.first, f.last)))

    def status(self, match: Found, item: int) -> str | None:
        """How the topic is spoken of where ``match`` stands; ``None`` where it is not the topic at all."""
        if self._is_something_else(match, item):
            return None
        if self._is_denied(match):
            return DENIED
        if self._is_about_another(match, item):
            return OTHER_PERSON
        if item not in _FOR_EVER and self._is_long_ago(match, item):
            return HISTORICAL
        return POSSIBLE if self._is_doubted(match, item) else self._as_asked(match)

    # Something else

    def _is_something_else(self, match: Found, item: int) -> bool:
        if any(_touches(cue, match) for cue in self._near.around(f"{ORDINARY}{item}", match)):
            return True
        if any(_touches(cue, match) for cue in self._cues("told", match)) or self._has("told", match):
            return True
        if item in _HURT and any(self._is_object(cue, match) for cue in self._cues("animal", match)):
            return True
        return item in _ACTS and any(self._is_object(cue, match) for cue in self._cues("oneself", match))

    def _is_object(self, cue: Found, match: Found) -> bool:
        """Whether the cue stands inside the match or right after it, and not as who did it ("by")."""
        if "by" in self._words[match.last : cue.first + 1]:
            return False
        return match.first <= cue.first < match.last or (
            0 <= cue.first - match.last <= 1 and not self._is_stopped(match.last, cue.first)
        )

    def _is_stopped(self, first: int, last: int) -> bool:
        return any(word in _STOPS or word in _COMMAS for word in self._words[first:last])

    # Denial

    def _is_denied(self, match: Found) -> bool:
        return (
            any(self._denies(cue, match) for cue in self._cues("denial", match))
            or any(self._answers(cue, match) for cue in self._cues("denial_after", match, anywhere=True))
            or self._is_ticked_no(match)
            or self._answer_to(match) == DENIED
        )

    def _denies(self, cue: Found, match: Found) -> bool:
        """Whether the cue reaches the match; inside it, where it leaps over words, "not" and "never" alone do."""
        to = _reached(cue, match)
        if to is None or to - cue.last > _SCOPE or not self._is_same_clause(cue, to):
            return False
        if to != match.first and self._words[cue.first] not in {"not", "never"}:
            return False
        return self._hands_on(cue, self._words[cue.last : to], to, match)

    def _is_same_clause(self, cue: Found, at: int) -> bool:
        return self._reading.clauses[cue.last - 1] == self._reading.clauses[at]

    def _hands_on(self, cue: Found, between: tuple[str, ...], to: int, match: Found) -> bool:
        if set(between) & words("ends") or ":" in between:
            return False
        if between and between[0] in _COMMAS - {"/"} and self._words[cue.first] in words("no"):
            return False
        if self._comma_ends(between, to, match) or _starts_anew((*between, self._words[to])):
            return False
        return _unknown_words(between) <= _UNKNOWN_WORDS

    def _comma_ends(self, between: tuple[str, ...], to: int, match: Found) -> bool:
        """A comma lets a list go on ("weapons, threats or strangulation") and ends it before a verb in the past."""
        marks = [at for at, word in enumerate(between) if word in {",", "-", "–", "—", "("}]
        if not marks or not _is_past(self._words[to]):
            return bool(marks) and between[marks[-1]] != ","
        after = self._words[match.last : match.last + 4]
        return not {"or", "nor"} & {*between[marks[-1] :], *after}

    def _answers(self, cue: Found, match: Found) -> bool:
        """Whether the cue follows at once as the answer: "strangled: no", "strangulation was denied"."""
        between = self._words[match.last : cue.first]
        if cue.first < match.last or len(between) > _ANSWER_WITHIN or "\n" in between:
            return False
        asked = "?" in between or self._was_asked(match)
        known = words("answerers") | {"?"} if asked else _MARKS
        if set(between) - known:
            return False
        if (
            self._words[cue.first] in {"he", "she", "they", "it", "has", "have", "did", "does", "do"}
            and not asked
        ):
            return False
        return bool(set(between) & _SIGNS) or not self._is_single_no(cue) or self._is_bare_no(cue, match)

    def _is_single_no(self, cue: Found) -> bool:
        return cue.last - cue.first == 1 and self._words[cue.first] in words("no") - {"denied"}

    def _is_bare_no(self, cue: Found, match: Found) -> bool:
        """ "strangled no": nothing before the topic, nothing after the word."""
        return (
            self._stands_alone(match.first - 1) and self._stands_alone(cue.last) and cue.first == match.last
        )

    def _stands_alone(self, at: int) -> bool:
        return not 0 <= at < len(self._words) or self._words[at] in _STOPS or self._words[at] in _COMMAS

    def _is_ticked_no(self, match: Found) -> bool:
        """ "Strangulation N": a form filled in with letters."""
        at = match.last
        while at < len(self._words) and self._words[at] in {":", "-", "–", "="}:
            at += 1
        return at < len(self._words) and self._written(at) == "N" and self._stands_alone(at + 1)

    def _written(self, at: int) -> str:
        token = self._reading.tokens[at]
        return self._reading.text[token.start : token.end]

    # Another person

    def _is_about_another(self, match: Found, item: int) -> bool:
        if self._is_earlier_partner(match, item):
            return True
        if self._is_mine(match):
            return False
        if any(True for _ in self._cues("media", match)):
            return True
        if self._is_by_me(match, item) or (item != 18 and self._is_story(match, item)):
            return True
        if item in _ACTS:
            return self._is_done_to_another(match, item)
        return item in _OF_THE_COUPLE and self._is_of_his_circle(match)

    def _is_done_to_another(self, match: Found, item: int) -> bool:
        for cue in self._cues("other_object", match):
            if self._is_object(cue, match) and not (
                item == 16 and self._words[cue.first] in {"my", "our", "her"}
            ):
                return True
        return any(
            cue.last <= match.first and self._is_near(cue, match) for cue in self._cues("other_victim", match)
        )

    def _is_of_his_circle(self, match: Found) -> bool:
        return any(
            self._is_object(cue, match)
            or (
                cue.first <= match.first
                and self._is_near(cue, match)
                and not self._is_spoken_to(cue.first - 1)
            )
            for cue in self._cues("his_circle", match)
        )

    def _is_near(self, cue: Found, match: Found) -> bool:
        return match.first - cue.last <= _SCOPE

    def _is_mine(self, match: Found) -> bool:
        """Whether it is the speaker it was done to: "me", or "my" before what is not somebody ("my sister")."""
        theirs = {cue.first for cue in self._cues("other_object", match)}
        here = range(match.first, min(match.last + 2, len(self._words)))
        return any(self._words[at] in _ME and at not in theirs for at in here)

    def _is_by_me(self, match: Found, item: int) -> bool:
        """Whether the speaker, or the client of a note, is who did it: "I grabbed him by the throat", "I drink"."""
        if item in _HURT and not _THEM & set(self._words[match.first : match.last + 1]):
            return False
        if item == 24 and not _RECORD & set(self._words[match.first : match.last + 1]):
            return False
        return item in _HURT | _HIS and self._is_doer(match, _NEAR if item in _HURT else 4)

    def _is_doer(self, match: Found, near: int) -> bool:
        if {"by", "me", "i"} & set(self._words[match.last : match.last + 2]) or self._words[match.first] in _THIRD:
            return False
        before = [word for word in self._words[max(match.first - near, 0) : match.first] if word != "my"]
        doers = [at for at, word in enumerate(before) if word in _DOERS | _THIRD | _STOPS | _THEM]
        return bool(doers) and before[doers[-1]] in _DOERS and not _PASSIVE & set(before[doers[-1] :])

    def _is_story(self, match: Found, item: int) -> bool:
        """Whether the match is told of somebody else, who stands before it as the subject or at its beginning."""
        for cue in self._cues("story", match):
            between = self._words[cue.last : match.first]
            if cue.first > match.first or len(between) > _SCOPE or set(between) & (_CAUSES | {"as"}):
                continue
            if set(between) & _TELLS and not set(between) & _PARTNERS:
                continue
            if item in _WITH_OTHERS and cue.last > match.first:
                continue
            if not self._is_spoken_to(cue.first - 1):
                return True
        return False

    def _is_spoken_to(self, at: int) -> bool:
        """Whether the word at ``at`` makes the person after it one that is only told, asked, visited."""
        if at < 0 or self._words[at] != "to":
            return at >= 0 and self._words[at] in _SPOKEN_TO
        return at > 0 and self._words[at - 1] in _SPEAKS_TO

    def _is_earlier_partner(self, match: Found, item: int) -> bool:
        if self._is_recent(match):
            return False
        whose = {self._words[cue.first] for cue in self._cues("earlier", match)} - {"his"}
        if "my" in whose or (whose and item != 18):
            return True
        return self._reading.sentences[match.first] in self._stories

    @cached_property
    def _stories(self) -> frozenset[int]:
        """The sentences that go on about an earlier partner: they follow one that names him and begin with "he"."""
        return frozenset(self._continued(self._near.under(f"{CUE}earlier")))

    def _continued(self, cues: Iterable[Found]) -> Iterator[int]:
        named = {self._reading.sentences[cue.first] for cue in cues}
        here = {self._reading.sentences[cue.first] for cue in self._near.under(f"{CUE}here")}
        open_ = False
        for number, first in self._firsts:
            if number in named:
                open_ = number not in here
            elif number in here or first not in _GOES_ON:
                open_ = False
            elif open_:
                yield number

    @cached_property
    def _firsts(self) -> list[tuple[int, str]]:
        """The number and the first word of each sentence that has one."""
        firsts: dict[int, str] = {}
        for number, word in zip(self._reading.sentences, self._words, strict=True):
            if word not in _STOPS and word not in _QUOTES:
                firsts.setdefault(number, word)
        return list(firsts.items())

    # The past

    def _is_long_ago(self, match: Found, item: int) -> bool:
        if self._is_recent(match):
            return False
        kinds = ("long_ago",) if item in _GROWTH else ("long_ago", "used_to")
        return any(True for kind in kinds for _ in self._cues(kind, match))

    def _is_recent(self, match: Found) -> bool:
        clause = self._reading.clauses[match.first]
        return any(
            self._reading.clauses[cue.first] == clause for cue in self._near.around(f"{CUE}recent", match)
        )

    # Doubt

    def _is_doubted(self, match: Found, item: int) -> bool:
        if self._is_queried(match):
            return True
        if item not in _FEELINGS | _THREATS and self._begins_open(match):
            return True
        if item in _FEELINGS:
            return self._has("hypothesis", match) or (item == 2 and self._has("would_feel", match))
        kinds = ("fear", "hedge") if item in _THREATS else ("fear", "hedge", "threat")
        if item in _THREATS and self._is_threat_made(match):
            return False
        if item == 22 and _UNCERTAIN & set(self._words[match.first : match.last]):
            return True
        if any(self._holds_doubt(kind, match) for kind in kinds):
            return True
        return any(cue.first == match.last for cue in self._cues("doubt_after", match))

    def _is_threat_made(self, match: Found) -> bool:
        """Whether a threat was made and nothing before it leaves open that it was."""
        made = [cue.first for cue in self._cues("threat_made", match) if cue.first < match.last]
        if not made:
            return False
        doubts = (cue for cue in self._cues("hedge", match) if cue.last <= made[0])
        return all(self._words[cue.first] in {"if", "unless", "next", "could", "can"} for cue in doubts)

    def _begins_open(self, match: Found) -> bool:
        """Whether the phrase itself begins with the doubt or the threat."""
        first = match.first
        if self._words[first] in {"if", "unless"}:
            around = (self._words[max(first - 6, 0) : first], self._words[first + 2 : match.last + 6])
            return not any(self._does(span) for span in around)
        return self._words[first] in _OPEN and self._words[first + 1 : first + 2] != ("not",)

    def _is_queried(self, match: Found) -> bool:
        """ "?strangled": a question mark written onto the word."""
        return match.first > 0 and self._is_query(match.first - 1)

    def _is_query(self, at: int) -> bool:
        """Whether the token is a question mark written onto the word after it and not the one before."""
        tokens = self._reading.tokens
        if self._words[at] != "?" or at + 1 >= len(tokens) or tokens[at].end != tokens[at + 1].start:
            return False
        return at == 0 or tokens[at - 1].end < tokens[at].start

    def _holds_doubt(self, kind: str, match: Found) -> bool:
        return any(self._leaves_open(cue, kind, match) for cue in self._governing(kind, match))

    def _leaves_open(self, cue: Found, kind: str, match: Found) -> bool:
        """Whether what the cue governs has not come about: "scared he will", and not "scared of him he strangled"."""
        between = self._words[cue.last : match.first]
        if self._words[cue.last] == "not" and self._words[cue.first] in _MODALS:
            return False
        if self._words[cue.first] == "would" and not self._is_would(cue, match):
            return False
        if self._happened(cue, match):
            return kind == "hedge" and self._words[cue.first] not in _MODALS
        if self._is_habit(cue, match):
            return False
        return not ("," in between and not _MODALS & set(between)) or self._goes_on(match)

    def _goes_on(self, match: Found) -> bool:
        """Whether a list goes on behind the match: "hit, strangled or killed"."""
        return bool({"or", "nor"} & set(self._words[match.first - 2 : match.last + 4]))

    def _is_would(self, cue: Found, match: Found) -> bool:
        """Whether "he'd" stands for "he would": never before a past form, and before "put" where it is said or feared."""
        verb = next((word for word in self._words[cue.last : match.last] if word not in _ADVERBS), "")
        if verb in _OWN:
            return False
        if verb not in _SAME_IN_PAST:
            return not _is_past(verb)
        kinds = ("threat_made", "fear", "hedge")
        return any(True for kind in kinds for _ in self._cues(kind, match))

    def _happened(self, cue: Found, match: Found) -> bool:
        """Whether a subject with its own verb in the past stands between the cue and the act."""
        span = self._words[cue.last : match.last]
        start = next((at for at, word in enumerate(span) if word in words("subjects")), None)
        lead = span[start + 1 :] if start is not None else self._after_and(cue, match)
        if lead is None:
            return False
        verb = next((word for word in lead if word not in _ADVERBS), "")
        return verb in {"has", "have", "'s", "had", "tried", "started", "used"} or _is_past(verb)

    def _after_and(self, cue: Found, match: Found) -> tuple[str, ...] | None:
        """What follows the last "and" between the cue and the act, if anything does."""
        span = self._words[cue.last : match.first + 1]
        at = max((at for at, word in enumerate(span[:-1]) if word in _ANDS), default=None)
        return None if at is None else self._words[cue.last + at + 1 : match.last]

    def _is_habit(self, cue: Found, match: Found) -> bool:
        """ "He would choke me every time", "if he's drunk he strangles me": what happens again and again."""
        if self._words[cue.first] in {"would", "will"}:
            if any(said.last <= cue.first for said in self._cues("threat_made", match)):
                return False
            return bool(_AGAIN & set(self._words[max(cue.first - 6, 0) : match.last + 8]))
        if self._words[cue.first] not in {"if", "unless"}:
            return False
        return any(self._does(span) for span in self._around_if(cue, match))

    def _around_if(self, cue: Found, match: Found) -> Iterator[tuple[str, ...]]:
        """The words before the "if", those after it up to the act, and those after the act."""
        clauses = self._reading.clauses
        yield self._words[max(cue.first - 6, 0) : cue.first]
        yield self._words[cue.last + 1 : match.first + 1]
        yield tuple(self._words[at] for at in range(match.last, min(match.last + 6, len(self._words)))
                    if clauses[at] == clauses[match.last - 1])  # fmt: skip

    def _does(self, span: tuple[str, ...]) -> bool:
        """Whether the words tell what he does, time and again: "he goes mad"."""
        if _MODALS & set(span):
            return False
        return any(
            word in _THIRD and after.endswith("s") and after not in _NOT_DONE
            for word, after in pairwise(span)
        )

    # Questions

    def _as_asked(self, match: Found) -> str:
        """A question is answered by what follows it, and otherwise only possible."""
        return self._answer_to(match) or PRESENT

    def _answer_to(self, match: Found) -> str | None:
        """The status that the question around the match, if it stands in one, is answered with."""
        end = self._end_of_question(match)
        if end is None:
            return None
        for word in self._words[end + 1 : end + 1 + _ANSWER_WITHIN]:
            if word in words("no"):
                return DENIED
            if word in words("yes"):
                return PRESENT
            if word not in words("answerers"):
                break
        return POSSIBLE

    def _end_of_question(self, match: Found) -> int | None:
        """Where the question ends that the match is asked about in, or what was asked is told after "asked if"."""
        clauses, at = self._reading.clauses, match.last
        while (
            at < len(self._words) and clauses[at] == clauses[match.last - 1] and self._words[at] not in _STOPS
        ):
            if self._words[at] in _QUOTES or not self._turns_to_ask(at):
                at += 1
                continue
            return None
        if self._was_asked(match):
            return at - 1
        if at >= len(self._words) or self._words[at] != "?" or self._is_query(at) or self._is_granted(match):
            return None
        return at

    def _turns_to_ask(self, at: int) -> bool:
        after = self._words[at + 1] if at + 1 < len(self._words) else ""
        return self._words[at] in {",", "and", "so", "n", "-", "–"} and after in words("asks")

    def _is_granted(self, match: Found) -> bool:
        clauses = self._reading.clauses
        first = match.first
        while first > max(match.first - REACH, 0) and clauses[first - 1] == clauses[match.first]:
            first -= 1
        return bool(set(self._words[first : match.first]) & words("granted"))

    def _was_asked(self, match: Found) -> bool:
        """Whether "asked if", "asked whether" or "did he ever" told as a question stands before the match."""
        return any(cue.last <= match.first for cue in self._cues("asked", match, anywhere=True))

    # Cues

    def _governing(self, kind: str, match: Found) -> Iterator[Found]:
        """The cues before the match in its clause whose reach nothing ends."""
        for cue in self._cues(kind, match):
            to = _reached(cue, match)
            if to is None or to - cue.last > _SCOPE or not self._is_same_clause(cue, to):
                continue
            if not set(self._words[cue.last : to]) & _CAUSES:
                yield cue

    def _has(self, kind: str, match: Found) -> bool:
        return any(True for _ in self._governing(kind, match))

    def _cues(self, kind: str, match: Found, anywhere: bool = False) -> Iterator[Found]:
        """The cues of a kind in the sentence of the match (``anywhere``: in the next one too)."""
        sentences = self._reading.sentences
        sentence = sentences[match.first]
        for cue in self._near.around(f"{CUE}{kind}", match):
            if (anywhere or sentences[cue.first] == sentence) and not self._is_cut_off(cue, match):
                yield cue

    def _is_cut_off(self, cue: Found, match: Found) -> bool:
        low, high = sorted((cue.first, match.first))
        return any(word in _BREAKS for word in self._words[low:high])


_MARKS = frozenset(
    ': - – — = , is was has been had ( answer this me her him you / " ” ’ or anything like'.split(" ")
) | {"that"}
_SIGNS = frozenset(": - – — ? = , (".split(" "))
_QUOTES = frozenset("\" “ ” ' ‘ ’ ( )".split(" "))
_ANDS = frozenset("and n then & while as".split(" "))
_CAUSES = frozenset("because since but after cos until till".split())
_UNCERTAIN = frozenset("might may could scared worried afraid frightened concerned fear fears".split())
_OPEN = frozenset(
    "if unless might may could threatened threatens threatening threat threats threaten".split()
)
_OWN = frozenset("his her my their a an the both one two got".split())
_NOT_PAST = frozenset("need feed bleed speed seed weed indeed exceed succeed breed bed red shed".split())
_SAME_IN_PAST = frozenset("put hit cut shut set".split())
_ADVERBS = frozenset("just also then once actually really nearly almost even literally already only".split())
_NOT_DONE = frozenset(
    "'s is was has says tells thinks reckons threatens keeps finds gets knows hears".split()
)
_AGAIN = frozenset(
    "every whenever often always sometimes usually regularly most each until till nightly".split()
)
_NEAR = 5
_DOERS = frozenset("i client cl vic victim caller".split())
_PASSIVE = frozenset("was were been being".split())
_RECORD = frozenset("caution cautioned convicted conviction arrested charged record criminal prison".split())
_THEM = frozenset("him his partner husband perp perpetrator ap boyfriend ex them".split())
_PARTNERS = frozenset("husband partner boyfriend bloke fella wife girlfriend".split())
_SPOKEN_TO = frozenset(
    "told tell tells asked at with for from near see seeing rang ring texted showed messaged visit visiting".split()
)
_SPEAKS_TO = frozenset(
    "said talk talking talked speak spoke listen moved went go going gone ran came back".split()
)
_WITH_OTHERS = frozenset({3, 4, 7, 17})
_GOES_ON = frozenset("he she they his her then and also".split())
_TELLS = frozenset(
    "told tells says said saw heard thinks knows reported witnessed found saying rang called seen think wants worried worries scared helped helping supported supporting asked looking came".split()
)


def _reached(cue: Found, match: Found) -> int | None:
    """The token of the match that a cue before it, or where it leaps over words, comes to first."""
    if cue.last <= match.first:
        return match.first
    return next((end for start, end in match.gaps if start <= cue.first and cue.last <= end), None)


def _touches(cue: Found, match: Found) -> bool:
    """Whether the cue covers the first or the last token of the match."""
    return cue.first <= match.first < cue.last or cue.first < match.last <= cue.last


def _is_past(word: str) -> bool:
    return word in words("past_forms") or (word.endswith("ed") and word not in _NOT_PAST)


def _starts_anew(between: tuple[str, ...]) -> bool:
    """Whether somebody does something of their own after other words: "did not tell anyone he ..."."""
    known = words("passed_over") | words("handed_on")
    content = False
    for at, word in enumerate(between):
        if word in _THIRD or word in {"i", "we"}:
            if content:
                return True
        elif word in _ANDS and at + 1 < len(between) and _is_past(between[at + 1]):
            return True
        else:
            content = content or word not in known
    return False


def _unknown_words(between: tuple[str, ...]) -> int:
    """How many words since the last of a list neither pass a denial on nor stand in its way."""
    known = words("passed_over") | words("handed_on")
    count = 0
    for word in between:
        count = 0 if word in {",", "or", "nor", "/", "and"} else count + (word not in known)
    return count
