"""What may never get worse: how well messages are understood that nobody tuned a reader to."""

import pytest

from tests.evaluation.figures import FIGURES, Figures

UNSEEN = {
    "danger": {"recall": 0.97},
    "danger_daily": {"recall": 0.97},
    "answers": {"right": 0.85},
    "voice": {"right": 0.92},
    "spots": {"recall": 0.78, "precision": 0.74, "status": 0.9, "strangulation": 0.86},
    "personal_data": {"recall": 0.95, "precision": 0.95},
    "advice": {"top1": 0.85, "top3": 0.95, "none_said": 0.77, "danger_first": 0.9},
}
CEILINGS = {
    "danger": {"false_alarms": 0.11},
    "danger_daily": {"false_alarms": 0.09},
    "answers": {"false": 0.005},
    "voice": {"false_quotes": 0.02},
}
"""Half of the first set's ordinary messages were written to look like danger; the daily ones are in natural proportions."""


@pytest.fixture(scope="module", params=list(UNSEEN))
def measured(request: pytest.FixtureRequest) -> tuple[str, Figures]:
    return request.param, FIGURES[request.param]("unseen")


def test_every_floor_is_held(measured: tuple[str, Figures]) -> None:
    name, figures = measured
    low = {share: figures[share] for share, floor in UNSEEN[name].items() if figures[share] < floor}
    assert not low, f"{name}: {figures}"


def test_every_ceiling_is_held(measured: tuple[str, Figures]) -> None:
    name, figures = measured
    high = {share: figures[share] for share, top in CEILINGS.get(name, {}).items() if figures[share] > top}
    assert not high, f"{name}: {figures}"
