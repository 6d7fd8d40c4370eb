"""The supported install: what the lock holds and what it leaves out."""

import shutil
import subprocess
import tomllib
from importlib.metadata import PackageNotFoundError, version

import pytest

from tests.repository.tree import ROOT


def test_tensorflow_is_not_installed() -> None:
    with pytest.raises(PackageNotFoundError):
        version("tensorflow")


def test_what_is_installed_is_what_the_lock_names() -> None:
    lock = tomllib.loads((ROOT / "uv.lock").read_text(encoding="utf-8"))
    locked = {package["name"]: package["version"] for package in lock["package"]}
    for name in ("rasa", "rasa-sdk", "spacy", "sqlalchemy", "pydantic", "starlette", "docxtpl"):
        assert version(name) == locked[name]


def test_the_lock_is_in_step_with_the_project() -> None:
    uv = shutil.which("uv") or str(ROOT / ".uv-bootstrap/bin/uv")
    if not shutil.which(uv):
        pytest.skip(
            "uv is not on this machine's path; make installs from the lock with --locked, which checks it"
        )
    checked = subprocess.run(
        [uv, "lock", "--check", "--offline"], cwd=ROOT, check=False, capture_output=True, text=True
    )
    if "offline" in checked.stderr.lower() or "cache" in checked.stderr.lower():
        pytest.skip("uv has no cached metadata here; make installs with --locked, which checks the lock")
    assert checked.returncode == 0, checked.stderr
