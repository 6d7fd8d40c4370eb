"""The answer that a short text gives to a closed question.

Recording something that was not said is the worst error, so whatever is hedged, qualified, a frequency,
or about what the practitioner knows rather than the client, is ``unclear`` and is asked again.
"""

import re

from bot.adapters.language.readers import LearnedReaders
from bot.adapters.language.reading import read

_LONGEST = 30
_LONGEST_SENTENCE = 400
_SURE = 0.85
_TAUGHT = re.compile(r"dash_\d+")
"""The questions whose answers were taught; of any other, follow-ups among them, only plain wordings are read."""
_FILLERS = frozenset("um umm erm er uh oh ok okay so well please thanks thank mate hmm ah".split())
_YES = frozenset(
    "yes yeah yep yup ye yh yea yess yesss yse yea yeh yeahh aye ys y affirmative correct definitely absolutely "
    "certainly true indeed".split()
)
_NO = frozenset("no nope nah naw noo nooo nop n never none negative nay".split())
_NOT_KNOWN = frozenset({
    "do not know", "not known", "do not no", "not sure", "unsure", "no idea", "idk", "dk", "d k", "d / k",
    "n / k", "nk", "do not really know", "i do not know", "i am not sure", "have no idea", "i have no idea",
    "unknown", "do not know sorry", "sorry do not know", "not certain", "can not remember", "can not say",
    "i can not remember", "no clue", "not a clue", "have not got a clue", "i have not got a clue", "do not remember",
    "she does not know", "she 's not sure", "she is not sure", "she can not remember", "she did not know",
    "he does not know", "he 's not sure", "he is not sure", "he can not remember", "they do not know",
    "they are not sure", "client does not know", "the client does not know", "client not sure",
    "client is not sure", "the client is not sure", "client unsure", "she is unsure", "he is unsure",
    "client can not remember", "the client can not remember", "she said she does not know", "she does not remember",
    "she says she does not know", "client says she does not know", "she said she did not know",
    "client said she does not know", "she said do not know", "she says do not know", "i really do not know",
    "she really does not know", "honestly do not know", "i honestly do not know", "she was not sure", "client was not sure",
})  # fmt: skip
_YES_SENTENCES = frozenset({
    "i do", "i am", "i have", "i did", "he does", "he has", "he did", "he is", "she does", "she has", "she did",
    "she is", "they do", "they have", "they did", "they are", "it is", "it has", "it does", "of course", "for sure",
    "that 's right", "that is right", "that 's correct", "that is correct", "that 's true", "too right", "very much",
    "very much so", "it did", "there is", "there are", "there was", "she was", "i was", "he was", "all the time",
    "always", "every day", "100 %", "defo", "deffo", "course", "a hundred percent",
})  # fmt: skip
_NO_SENTENCES = frozenset({
    "not at all", "not ever", "not once", "no way", "nothing like that", "nothing", "none at all",
    "none of that", "never ever", "not that at all", "certainly not", "definitely not", "absolutely not",
})  # fmt: skip
_REPORTED = re.compile(
    r"^(?:(?:the )?(?:client|victim|tenant|resident|caller|survivor)|she|they) "
    r"(?:said|says|say|answered|answers|replied|replies|told me|confirmed|confirms) (?:that )?"
)
_HEDGES = frozenset(
    "maybe perhaps possibly probably think thinks thought guess suppose might could may sometimes "
    "occasionally often rarely usually sort kind ish bit once used not no never but except although though however "
    "if depends unless unsure sure apart only hardly barely nearly almost possibly both either assume "
    "presume believe seems seem apparently reckon know suspect suspects or asked ask none hopefully mostly why what "
    "who when how which hard say yet any nothing".split()
)
_NO_TAIL = frozenset(
    "no not never nothing none nobody he she they it i we has have had did does do is are was were been be "
    "like that this at all ever any anything definitely absolutely said says say client happened done that "
    "thank thanks sorry and there the s 's".split()
)
_DENIES = frozenset("not never nothing none".split())
_AUXILIARIES = frozenset("has have had did does do is are was were happened done".split())


def answer_in(text: str, question: str | None = None, learned: LearnedReaders | None = None) -> str:
    """``yes``, ``no``, ``not_known`` or ``unclear``: what ``text`` answers to a closed question.

    A plain wording is read by itself; a sentence by what was learned of the question, where that is sure enough.
    """
    plain = _plainly(text)
    taught = learned is not None and question is not None and _TAUGHT.fullmatch(question) is not None
    if plain != "unclear" or not taught or len(text) > _LONGEST_SENTENCE:
        return plain
    assert learned is not None
    shares = learned.answer(read(text), question)
    best = max(shares, key=shares.__getitem__)
    return best if shares[best] >= _SURE else "unclear"


def _plainly(text: str) -> str:
    if len(text) > _LONGEST_SENTENCE or "?" in text:
        return "unclear"
    words = _kept(text)
    plain = " ".join(word for word in words if word not in {",", "."})
    plain = _REPORTED.sub("", plain) if plain not in _NOT_KNOWN else plain
    if not plain or len(words) > _LONGEST:
        return "unclear"
    if plain in _NOT_KNOWN:
        return "not_known"
    if plain in _YES_SENTENCES:
        return "yes"
    if plain in _NO_SENTENCES:
        return "no"
    return _led_by_its_first_word(plain.split())


def _kept(text: str) -> list[str]:
    words = [word for word in read(text).words if word not in _MARKS]
    while words and words[0] in _FILLERS | {",", "."}:
        words.pop(0)
    while words and words[-1] in _FILLERS | {",", "."}:
        words.pop()
    return words


_MARKS = frozenset("\n ! ' \" “ ” ‘ ’ ( ) - – —".split(" "))


def _led_by_its_first_word(words: list[str]) -> str:
    first, tail = words[0], words[1:]
    if first in _YES and _agrees(tail):
        return "yes"
    if first in _NO and _denies(tail):
        return "no"
    return "unclear"


def _agrees(tail: list[str]) -> bool:
    return not any(word in _HEDGES or word in _NO for word in tail)


def _denies(tail: list[str]) -> bool:
    if not set(tail) <= _NO_TAIL | _NO:
        return False
    return not (set(tail) & _AUXILIARIES) or bool(set(tail) & _DENIES)
