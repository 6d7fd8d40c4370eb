"""What the program says to people, and how plainly and fairly it says it.

Collected: every text of every organisation's policy that a person is shown, every sentence that stands in
the program itself, and the words of its page. Measured: the length of each sentence, the reading ease of each text, blame,
instructions to leave or to stay, and abbreviations whose meaning does not stand beside them.
"""

import ast
import builtins
import dataclasses
import re
import statistics
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

import textstat

from bot.adapters.packs import YamlPolicies
from bot.safeguarding.journey import Journey, Question
from bot.safeguarding.policy import Policy
from tests.repository.tree import ROOT, modules

AS_AT = date(2026, 11, 25)

LONGEST_SENTENCE = 30
"""Words. Twenty-five is the aim; above thirty people lose the beginning."""
EASE_FLOOR = 45.0
"""Flesch reading ease that a text of ``EASE_FROM`` words or more has to reach."""
EASE_FROM = 20
MEDIAN_EASE = 75.0
"""Flesch reading ease that half of all texts of ``MEDIAN_FROM`` words or more have to reach."""
MEDIAN_FROM = 8

_SHOWN = frozenset(
    {"answer", "doubt", "hint", "how", "intro", "label", "locked_text", "lowers", "name", "not_met", "owner"}
    | {"reason", "says", "shared", "text", "title", "topic", "when_missed", "why"}
)
_SHOWN_BY_KEY = frozenset({"members", "wording"})

OFFICIAL_NAMES = (
    "Anti-Social Behaviour and Hate Crime",
    "Black and minority ethnic",
    "Code of Conduct",
    "Community Safety",
    "Community Safety Manager",
    "Community Safety Team",
    "Crime and Disorder Act",
    "Data Protection Act",
    "Data Protection Act 2018 Schedule 1 paragraph 18",
    "Designated Safeguarding Officer",
    "Designated Safeguarding Officers",
    "Domestic Abuse Act",
    "Domestic Abuse Policy",
    "Equality and Diversity",
    "Housing Enforcement",
    "Housing Options",
    "Housing Solutions",
    "Independent Domestic Violence Adviser",
    "Independent Domestic Violence Advisor",
    "Information Sharing Without Consent form",
    "Kent and Medway Domestic and Sexual Abuse Partnership",
    "Kent and Medway Information Sharing Agreement",
    "Kent Housing Reciprocal Agreement",
    "Kent Reciprocal Agreement",
    "Kent Support and Assistance Service",
    "Local Authority Designated Officer",
    "Management Transfer",
    "Multi-Agency Referral Form",
    "Multi-Agency Risk Assessment Conference",
    "Multi-Agency Safeguarding Hub",
    "National Domestic Abuse Helpline",
    "Neighbourhood Housing Manager",
    "Nominated Safeguarding Lead",
    "Nominated Safeguarding Leads",
    "Protection Against Stalking",
    "Safeguarding Adults",
    "Safeguarding Adults Policy",
    "Safeguarding and Equality",
    "Safeguarding Children",
    "Safeguarding Children Policy",
    "Safer Recruitment",
    "Sexual Assault Referral Centre",
    "Staffordshire County Council",
    "Stoke-on-Trent City Council",
    "Tenancy Management",
    "Tenancy Strategy",
    "Tenancy Support Team",
    "UK GDPR",
    "Vulnerable Tenant",
)
"""Names of laws, bodies, forms and posts. Each is measured as one short word: nobody can reword them."""

_NAME = re.compile("|".join(re.escape(name) for name in sorted(OFFICIAL_NAMES, key=len, reverse=True)))
_ADDRESS = re.compile(r"\b(?:https?://|www\.)\S+|\S+@\S+")
_PLACEHOLDER = re.compile(r"\{\w+\}")
_END = re.compile(r"(?<=[.!?])[”\"')]*\s+|\n+")

MEANINGS: Mapping[str, re.Pattern[str]] = {
    short: re.compile(meaning, re.IGNORECASE)
    for short, meaning in {
        "CDAP": r"community domestic abuse programme",
        "DAPN": r"domestic abuse protection notice",
        "DAPO": r"domestic abuse protection order",
        "DAVSS": r"domestic abuse volunteer support service",
        "DIAL": r"police risk assessment",
        "DSO": r"designated safeguarding officer",
        "DVPN": r"domestic violence protection notice",
        "DVPO": r"domestic violence protection order",
        "FGM": r"female genital mutilation",
        "GDPR": r"data protection",
        "IDVA": r"independent domestic (?:violence|abuse) advis[eo]r|specialist advis[eo]r",
        "ISVA": r"independent sexual violence advis[eo]r",
        "KIDAS": r"kent integrated domestic abuse service",
        "KSAS": r"kent support and assistance service",
        "LADO": r"local authority designated officer|designated officer of the local authority",
        "MARAC": r"multi-agency risk assessment conference|meeting where agencies|meeting of agencies",
        "MARF": r"multi-agency referral form",
        "MASH": r"multi-agency safeguarding hub",
        "MDAS": r"medway domestic abuse service",
        "SAFER": r"scheme for people who want to stay at home safely",
        "SARC": r"sexual assault referral centre",
        "TST": r"tenancy support team",
    }.items()
}
"""Abbreviations that are explained at their first use in a journey, and what counts as the meaning."""

