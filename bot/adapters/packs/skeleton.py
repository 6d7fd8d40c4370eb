"""A new pack to begin with: a folder that extends another and has no fault."""

import json
import re
import tempfile
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

from bot.adapters.packs.faults import FaultyPackError
from bot.adapters.packs.patterns import SLUG
from bot.adapters.packs.policies import YamlPolicies
from bot.safeguarding.errors import BadRequestError

_HEAD = """# The document that this pack puts into effect. Correct what stands here, then add a file a rule.
id: {org}
name: {name}
extends: {parent}
document:
  id: {org}
  title: {title}
  from: {from_}
owner: The policy's owner (a role, not a name)
organisation: true
"""
_TERMS = """# The organisation's own words. A key that is left out is said as the pack it extends says it.
id: terms
values:
  - from: {from_}
    source: {{document: {org}, paragraph: "terms"}}
    texts:
      client_word: {client}
"""
_TEST = """# What the policy must answer, worked out by hand from its paragraphs. Add one for every rule you add.
- name: Nothing asked is never standard
  obligation: []
  in: {answers: {}}
  out: {level: incomplete}
"""


def write_skeleton(packs_dir: Path, org: str, parent: str, from_: date, name: str = "") -> tuple[Path, ...]:
    """A sound pack for ``org`` in a folder of its own; its files. Nothing is written where it cannot be done.

    Raises BadRequestError where the name is not an id, is taken, or ``parent`` is no pack; FaultyPackError
    where the new pack would not be sound, because the pack it extends is not.
    """
    _refuse(packs_dir, org, parent)
    client = YamlPolicies(packs_dir).wording(parent, from_).get("client_word", "client")
    files = _files(org, parent, from_, name or org.replace("-", " ").title(), client)
    with tempfile.TemporaryDirectory(prefix=".new-", dir=packs_dir) as staging:
        _write(Path(staging) / org, files)
        _check(Path(staging), org, parent, packs_dir)
        (Path(staging) / org).rename(packs_dir / org)
    return tuple(packs_dir / org / file for file in files)


def _refuse(packs_dir: Path, org: str, parent: str) -> None:
    if not re.fullmatch(SLUG, org):
        raise BadRequestError(f"'{org}' can't be a pack's name: small letters and digits, joined by hyphens.")
    if (packs_dir / org).exists():
        raise BadRequestError(f"There is a pack '{org}' already. Nothing was written.")
    known = [pack.id for pack in YamlPolicies(packs_dir).summaries()]
    if parent not in known:
        raise BadRequestError(
            f"There is no pack '{parent}' to extend. There are: {', '.join(known) or 'none'}."
        )


def _files(org: str, parent: str, from_: date, name: str, client: str) -> Mapping[str, str]:
    quoted = {
        "name": json.dumps(name, ensure_ascii=False),
        "title": json.dumps(f"The domestic abuse policy of {name}", ensure_ascii=False),
    }
    head = _HEAD.format(org=org, parent=parent, from_=from_, **quoted)
    return {
        "pack.yml": head,
        "wording/terms.yml": _TERMS.format(
            org=org, from_=from_, client=json.dumps(client, ensure_ascii=False)
        ),
        "tests/first.yml": _TEST,
    }


def _write(folder: Path, files: Mapping[str, str]) -> None:
    for file, text in files.items():
        (folder / file).parent.mkdir(parents=True, exist_ok=True)
        (folder / file).write_text(text, encoding="utf-8")


def _check(staging: Path, org: str, parent: str, packs_dir: Path) -> None:
    """Reads the new pack beside the packs that it builds on, as it would be read in its place."""
    for pack in _line(parent, packs_dir):
        (staging / pack).symlink_to((packs_dir / pack).resolve(), target_is_directory=True)
    policies = YamlPolicies(staging)
    faults = (*policies.faults(), *policies.case_faults(org))
    if faults:
        raise FaultyPackError(faults)


def _line(parent: str, packs_dir: Path) -> Iterator[str]:
    yield parent
    yield from next(pack.extends for pack in YamlPolicies(packs_dir).summaries() if pack.id == parent)
