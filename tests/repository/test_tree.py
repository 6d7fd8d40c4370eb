"""What may stand in this repository, and where."""

import re
import subprocess
from pathlib import Path

import pytest

from tests.repository.tree import ROOT, modules, texts, tracked

_NAMES_THAT_SAY_NOTHING = frozenset("utils helpers common misc manager base".split())
_STAY_OUT = re.compile(
    r"(?:\.(?:db|db-wal|db-shm|sqlite3?|log|pem|tar\.gz|key)|(?:^|/)\.env|(?:^|/)key\.json)$"
)
_ONE_MACHINES_PATH = re.compile(r"(?<![\w.$}/-])/(?:work|root|home/\w+|Users/\w+|farm)/[\w.]")
_THIS_TEST = Path("tests/repository/test_tree.py")


def test_no_module_has_a_name_that_says_nothing() -> None:
    assert [path for path in tracked() if path.suffix == ".py" and path.stem in _NAMES_THAT_SAY_NOTHING] == []


def test_no_record_no_key_no_log_and_no_trained_model_is_tracked() -> None:
    assert [path for path in tracked() if _STAY_OUT.search(str(path)) or path.parts[0] == "models"] == []


def test_no_module_of_the_program_has_300_lines() -> None:
    long = {str(path): len((ROOT / path).read_text(encoding="utf-8").splitlines()) for path in modules("bot")}
    assert {path: lines for path, lines in long.items() if lines >= 300} == {}


def test_rasas_domain_has_at_most_200_lines() -> None:
    assert len((ROOT / "domain.yml").read_text(encoding="utf-8").splitlines()) <= 200


def test_no_file_names_a_path_of_one_machine() -> None:
    assert [
        path for path, text in texts().items() if path != _THIS_TEST and _ONE_MACHINES_PATH.search(text)
    ] == []


def test_no_pack_names_a_person() -> None:
    """A member of staff is a role and an extension in a pack: no courtesy title, no personal mailbox (a team's is named)."""
    person = re.compile(
        r"\b(?:Mr|Mrs|Ms|Miss|Mx|Dr)\.? [A-Z][a-z]|\b(?!community\.safety|are\.unhappy)[a-z]+\.[a-z]+@"
    )
    assert [path for path, text in texts().items() if path.parts[0] == "packs" and person.search(text)] == []


def test_the_licence_is_apache_2_everywhere_it_is_named() -> None:
    files = texts()
    assert "Apache License" in files[Path("LICENSE")]
    assert 'license = "Apache-2.0"' in files[Path("pyproject.toml")]
    assert "license: Apache-2.0" in files[Path("publiccode.yml")]


def test_packs_hold_no_code() -> None:
    assert [path for path in tracked() if path.parts[0] == "packs" and path.suffix != ".yml"] == []


def test_no_todo_was_left() -> None:
    left = re.compile(r"\b(?:TODO|FIXME|XXX)\b")
    assert [
        path for path in modules("bot", "tests") if path != _THIS_TEST and left.search(texts()[path])
    ] == []


@pytest.mark.parametrize(
    "script", [".ci/run", "scripts/find-uv", "scripts/find-python", "scripts/validate-rasa-data"]
)
def test_each_script_can_be_run_and_is_valid_shell(script: str) -> None:
    assert (ROOT / script).stat().st_mode & 0o111
    assert subprocess.run(["bash", "-n", script], cwd=ROOT, check=False).returncode == 0