_PAGE_TEXT = re.compile(r"^\s+\w+: \"(.+)\",?$")

_EVERYDAY = frozenset({"GP", "ID", "PIN", "TV", "UK"})
_ABBREVIATION = re.compile(r"\b([A-Z]{2,}?)s?\b")

_CLIENT = (
    r"(?:she|he|they|you|the (?:client|survivor|victim|resident|tenant|person|woman|man)|\{client\}"
    r"|(?:clients|survivors|victims|residents|tenants))"
)
_OBJECT = (
    r"(?:her|him|them|you|someone|anyone|people|the (?:client|survivor|victim|resident|tenant|person)"
    r"|\{client\}|a (?:client|survivor|victim|tenant)|clients|survivors|victims)"
)

BLAME = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"(?<!\w){_CLIENT} (?:also |still |now |only )?(?:alleges?|alleged|claims?|claimed|admits?|admitted)\b"
        r"(?! (?:benefits|universal|housing|homeless))",
        rf"(?<!\w){_CLIENT} (?:chose|chooses|choose) (?:him|her|to (?:stay|go|return|remain|live|put))\b",
        rf"(?<!\w){_CLIENT} (?:den(?:y|ies|ied)) (?:that |any |all |the |it|abuse|being)",
        r"\b(?:failed|fails|failing|refused|refuses|refusing) to (?:leave|engage|protect|cooperate|press|report)\b",
        r"\bwhy (?:(?:did|do|does|would|have|has)(?:n't|n’t)|(?:did|do|does|have|has) not) (?:you|she|he|they)\b",
        r"\bwhy (?:did|do|does|have|has) (?:you|she|he|they) (?:not |never |stay|go back|let|put|keep going)",
        r"\bwhy (?:she|he|they) (?:(?:did|do|does)(?:n't|n’t| not)|never) (?:leave|ring|call|report|tell|say|go|come)\b",
        r"\bshould(?:n't| not)? have (?:left|gone|told|said|known|stayed|reported|called|rung)\b",
        r"\bprovok\w+",
        r"\b(?:allow(?:s|ed|ing)?|let(?:s|ting)?) (?:him|her|them) (?:to )?(?:hit|hurt|back|come back|do|treat|carry on)\b",
        r"\ballowed (?:him|the abuse|it to)\b",
        r"\bput(?:s|ting)? up with\b",
        r"\b(?:toxic|volatile|stormy|turbulent|abusive) relationship\b",
        r"\blifestyle",
        r"\bfled to\b",
        r"\b(?:brought|bringing) (?:it|this) on\b|\basking for it\b|\bboth as bad\b|\bsix of one\b",
        r"\b(?:uncooperative|non-compliant|hard to help|time-?wast\w+|attention.seeking)\b",
        r"\b(?:domestic|domestics) (?:dispute|row|tiff|argument)s?\b",
    )
)
"""Words that put the abuse, or the failure to end it, down to the person who was abused."""

_QUOTED_TO_WARN = re.compile(
    r"\b(?:leave out words|avoid words"
    r"|(?:never|do not|don't|don’t|nobody|no one) (?:\w+ )?(?:asks?|says?|writes?|puts?|records?))\b[^.!?]*$",
    re.IGNORECASE,
)

