"""What may stand in a stage file of the journey."""

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import Field, StringConstraints, create_model

from bot.adapters.packs.patterns import KEY
from bot.adapters.packs.schemas import SourceText, Strict, Text, When
from bot.safeguarding.conditions import ALWAYS

Key = Annotated[str, StringConstraints(pattern=KEY)]
StageName = Literal[
    "opening", "safe_contact", "curiosity", "account", "history", "dash", "judgement", "children",
    "adult_needs", "alleged_perpetrator", "wishes", "consent", "safety_plan", "check_answers", "actions",
]  # fmt: skip
KindName = Literal[
    "choice",
    "yes_no",
    "checklist",
    "words",
    "text",
    "number",
    "date",
    "notice",
    "finding",
    "review",
    "actions",
]


class ChoiceText(Strict):
    """A closed answer."""

    value: Text
    label: Text
    also: list[Text] = Field(default_factory=list)


class RemarkText(Strict):
    """Something to say after an answer."""

    when: When
    say: Text
    urgent: bool = False


class GroupText(Strict):
    """A run of questions asked once for each member."""

    label: Text
    opens_when: When = ALWAYS
    members: dict[str, Text] = Field(default_factory=dict)
    member_when: dict[str, When] = Field(default_factory=dict)


class QuestionText(Strict):
    """One question, as ``bot.safeguarding.journey.Question`` describes it."""

    id: Key
    kind: KindName
    label: Text
    text: Text
    why: Text
    source: SourceText
    choices: list[ChoiceText] = Field(default_factory=list)
    ask_when: When = ALWAYS
    remarks: list[RemarkText] = Field(default_factory=list)
    voice: Literal["exact", "reported", "observation", "opinion"] | None = None
    speaker: str = "client"
    many: bool = False
    may_skip: bool = True
    group: str | None = None
    instrument_item: int | None = None
    hint: str = ""
    lowest: int | None = None
    highest: int | None = None


class AddedText(QuestionText):
    """A question that a pack adds after another."""

    after: Key


def _overriding() -> Any:
    fields: dict[str, Any] = {
        name: (field.rebuild_annotation() | None, None)
        for name, field in QuestionText.model_fields.items()
        if name != "id"
    }
    return create_model("OverrideText", __base__=Strict, id=(Key, ...), **fields)


OverrideText: Any = _overriding()


class StageText(Strict):
    """A stage file. A pack that extends another may give changes alone."""

    stage: StageName
    title: Text | None = None
    intro: str | None = None
    from_: date = Field(alias="from")
    groups: dict[str, GroupText] = Field(default_factory=dict)
    questions: list[QuestionText] = Field(default_factory=list)
    override: list[OverrideText] = Field(default_factory=list)
    add: list[AddedText] = Field(default_factory=list)
    remove: list[Key] = Field(default_factory=list)
