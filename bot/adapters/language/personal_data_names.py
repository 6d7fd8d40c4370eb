"""Where a text names people: after a title, a cue ("called"), a relation, or as a name that is known."""

import re
from collections.abc import Iterator

from bot.adapters.language.personal_data_lexicon import (
    FIRST_NAMES,
    NAMES_AND_WORDS,
    NEVER_IN_LOWER_CASE,
    NOT_NAMES,
    SURNAMES,
    WORDS,
)
from bot.adapters.language.personal_data_words import TITLES, Word, is_shouted, words_in

Span = tuple[int, int]

_BETWEEN = re.compile(r"\.? {1,2}|-")
_LOWER_TITLES = frozenset("mr mrs ms miss mx dr".split())
_LONE_TITLES = frozenset("sister lady master nurse doctor aunt uncle".split())
_BEFORE_VERB_MISS = frozenset(
    "i we you they to will dont don't didnt didn't not and might would ll can cant d i'll i'd really still kids".split()
)
_PARTICLES = frozenset("de da di del van der von den al el bin ibn bint ul le la du dos st mc mac o".split())
_RELATIONS = frozenset(
    "son daughter husband wife partner ex brother sister mum mam mother dad father nan gran nana grandma grandmother grandad granddad grandfather grandson granddaughter aunt auntie aunty uncle niece nephew "
    "cousin stepson stepdaughter stepdad stepfather stepmum boyfriend girlfriend bf gf fiance fiancé fiancee hubby friend mate neighbour manager boss colleague landlord landlady worker "
    "carer solicitor advocate idva keyworker teacher head nurse midwife doctor gp officer client cl tenant resident victim vic perp perpetrator baby toddler twin twins kid child kids children boy girl lad eldest "
    "youngest oldest bloke man woman lady guy fella chap lodger flatmate housemate caretaker receptionist interpreter visitor supervisor ap mother-in-law father-in-law sister-in-law brother-in-law daughter-in-law son-in-law "
    "cleaner plumber pastor priest babysitter childminder offender suspect applicant caller customer ex-partner ex-husband ex-wife ex-boyfriend ex-p ptnr missus".split()
)
_NAMED_THINGS = _RELATIONS | frozenset(
    "someone somebody anyone person is 's was are he's she's one fellow couple people women men females males relative dog cousins brothers sisters sons daughters friends neighbours hes shes who called".split()
)
_LINKS = frozenset("is was called named and or aka's".split())
_SPEAKS = frozenset(
    "said says told tells rang rings phoned called came comes went goes wants asked asks thinks feels lives lived hit hits attended arrived knows moved left reports states stated reported "
    "is was has had will would does did hasn't isn't wasn't hates loves keeps kept turned punched kicked threatened grabbed needs saw heard explained confirmed answered opened".split()
)
_HUMAN = frozenset(
    "said says told tells rang rings phoned asked asks thinks wants feels came lives hit hits attended confirmed stated explained arrived knows disclosed".split()
)
_ALSO_PLACES = frozenset(
    "may jan april june august easter sunday chelsea lincoln london paris india georgia preston stafford kent china savannah dallas york forest lane sierra stone sky star chester major bay ford art cash "
    "montana nile hall ward king duke prince princess rock river lord gypsy spike tiger pixie god genesis eden alba ash wolf alexa mercedes christian roman star rio van mac apple ion kit brooks hope heath summer autumn winter snow storm".split()
)
_WORDS_AT_THE_START = _ALSO_PLACES | frozenset(
    "will mark bill faith joy patience peace mercy grant chance guy love pat bob buck cherish crystal dot drew don gay gene grace honor honour chase rob rich stew penny pearl rose".split()
)
_NOT_A_PERSONS = frozenset(
    "street road avenue lane close drive way court house crescent terrace place gardens square hill grove flats estate cottage cottages farm lodge station park rise row mews parade walk partnership programme alliance agreement initiative assault abuse violence marriage recruitment standards agency solutions ahead jubilee group forum panel helpline network assistance association knife blade warning hospital school academy primary "
    "college university centre center church trust council police clinic surgery hostel hotel inn pub bar cafe shop store stores ltd limited law act foundation charity association society nursery infirmary theatre library ward unit "
    "club arms tavern building buildings tower towers point wharf bank insurance plc motors bakery market cross bridge green common street's services service project team st rd ave protocol scheme fund order day".split()
)
_ENDS_OF_WORDS = ("ing", "ed", "ly", "ion", "ment", "ness", "er", "or", "ist", "ant", "ent")
_BEFORE_PLACES = frozenset("from in at near outside around via towards round of".split())
_ARTICLES = frozenset("the a an our this that these those local any each every no".split())
_CUE = re.compile(
    r"\b(?:(?P<called>called|named|known as|aka|a\.k\.a\.?|goes by(?: the name(?: of)?)?|answers to|(?:name|names|surname|forename|nickname)(?:['’]?s| is| was| as| of|[ \t]*[:=]))"
    r"|(?P<plain>name|signed|i am|i['’]?m|this is|it['’]?s|its|speaking to|spoke to|spoke with))[ \t]{1,2}(?:is |was )?[\"'“‘(]?",
    re.I,
)