_MODAL = (
    r"(?:should|must|needs? to|has to|have to|ha(?:s|ve) got to|ought to|had better|cannot|can't|can’t"
    r"|(?:is|are) (?:told|expected) to)"
)
_GO = (
    r"(?:leav(?:e|ing)|mov(?:e|ing) out|get(?:ting)? out|walk(?:ing)? out|go(?:ing)? back|return(?:ing)?"
    r"|stay(?:ing)?|remain(?:ing)?)"
)
_WITH_HIM = r"(?:him|her|home|the (?:home|house|flat|property|relationship|marriage)|your)"
_START = r"(?:^|[.!?:]\s+)(?:please |just |now |you )?"
_OTHER_SENSE = r"(?! (?:out|a message|anonymous|calm|in touch|safe|on the (?:line|phone)))"
_LEAVE_OR_STAY = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"(?<!\w){_CLIENT} (?:really |also |all |always )?{_MODAL}(?: not)? (?:now |first |just |really |then )?{_GO}\b"
        + _OTHER_SENSE,
        r"\b(?:tell|advise|urge|persuade|encourage|ask|press|pressure|push|make|convince|help)(?:s|ing)? "
        rf"{_OBJECT} (?:that (?:she|he|they) (?:should|must) )?(?:not )?(?:to )?{_GO}\b" + _OTHER_SENSE,
        rf"\b(?:recommend|suggest|advise) (?:that (?:she|he|they|you) )?{_GO}\b",
        rf"\bit (?:is|would be) (?:best|better|time|safer|safest|wise|right) (?:for \w+ )?to {_GO}\b",
        rf"\b(?:best|safest|right) (?:thing|choice|way|step)(?: to do)? is to {_GO}\b",
        rf"{_START}(?:leave|get away from|walk out on|move away from|get out of) {_WITH_HIM}\b(?! alone)",
        rf"{_START}(?:stay|remain|go back) (?:with (?:him|her)|at home|put|to (?:him|her)|in the (?:home|house|flat))\b",
        rf"{_START}(?:do not|don't|don’t|never) (?:leave|(?:go back|return) to|stay (?:with|in|at)) {_WITH_HIM}\b(?! alone)",
    )
)
_NEGATED = re.compile(
    r"\b(?:never|do not|don't|don’t|must not|nobody|no one|not to|without|rather than|whether)(?: \w+){0,3},? $",
    re.IGNORECASE,
)
_THEIR_WISH = re.compile(r"\bif (?:they|she|he) (?:want|wish|choose|decide)s? to \w+[^.!?]*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Said:
    """A text and where it stands: ``west-kent.actions.tell_police.text`` or ``bot/cli/main.py:40``."""

    place: str
    text: str

    def __str__(self) -> str:
        """The place and the start of the text, for a list of offenders."""
        return f"{self.place}: {' '.join(self.text.split())[:160]}"


@cache
def policies() -> tuple[Policy, ...]:
    """The policy of each organisation as at ``AS_AT``."""
    packs = YamlPolicies(ROOT / "packs")
    return tuple(packs.policy(org, AS_AT) for org in packs.organisations())


def _walk(value: object, place: str) -> Iterator[Said]:
    if dataclasses.is_dataclass(value):
        here = f"{place}.{name}" if isinstance(name := getattr(value, "id", None), str) else place
        for field in dataclasses.fields(value):
            part = getattr(value, field.name)
            if isinstance(part, str):
                if field.name in _SHOWN and part:
                    yield Said(f"{here}.{field.name}", part)
            elif field.name in _SHOWN_BY_KEY and isinstance(part, Mapping):
                yield from (Said(f"{here}.{field.name}.{key}", text) for key, text in part.items())
            else:
                yield from _walk(part, f"{here}.{field.name}")
    elif isinstance(value, Mapping):
        for part in value.values():
            yield from _walk(part, place)
    elif isinstance(value, tuple | list):
        for part in value:
            yield from _walk(part, place)


@cache
def said_by_packs() -> tuple[Said, ...]:
    """Every text of every organisation that a person is shown, each once, at the first place it stands."""
    first: dict[str, Said] = {}
    for policy in policies():
        for said in _walk(policy, policy.org):
            first.setdefault(said.text, said)
    return tuple(first.values())


def _docstrings(tree: ast.Module) -> set[int]:
    """The ids of the nodes that are a string by themselves: docstrings, and notes below a constant."""
    return {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}


def _literal(node: ast.AST) -> str | None:
    """The text of a string, with ``{it}`` for what is filled in when it is said; ``None`` for anything else."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        return "".join(_literal(part) or "{it}" for part in node.values)
    return None


def _raised(tree: ast.Module) -> set[int]:
    """The ids of the nodes given to an error of our own: worded for a person, whatever they begin with."""
    calls = (node.exc for node in ast.walk(tree) if isinstance(node, ast.Raise))
    return {
        id(argument)
        for call in calls
        if isinstance(call, ast.Call)
        and isinstance(call.func, ast.Name)
        and not hasattr(builtins, call.func.id)
        for argument in call.args
    }


def _parts(tree: ast.Module) -> set[int]:
    """The ids of the pieces of each string that has something filled in; the string itself is not one."""
    joined = [node for node in ast.walk(tree) if isinstance(node, ast.JoinedStr)]
    return {id(part) for whole in joined for part in ast.walk(whole) if part is not whole}


def _is_sentence(text: str) -> bool:
    return text[:1].isupper() and text.rstrip().endswith((".", "!", "?"))


def sentences_in(source: str, place: str) -> Iterator[Said]:
    """The strings of Python ``source`` that are said to a person, of four words or more.

    That is: what begins with a capital and ends as a sentence does, and what an error of our own is given.
    """
    tree = ast.parse(source)
    passed = _docstrings(tree) | _parts(tree)
    raised = _raised(tree)
    for node in ast.walk(tree):
        text = None if id(node) in passed else _literal(node)
        if text and len(text.split()) >= 4 and (_is_sentence(text) or id(node) in raised):
            yield Said(f"{place}:{node.lineno}", text)  # type: ignore[attr-defined]


@cache
def said_by_program() -> tuple[Said, ...]:
    """Every sentence that stands in the program's own code, and every string of the page."""
    page = ROOT / "web" / "strings.js"
    lines = enumerate(page.read_text(encoding="utf-8").splitlines(), start=1)
    shown = (
        Said(f"web/strings.js:{number}", text) for number, line in lines for text in _PAGE_TEXT.findall(line)
    )
    code = (
        said
        for path in modules("bot")
        for said in sentences_in((ROOT / path).read_text(encoding="utf-8"), str(path))
    )
    return (*code, *shown)


def measured(text: str) -> str:
    """The text as it is measured: a short word for each official name, address and placeholder."""
    return _PLACEHOLDER.sub("this", _ADDRESS.sub("page", _NAME.sub("Team", text)))


def sentences(text: str) -> list[str]:
    """The sentences of a text, official names and placeholders already short."""
    return [part.strip() for part in _END.split(measured(text)) if part and part.strip()]


def longest(text: str) -> int:
    """How many words its longest sentence has; 0 for an empty text."""
    return max((len(sentence.split()) for sentence in sentences(text)), default=0)


def reading_ease(text: str) -> float:
    """Flesch reading ease, about 0 (a statute) to 100 (a children's book)."""
    textstat.set_lang("en_US")
    return float(textstat.flesch_reading_ease(measured(text)))


def words(text: str) -> int:
    """How many words a text has as it is measured."""
    return len(measured(text).split())


def too_long(said: Iterable[Said], most: int = LONGEST_SENTENCE) -> list[Said]:
    """The texts with a sentence of more than ``most`` words."""
    return [one for one in said if longest(one.text) > most]


def hard_to_read(said: Iterable[Said]) -> list[Said]:
    """The texts of twenty words or more that fall below the floor."""
    return [one for one in said if words(one.text) >= EASE_FROM and reading_ease(one.text) < EASE_FLOOR]


def median_ease(said: Iterable[Said]) -> float:
    """The middle reading ease of the texts of eight words or more."""
    return statistics.median(reading_ease(one.text) for one in said if words(one.text) >= MEDIAN_FROM)


def blames(text: str) -> bool:
    """Whether a text blames the person who was abused, or doubts them in the choice of a verb.

    A sentence may quote such words to say that they are not to be used.
    """
    return any(
        not _QUOTED_TO_WARN.search(text[: found.start()])
        for pattern in BLAME
        for found in pattern.finditer(text)
    )


def says_leave_or_stay(text: str) -> bool:
    """Whether a text tells the client, or the practitioner, that the client is to leave or to stay.

    "Never tell anyone to leave" is allowed, as is help with what the client themselves wants: "If they want
    to stay, help them to stay".
    """
    return any(
        not _NEGATED.search(before := text[: found.start()])
        and not (found[0].lower().startswith("help") and _THEIR_WISH.search(before))
        for pattern in _LEAVE_OR_STAY
        for found in pattern.finditer(text)
    )


def _shown(question: Question) -> tuple[str, ...]:
    return (
        question.text,
        question.hint,
        question.why,
        *(choice.label for choice in question.choices),
        *(remark.text for remark in question.remarks),
    )


def abbreviations(text: str) -> list[str]:
    """The abbreviations of a text in order, each in the singular; everyday ones left out."""
    return [short for short in _ABBREVIATION.findall(text) if short not in _EVERYDAY]


def unexplained(journey: Journey, place: str) -> list[Said]:
    """Where an abbreviation is first used without its meaning in the same question or in its stage's intro."""
    met: set[str] = set()
    found = []
    for stage in journey.stages:
        for question in stage.questions:
            texts = (*((stage.intro,) if question is stage.questions[0] else ()), *_shown(question))
            together = " ".join(texts)
            for text in texts:
                for short in abbreviations(text):
                    if short in met:
                        continue
                    met.add(short)
                    if short not in MEANINGS or not MEANINGS[short].search(together):
                        found.append(Said(f"{place}.{question.id} ({short})", text))
    return found
