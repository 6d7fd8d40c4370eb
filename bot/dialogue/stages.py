"""The stages and which follows which, as ``domain.yml`` and ``data/stories/journey.yml`` have them."""

STAGES = (
    "opening", "safe_contact", "curiosity", "account", "history", "dash", "judgement", "children",
    "adult_needs", "alleged_perpetrator", "wishes", "consent", "safety_plan", "check_answers", "actions",
)  # fmt: skip
ENDED = "ended"


def is_edge(stage: str, following: str) -> bool:
    """Whether a rule leads from ``stage`` to ``following``: the next stage, or the end."""
    return following == ENDED or (STAGES.index(stage) + 1, following) in enumerate(STAGES)


def standing(stage: str | None) -> str:
    """The stage whose form takes the next message: the opening where a conversation is new or has ended."""
    return stage if stage in STAGES else STAGES[0]


def form_of(stage: str) -> str:
    """The name of the form of a stage."""
    return f"{stage}_form"
