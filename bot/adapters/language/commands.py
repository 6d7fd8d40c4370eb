"""Commands typed in words: a short text that is nothing but the command."""

import re

_POLITE = re.compile(
    r"^(?:please |can (?:i|we|you) |could (?:i|we|you) |let me |let us |i want to |i need to |heard )+"
)
_LAST = re.compile(r"(?: please| thanks| thank you| now| for now)+$")
_PLAIN = {
    "back": "back|go back|previous|previous question|last question|go back one|one back|back one|step back|undo|go to the previous question",
    "why": "why|why ask|why do you ask|why this|why this question|why are you asking|why are you asking this|why do you need to know|why do you need this|why do i need to ask this|why ask this|why is this asked|why are we asking this|explain",
    "pause": "pause|take a break|break|stop for today|save and stop|save and close|save and exit|save for later|come back later|continue later|finish later|brb|hold on",
    "resume": "resume|continue|carry on|go on|unpause|start again where i left off|pick up where i left off|keep going",
    "skip": "skip|skip this|skip it|skip this question|skip question|next|next question|pass|leave this|leave it|leave this one|move on|ask later|come back to this",
    "review": "review|review answers|review my answers|check answers|check my answers|show answers|show my answers|show me my answers|see my answers|see answers|what have i said|what have i answered|summary|show summary",
    "help": "help|help me|commands|what can i say|what can i type|how does this work|menu|?|instructions|i am stuck|i'm stuck|im stuck|stuck",
    "danger": "danger|in danger|emergency|immediate danger|danger now|urgent|sos|999|someone is in danger|they are in danger|she is in danger|he is in danger",
    "stop": "stop|quit|exit|end|cancel|close|stop here|finish here|end this|stop this|leave|log out|logout",
}
_DELETE = "stop and delete|delete|delete everything|delete this|delete it|delete all|stop & delete|stop delete|delete and stop|delete the case|delete this case|erase|erase everything|wipe everything|stop and erase"
_NAMES = {wording: name for name, wordings in _PLAIN.items() for wording in wordings.split("|")}
_CHANGE = re.compile(
    r"(?:change|edit|correct|amend|fix|update|alter)(?: my| the)?(?: answer| question| number| no| item| q)?"
    r"(?: to| for)?(?: question| number| answer| item)?(?: #)? ?#?(\d{1,3})"
)
_CHANGE_ALONE = frozenset(
    "change|change answer|change an answer|change my answer|edit|edit answer|correct|correct an answer".split(
        "|"
    )
)
_LONGEST = 60


def command_in(text: str) -> tuple[str, str] | None:
    """The command that ``text`` is, as its name and its argument, or ``None``.

    ``("change", "4")``; ``("change", "")`` where no number was given; ``("stop", "delete")`` for "stop and
    delete". A sentence of an account is never a command, whatever words it holds.
    """
    if len(text) > _LONGEST or "\n" in text.strip():
        return None
    said = re.sub(r"\s+", " ", text.strip().casefold().replace("’", "'"))
    said = said.lstrip("/").strip(" .!,") if said.strip("?") == "" else said.strip(" .!?,")
    if said == "?" or said == "":
        return ("help", "") if text.strip() == "?" else None
    return _named(said) or _named(_LAST.sub("", _POLITE.sub("", said)).strip(" .!?,"))


def _named(said: str) -> tuple[str, str] | None:
    if said in _NAMES:
        return (_NAMES[said], "")
    if said in _DELETE.split("|"):
        return ("stop", "delete")
    if said in _CHANGE_ALONE:
        return ("change", "")
    found = _CHANGE.fullmatch(said)
    return ("change", found.group(1)) if found else None
