"""What may never get worse: how well messages are understood that nobody tuned a reader to."""

import pytest

from tests.evaluation.figures import FIGURES, Figures

UNSEEN = {
    "danger": {"recall": 0.97},
    "answers": {"right": 0.75},
    "voice": {"right": 0.9},
    "spots": {"recall": 0.8, "precision": 0.8, "status": 0.85, "strangulation": 0.9},
    "personal_data": {"recall": 0.9, "precision": 0.9},
}
CEILINGS = {
    "danger": {"false_alarms": 0.12},
    "answers": {"false": 0.01},
    "voice": {"false_quotes": 0.02},
}


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
