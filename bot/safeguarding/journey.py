"""The journey: stages, and the questions of each, as a pack writes them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

from bot.safeguarding.answers import Voice
from bot.safeguarding.conditions import ALWAYS, Condition
from bot.safeguarding.sources import Source


class Kind(StrEnum):
    """How a question is answered.

    ``choice``: one of its choices. ``yes_no``: yes, no or not known. ``checklist``: any number of its
    choices, one tick a message, ended by "done". ``words``: free text with a voice. ``text``: a short free
    text (a name, a number to ring). ``number``. ``date``. ``notice``: something said, that the practitioner
    acknowledges. ``finding``, ``review``, ``actions``: a text that the core works out, then acknowledged.
    """

    CHOICE = "choice"
    YES_NO = "yes_no"
    CHECKLIST = "checklist"
    WORDS = "words"
    TEXT = "text"
    NUMBER = "number"
    DATE = "date"
    NOTICE = "notice"
    FINDING = "finding"
    REVIEW = "review"
    ACTIONS = "actions"


@dataclass(frozen=True, slots=True)
class Choice:
    """A closed answer: its value in the record, its label on the button, and words that mean the same."""

    value: str
    label: str
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Remark:
    """Something to say once ``when`` holds after the answer was recorded. ``urgent`` goes first."""

    when: Condition
    text: str
    urgent: bool = False


@dataclass(frozen=True, slots=True)
class Question:
    """One question.

    ``id`` is the key of the answer; inside a group the key is ``<group>.<n>.<rest>`` and ``id`` is
    ``<group>.<rest>``. ``label`` is its short name on a list of answers. ``why`` says in one or two
    sentences why it is asked; ``source`` is the paragraph. ``many`` lets a ``words`` question take message
    after message until "that's all". ``may_skip`` says whether it can be left without an answer.
    ``instrument_item`` is the number in the instrument, where it is one of its items.
    """

    id: str
    stage: str
    kind: Kind
    text: str
    label: str
    why: str
    source: Source
    choices: tuple[Choice, ...] = ()
    ask_when: Condition = ALWAYS
    remarks: tuple[Remark, ...] = ()
    voice: Voice | None = None
    speaker: str = "client"
    many: bool = False
    may_skip: bool = True
    group: str | None = None
    instrument_item: int | None = None
    hint: str = ""
    lowest: int | None = None
    highest: int | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """A run of questions asked once for each member: a child, an alleged perpetrator, a recipient.

    ``members`` are fixed ids with their labels (housing options), or empty, in which case members are numbered from 1 and
    another follows while ``<group>.<n>.another`` is yes. ``opens_when`` says whether there is a first.
    ``member_when`` narrows fixed members: the condition under which each is asked about.
    """

    id: str
    label: str
    opens_when: Condition = ALWAYS
    members: Mapping[str, str] = field(default_factory=dict)
    member_when: Mapping[str, Condition] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Stage:
    """A part of the journey, in the order of the journey's stages."""

    id: str
    title: str
    intro: str
    questions: tuple[Question, ...]


@dataclass(frozen=True, slots=True)
class Journey:
    """The whole assessment: stages in order, the groups their questions belong to, and every question by its id."""

    stages: tuple[Stage, ...]
    groups: Mapping[str, Group]
    by_id: Mapping[str, Question] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Find each question once."""
        found = {question.id: question for stage in self.stages for question in stage.questions}
        object.__setattr__(self, "by_id", MappingProxyType(found))
