"""The spaCy pipeline that the readers use: blank English, or the installed one that the settings name."""

from typing import TYPE_CHECKING

from bot.adapters.language.grammar import what_is_lost as lost_without_parser
from bot.safeguarding.errors import BadRequestError

if TYPE_CHECKING:
    from spacy.language import Language as Pipeline
    from spacy.tokens import Doc

_NO_NAMES = (
    "Names are found by a list of first names, titles and what stands before them: a rare name in the middle of a "
    "sentence may be missed."
)


def pipeline_of(spacy_model: str | None) -> "Pipeline":
    """The pipeline. Raises BadRequestError where the one named is not installed or cannot be loaded."""
    import spacy

    if spacy_model is None:
        return spacy.blank("en")
    try:
        return spacy.load(spacy_model)
    except (OSError, ValueError, ImportError):
        raise BadRequestError(
            f"HEARD_SPACY_MODEL names {spacy_model}, which is not installed or not for this spaCy. Install it, or "
            "leave the setting out."
        ) from None


def what_is_lost(pipeline: "Pipeline") -> tuple[str, ...]:
    """What cannot be told with this pipeline, a plain sentence each."""
    return (*lost_without_parser(pipeline), *(() if names(pipeline) else (_NO_NAMES,)))


def names(pipeline: "Pipeline") -> bool:
    """Whether the pipeline finds the names of people."""
    return "ner" in pipeline.pipe_names


def people_in(parsed: "Doc") -> tuple[tuple[int, int], ...]:
    """The characters of each person's name that the pipeline found."""
    return tuple((one.start_char, one.end_char) for one in parsed.ents if one.label_ in ("PERSON", "PER"))