def names_in(text: str) -> Iterator[Span]:
    """The names of people, titles left out. Spans may overlap and come in no order."""
    words = words_in(text)
    yield from _Names(text, words).found()


def without_what_is_no_name(text: str, start: int, end: int) -> Span | None:
    """A span another reader takes for a person, less the words at its ends that name nobody."""
    words = [w for w in words_in(text[start:end]) if w.lower not in NOT_NAMES and w.lower not in TITLES]
    if not words or any(word.lower in _NOT_A_PERSONS for word in words):
        return None
    return start + words[0].start, start + words[-1].end


class _Names:
    def __init__(self, text: str, words: list[Word]) -> None:
        self._text, self._words = text, words
        self._shouted = is_shouted(text)
        self._at = {word.start: index for index, word in enumerate(words)}

    def found(self) -> Iterator[Span]:
        yield from self._after_cues()
        for index, word in enumerate(self._words):
            if word.lower in TITLES:
                yield from self._titled(index)
            if word.lower in _RELATIONS:
                yield from self._related(index)
            if self._stands_alone(index):
                yield self._whole(index)

    # What each sign asks of the word after it.

    def _titled(self, index: int) -> Iterator[Span]:
        word, after = self._words[index], self._next(index)
        if after is None:
            return
        named = self._words[after]
        initial = len(named.written) == 1 and self._goes_on_after_initial(after)
        if named.capital and (initial or self._may_be_a_name(after)):
            if word.lower in _LONE_TITLES and not (word.capital or named.lower in FIRST_NAMES):
                return
            yield self._whole(after, titled=True)
        elif word.lower in _LOWER_TITLES and self._is_nothing_else(after) and not self._is_verb_miss(index):
            yield self._whole(after, titled=True)

    def _goes_on_after_initial(self, index: int) -> bool:
        after = self._next(index)
        return after is not None and self._words[after].capital and self._may_be_a_name(after)

    def _is_verb_miss(self, index: int) -> bool:
        if self._words[index].lower != "miss" or not index:
            return False
        return self._words[index - 1].lower in _BEFORE_VERB_MISS

    def _related(self, index: int) -> Iterator[Span]:
        after = index + 1
        if after >= len(self._words) or not self._near(index, after):
            return
        linked = self._words[after].lower in _LINKS
        if linked:
            after += 1
            if after >= len(self._words) or not self._near(after - 1, after):
                return
        word = self._words[after]
        if (
            word.capital
            and self._may_be_a_name(after)
            and (word.lower not in WORDS or word.lower in NAMES_AND_WORDS)
        ):
            if not (self._words[after - 1].lower in {"and", "or"} and word.lower not in FIRST_NAMES):
                yield self._whole(after)
        elif (
            not word.capital and not linked and word.lower in NAMES_AND_WORDS and self._is_nothing_else(after)
        ):
            yield self._whole(after)

    def _after_cues(self) -> Iterator[Span]:
        for cue in _CUE.finditer(self._text):
            index = self._at.get(cue.end())
            if index is None:
                continue
            word = self._words[index]
            if word.capital:
                sure = word.lower not in WORDS or cue["called"] is not None
                if self._may_be_a_name(index) and sure:
                    yield self._whole(index)
            elif cue["called"] and self._is_nothing_else(index) and self._names_somebody(cue, index):
                yield self._whole(index, titled=True)

    def _names_somebody(self, cue: re.Match[str], index: int) -> bool:
        if cue["called"].lower() not in {"called", "named"}:
            return True
        before = self._at.get(cue.start(), 0) - 1
        return before >= 0 and (
            self._words[before].lower in _NAMED_THINGS or self._words[before].lower.endswith(("'s", "s'"))
        )

    def _stands_alone(self, index: int) -> bool:
        word = self._words[index]
        if self._is_part_of_a_firm(index) or self._is_after_saint(index):
            return False
        if self._is_known(word.lower):
            return word.capital or self._shouted or word.lower not in NEVER_IN_LOWER_CASE
        if word.capital and word.lower in NAMES_AND_WORDS:
            return self._is_name_rather_than_word(index)
        return word.capital and word.lower not in NOT_NAMES and self._is_unknown_person(index)

    def _is_name_rather_than_word(self, index: int) -> bool:
        word, after = self._words[index], self._next(index)
        follows = self._words[after] if after is not None else None
        if follows and follows.capital and self._may_be_a_name(index + 1) and follows.lower not in WORDS:
            return True
        speaks = follows is not None and follows.lower in _SPEAKS
        if word.first:
            return speaks and word.lower not in _WORDS_AT_THE_START
        return word.lower not in _ALSO_PLACES or (follows is not None and follows.lower in _HUMAN)

    def _is_unknown_person(self, index: int) -> bool:
        word, after = self._words[index], self._next(index)
        if word.lower in WORDS or len(word.written) < 3 or after is None or not self._may_be_a_name(index):
            return False
        follows = self._words[after]
        if self._text[word.end : follows.start].startswith(("'s", "’s")):
            return follows.lower in _RELATIONS
        if not word.first and self._words[index - 1].lower in _BEFORE_PLACES:
            return False
        if not word.first and follows.capital and follows.lower not in WORDS and self._may_be_a_name(after):
            return not self._is_part_of_a_firm(after)
        if word.lower.endswith(_ENDS_OF_WORDS) if word.first else self._words[index - 1].lower in _ARTICLES:
            return False
        return follows.lower in (_HUMAN if word.first else _SPEAKS)

    # How far a name reaches, and what a word may be.

    def _whole(self, index: int, titled: bool = False) -> Span:
        """The name that starts at ``index`` with the names that follow it, four words at most."""
        last = at = index
        for _ in range(3):
            after = self._next(at)
            if after is None or not self._goes_on(index, after, titled):
                break
            at = after
            if self._words[at].lower not in _PARTICLES:
                last = at
        return self._words[index].start, self._words[last].end

    def _goes_on(self, index: int, at: int, titled: bool) -> bool:
        word = self._words[at]
        known = self._is_known(self._words[index].lower)
        if word.capital:
            initial = len(word.written) == 1 and word.lower not in {"i", "a"}
            return initial or self._may_be_a_name(at)
        if word.lower in _PARTICLES:
            return self._next(at) is not None and self._words[at + 1].capital
        if self._words[index].capital:
            return False
        if word.lower in SURNAMES and word.lower not in WORDS:
            return True
        return (
            (self._shouted or (titled and known)) and self._is_nothing_else(at) and word.lower not in _SPEAKS
        )

    def _may_be_a_name(self, index: int) -> bool:
        lower = self._words[index].lower
        if "'" in lower and lower.split("'")[0] in NOT_NAMES:
            return False
        return (
            len(lower) > 1
            and (lower not in NOT_NAMES or lower == "mark")
            and lower not in _NOT_A_PERSONS
            and lower not in TITLES
        )

    def _is_nothing_else(self, index: int) -> bool:
        lower = self._words[index].lower
        return len(lower) > 2 and lower not in WORDS and lower not in _SPEAKS and self._may_be_a_name(index)

    def _is_known(self, lower: str) -> bool:
        if "-" not in lower:
            return lower in FIRST_NAMES
        head, tail = lower.split("-")[:2]
        if head in FIRST_NAMES:
            return len(tail) > 1 and tail not in WORDS
        return head in NAMES_AND_WORDS and tail in FIRST_NAMES

    def _is_part_of_a_firm(self, index: int) -> bool:
        """Whether the capitals it stands among go on to a street, a firm or a place ("Victoria Street")."""
        for at in range(index + 1, min(index + 4, len(self._words))):
            if self._next(at - 1) is None:
                return False
            word = self._words[at]
            if word.lower in _NOT_A_PERSONS and (word.capital or self._shouted or at == index + 1):
                return True
            if not (word.capital or self._shouted):
                return False
        return False

    def _is_after_saint(self, index: int) -> bool:
        return (
            index > 0
            and self._words[index - 1].lower in {"st", "saint", "eid"}
            and self._near(index - 1, index)
        )

    def _next(self, index: int) -> int | None:
        """The next word where only a space, a hyphen or an initial's full stop is between."""
        if index + 1 >= len(self._words):
            return None
        gap = self._text[self._words[index].end : self._words[index + 1].start]
        gap = gap.removeprefix("'s").removeprefix("’s")
        return index + 1 if _BETWEEN.fullmatch(gap) and self._full_stop_is_short(index, gap) else None

    def _full_stop_is_short(self, index: int, gap: str) -> bool:
        word = self._words[index]
        return not gap.startswith(".") or len(word.written) == 1 or word.lower in TITLES

    def _near(self, index: int, after: int) -> bool:
        """Whether nothing but a space, a comma, a dash, a colon or an opening mark is between."""
        gap = self._text[self._words[index].end : self._words[after].start]
        return len(gap) <= 4 and not gap.strip(" ,:;-–(\"'“‘=") and ("\n" not in gap)
