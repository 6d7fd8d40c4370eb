"""A question of a pack's own tests that lost its answer is a fault at its line."""

import shutil
from pathlib import Path

import pytest

from bot.adapters.packs import YamlPolicies

PACKS = Path(__file__).parents[3] / "packs"
FIRST = "entry: dso}"


@pytest.mark.parametrize(
    ("instead", "part"),
    [
        ("entry: refuge}", "found the entry 'dso' to"),
        ('entry: null}', "allowed: no answer"),
    ],
)  # fmt: skip
def test_a_question_that_lost_its_answer_is_a_fault(tmp_path: Path, instead: str, part: str) -> None:
    packs = Path(shutil.copytree(PACKS, tmp_path / "packs"))
    file = packs / "sevenoaks-dc" / "tests" / "questions.yml"
    file.write_text(file.read_text("utf-8").replace(FIRST, instead, 1), "utf-8")
    faults = [str(fault) for fault in YamlPolicies(packs).case_faults("sevenoaks-dc")]
    assert len(faults) == 1 and part in faults[0]
    assert faults[0].startswith("sevenoaks-dc/tests/questions.yml:2:")
