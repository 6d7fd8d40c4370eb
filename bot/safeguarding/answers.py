"""The four states of an answer, and whose words an entry holds."""

from enum import StrEnum


class Answer(StrEnum):
    """An answer to a closed question. Never a bool: not known and not asked are not no."""

    YES = "yes"
    NO = "no"
    NOT_KNOWN = "not_known"
    NOT_ASKED = "not_asked"


class Voice(StrEnum):
    """Whose words a free text is.

    ``exact``: the speaker's own words, as spoken. ``reported``: what was said, put in the practitioner's
    words. ``observation``: what the practitioner saw or heard. ``opinion``: what the practitioner thinks.
    Only ``exact`` words may ever stand in quotation marks.
    """

    EXACT = "exact"
    REPORTED = "reported"
    OBSERVATION = "observation"
    OPINION = "opinion"
