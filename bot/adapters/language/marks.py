"""From which share on a text is asked about, found at training: a share means something else after each training."""

from collections.abc import Mapping, Sequence

import numpy as np

FOLDS = 3
HARDLY, WHOLE, PART = "hardly", "whole", "part"
ACCOUNT, ACCOUNT_PART, FIELD = "account", "account_part", "field"

HEARD: Mapping[str, float] = {
    HARDLY: 0.97,
    WHOLE: 0.94,
    PART: 0.7,
    ACCOUNT: 0.79,
    ACCOUNT_PART: 0.62,
    FIELD: 0.5,
}
"""How many of the dangers that were held out reach each mark.

``WHOLE``: a message. ``PART``: a clause of a longer one, of which there are many to be wrong about. ``ACCOUNT`` and
``ACCOUNT_PART``: the same where an account is told, which is full of past danger. ``FIELD``: a name, a time or a
place that was asked for. ``HARDLY``: below it not even a phrase of the packs counts. Whole families of sentences are
held out, written to look like ordinary ones: 0.94 of those is more than 0.98 of what people send.
"""


def marks_at(shares: Sequence[float]) -> dict[str, float]:
    """The highest share that is reached by as many of ``shares`` as each mark asks for; none where there are none."""
    if not shares:
        return {}
    ordered = np.sort(np.asarray(shares))[::-1]
    return {name: float(ordered[int(np.ceil(part * len(ordered))) - 1]) for name, part in HEARD.items()}
