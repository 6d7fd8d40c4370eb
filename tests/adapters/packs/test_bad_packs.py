"""Real packs, each spoilt in one way a tired person might: every fault is found at its line, with what to do.

A mutation changes a text of one file. ``at`` is what stands on the line that the fault must name, once the
file is spoilt; ``found`` and ``do`` are parts of what is said. Only the spoilt pack is read anew.
"""

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from bot.adapters.packs import Fault, YamlPolicies, policies
from bot.adapters.packs.folders import Pack, read_head, read_pack

PACKS = Path(__file__).parents[3] / "packs"
ORG = "sevenoaks-dc"


@dataclass(frozen=True)
class Bad:
    """One way to spoil a file: ``old`` becomes ``new``, once."""

    file: str
    old: str
    new: str
    at: str
    found: str
    do: str

    @property
    def pack(self) -> str:
        return self.file.split("/", 1)[0]

    @property
    def org(self) -> str:
        """The organisation whose chain the spoilt pack is in."""
        return ORG if self.pack in ("england-and-wales", "kent-medway") else self.pack


STRANGULATION = "sevenoaks-dc/criteria/non_fatal_strangulation.yml"
COUNT = "sevenoaks-dc/criteria/visible_high_risk.yml"
REPEAT = "sevenoaks-dc/repeat/repeat.yml"
CHILDREN = "sevenoaks-dc/referrals/children.yml"
LADO = "sevenoaks-dc/referrals/lado.yml"
MARAC = "sevenoaks-dc/referrals/marac.yml"
SHARING = "sevenoaks-dc/sharing/marac.yml"
DAVSS = "sevenoaks-dc/contacts/davss.yml"
LOOK_AHEAD = "sevenoaks-dc/contacts/look-ahead.yml"
FRONT_DOOR = "stoke-on-trent/contacts/stoke-front-door.yml"
GALOP = "england-and-wales/contacts/galop.yml"
OLD_GALOP = "england-and-wales/contacts/galop-old-number.yml"
ADVICE = "sevenoaks-dc/advice/davss.yml"
FIFTH_AND_MORE = "".join(
    line
    for line in (PACKS / ADVICE).read_text("utf-8").splitlines(keepends=True)
    if line.startswith("      - ")
).split("\n", 4)[4]
"""The ways of asking of ``ADVICE`` after the fourth."""
TESTS = "sevenoaks-dc/tests/marac.yml"
ASKED = "england-and-wales/journey/02-safe-contact.yml"
CHILD_STAGE = "england-and-wales/journey/08-children.yml"
ACTIONS_STAGE = "sevenoaks-dc/journey/15-actions.yml"
DSO = "sevenoaks-dc/actions/dso.yml"
DASH = "west-kent/actions/dash.yml"

BAD = {
    # YAML, before any rule is read
    "a bare yes": Bad(STRANGULATION, '"yes"', "yes", "dash_15:", "a bare yes", "quote it"),
    "a bare no": Bad(ASKED, "{contact.method: none}", "{contact.method: no}", "contact.method: no}",
        "a bare no", "quote it"),
    "a truth value for an answer": Bad(STRANGULATION, '"yes"', "true", "dash_15:", "a bare true",
        "quoted"),
    "a key given twice": Bad(REPEAT, "months: 12", "months: 12\n    months: 24", "months: 24", "'months' twice",
        "keep one of the two"),
    "a tab for indentation": Bad(REPEAT, "    months", "\tmonths", "\tmonths", "a tab at the start", "put spaces"),
    "a bracket left open": Bad(COUNT, "{at_least: {yes_answers: 14}}", "{at_least: {yes_answers: 14}", "reason:",
        "did not find expected ',' or '}'", "correct the line or the one above"),
    "an empty file": Bad(REPEAT, "*", "", "", "an empty file", "write the rule, or delete the file"),
    "a comment and nothing else": Bad(REPEAT, "*", "# to be written\n", "", "an empty file", "write the rule"),
    "an anchor used again": Bad(LADO, '{any.perpetrator.trust: "yes"}', '&a {any.perpetrator.trust: "yes"}\n    within: *a',
        "within:", "an anchor used again", "write the value out"),
    "a tag of a programming language": Bad(REPEAT, "months: 12", "months: !!python/name:x 12", "months:",
        "the tag", "remove the tag"),
    "a date that does not exist": Bad(REPEAT, "2026-05-01", "2026-02-30", "2026-02-30",
        "2026-02-30, which does not exist", "correct it"),
    # the shape of a rule
    "a date in words": Bad(REPEAT, "2026-05-01", "May 2026", "May 2026", "'May 2026'", "correct it"),
    "an unknown key": Bad(REPEAT, "months: 12", "monts: 12", "monts", "the unknown key 'monts'", "write 'months'"),
    "a value without its source": Bad(REPEAT, '    source: {document: sevenoaks-dc, paragraph: "2.5"}\n', "",
        "- from", "no 'source'", "add it"),
    "a source without its paragraph": Bad(REPEAT, ', paragraph: "2.5"', "", "source:", "no 'paragraph'", "add it"),
    "an action that nobody owns": Bad(DSO, "    owner: You\n", "", "- from", "no 'owner'", "add it"),
    "a count in words": Bad(REPEAT, "months: 12", "months: twelve", "months", "'twelve'", "correct it"),
    "a count below nothing": Bad(DASH, "count: 5", "count: -5", "within:", "'-5'; allowed: 1 or more", "correct it"),
    "a unit of time that does not exist": Bad(DASH, "unit: working_days", "unit: working_day", "within:",
        "'working_day'", "write 'working_days'"),
    "a limit without a unit": Bad(DASH, ", unit: working_days", "", "within:", "no 'unit'", "add it"),
    "an empty list of answers": Bad(STRANGULATION, 'dash_15: "yes"', "dash_15: []", "dash_15", "an empty list",
        "write the values"),
    "a number in quotation marks in at_least": Bad(COUNT, "yes_answers: 14", 'yes_answers: "14"', "at_least",
        "'14'; allowed: a whole number", "without quotation marks"),
    "an id that is not the file's name": Bad(REPEAT, "id: repeat", "id: repeats", "id:", "'repeats'", "rename one"),
    "an id with a capital": Bad(REPEAT, "id: repeat", "id: Repeat", "id:", "small letters and digits", "correct it"),
    "values out of order": Bad(REPEAT, "*end", '  - from: 2025-01-01\n    source: {document: sevenoaks-dc, '
        'paragraph: "2.5"}\n    months: 12\n    text: Repeat\n', "from: 2025", "2025-01-01 after 2026-05-01",
        "put them in order"),
    # policy: nothing gets looser unseen
    "a threshold loosened without approval": Bad(COUNT, "14", "16", "threshold: 16",
        "a threshold of 16 in place of 14, which is looser than england-and-wales", "add approved_by"),
    "a threshold changed in one place alone": Bad(COUNT, "threshold: 14", "threshold: 12", "threshold: 12",
        "a threshold of 12 with 14 under at_least", "correct one of them"),
    "a repeat window shortened without approval": Bad(REPEAT, "months: 12", "months: 6", "months: 6",
        "a repeat window of 6 months in place of 12", "add approved_by"),
    "a required referral dropped without approval": Bad(LADO, '    required_when: {any.perpetrator.trust: "yes"}\n',
        '    required_when: {any_of: []}\n', "required_when", "a required referral dropped", "add approved_by"),
    "consent dropped without approval": Bad("sevenoaks-dc/sharing/specialist.yml", "consent_only: true",
        "consent_only: false", "consent_only", "consent no longer needed", "add approved_by"),
    "a rule ended without approval": Bad("sevenoaks-dc/actions/wellbeing.yml", "*", "id: wellbeing\nvalues:\n"
        "  - from: 2026-05-01\n    source: {document: sevenoaks-dc, paragraph: Appendix C}\n    ends: true\n",
        "ends: true", "the rule ended", "add approved_by"),
    "a later value that allows more time": Bad(DASH, "*end", "  - from: 2027-01-01\n    source: {document: west-kent, "
        'paragraph: "4"}\n    text: Finish it\n    owner: Case lead\n    when: {at_least: {unanswered: 1}}\n'
        "    within: {count: 9, unit: working_days}\n", "count: 9",
        "a deadline of 9 working days in place of 5 working days", "add approved_by"),
    "an approval without its role": Bad(COUNT, "    threshold: 14", "    approved_by: {on: 2026-06-01}\n    threshold: 14",
        "approved_by", "no 'role'", "add it"),
    "sharing without consent and without a gateway": Bad(SHARING, "*", "id: marac\nvalues:\n  - from: 2026-05-01\n"
        '    source: {document: sevenoaks-dc, paragraph: "0.6"}\n    without_consent_when: {refer: must}\n'
        "    shared: The Dash\n", "without_consent_when", "without a gateway", "add gateways"),
    # what one rule says of another
    "a gateway that does not exist": Bad(SHARING, "vital_interests", "vital_interest", "gateways",
        "'vital_interest', which is not among gateways", "write 'vital_interests'"),
    "a referral template that does not exist": Bad(MARAC, "template: marac-referral", "template: marac-referal",
        "template", "'marac-referal', which is not among documents", "write 'marac-referral'"),
    "an answer that resolves and is never asked": Bad(DSO, "actions.dso_at", "actions.dso_att", "resolved_by",
        "the unknown fact 'actions.dso_att'", "write 'actions.dso_at'"),
    "an unknown fact, deep in a condition": Bad(CHILDREN, "children.unborn", "children.unbron", "children.unbron",
        "the unknown fact 'children.unbron'", "write 'children.unborn'"),
    "a value that a fact never has": Bad(CHILDREN, "any.child.harm: not_known", "any.child.harm: unknown",
        "any.child.harm: unknown", "'unknown', which any.child.harm is never", "write 'not_known'"),
    "an unknown document": Bad(REPEAT, "document: sevenoaks-dc", "document: sevenoaks", "source:",
        "the unknown document 'sevenoaks'", "name it under cites in pack.yml"),
    "an unknown placeholder": Bad(CHILDREN, "{case_system}", "{case_systm}", "how:",
        "the unknown placeholder {case_systm}", "write 'case_system'"),
    "a recipient that does not exist": Bad(LADO, "id: lado", "id: lados", "id:", "'lados'",
        "rename one"),
    "an item that the instrument does not have": Bad(STRANGULATION, "could: [15]", "could: [25]", "could", "item 25",
        "correct it"),
    "an advice entry with four ways of asking": Bad(ADVICE, FIFTH_AND_MORE, "", "asks:", "a list of 4; allowed: 5 or more",
        "correct it"),
    "an advice entry that names no contact there is": Bad(ADVICE, "contacts: [davss]", "contacts: [davs]", "contacts",
        "'davs', which is not among contacts", "write 'davss'"),
    "the same way of asking twice": Bad(ADVICE, "what is DAVSS", "How do I refer to DAVSS", "How do I", "twice",
        "ask it differently"),
    "an advice entry without its source": Bad(ADVICE, '    source: {document: sevenoaks-dc, paragraph: "2.7"}\n', "",
        "- from", "no 'source'", "add it"),
    "a word of the organisation's under a misspelt key": Bad("sevenoaks-dc/wording/terms.yml", "case_system:",
        "case_sytem:", "case_sytem", "the unknown wording 'case_sytem'", "write 'case_system'"),
    # contacts
    "a dead contact without a successor": Bad(GALOP, "status: confirmed", "status: blocked", "status",
        "a blocked contact without a successor", "add successor"),
    "a dead contact that leads to a dead one": Bad(OLD_GALOP, "successor: galop", "successor: karma-nirvana-old-number",
        "successor", "which is blocked itself", "name a contact that answers"),
    "a successor that does not exist": Bad(OLD_GALOP, "successor: galop", "successor: gallop", "successor",
        "'gallop', which is not among contacts", "write 'galop'"),
    "a contact in doubt that does not say why": Bad(LOOK_AHEAD, "    doubt: ", "    says: ", "status",
        "a contact in doubt without its doubt", "add doubt"),
    "a contact without a status": Bad(DAVSS, "    status: not_rechecked\n", "", "- from", "no 'status'", "add it"),
    "a contact whom nothing reaches": Bad(DAVSS, "    phone: 01892 870538\n", "", "- from", "no way to reach it", "add one"),
    "a line without hours": Bad(FRONT_DOOR, "*hours", "", "- from",
        "a line without its hours", "add one"),
    "hours that close before they open": Bad(FRONT_DOOR, 'closes: "16:30"', 'closes: "06:30"', "06:30",
        "hours that open at 08:30 and close at 06:30", "hours over midnight are two lines"),
    "a day that does not exist": Bad(FRONT_DOOR, "[fri]", "[friday]", "friday", "'friday'", "write 'fri'"),
    "a time that does not exist": Bad(FRONT_DOOR, '"16:30"', '"25:30"', "25:30", "a time such as 09:00", "correct it"),
    "hours beside day and night": Bad(FRONT_DOOR, "    status:", "    always: true\n    status:", "    hours:",
        "hours beside a word that contradicts them", "keep one of the two"),
    # the journey
    "a stage that does not exist": Bad(ASKED, "stage: safe_contact", "stage: safe_contacts", "stage:", "'safe_contacts'",
        "write 'safe_contact'"),
    "a stage in another stage's file": Bad("kent-medway/journey/08-children.yml", "*", "stage: wishes\nfrom: 2021-10-01\n",
        "stage:", "the stage 'wishes' in 08-children.yml", "rename the file"),
    "a question's id twice in a stage": Bad(ASKED, "id: contact.times", "id: contact.number", "*again", "'contact.number' again",
        "use override"),
    "a question's id in two stages": Bad(CHILD_STAGE, "id: child.age", "id: contact.number", "id: contact.number",
        "'contact.number' again, after", "correct or remove it"),
    "a change to a question that is not there": Bad(ACTIONS_STAGE, "id: actions.wellbeing", "id: actions.wellness",
        "actions.wellness", "the unknown question 'actions.wellness'", "name a question of this stage"),
    "a remark that says nothing": Bad(ASKED, "        say: Then nobody is to contact them. Agree when they will come to you,"
        " and fix it before they go.\n", "", "- when: {contact.method: none}", "no 'say'", "add it"),
    "a remark with empty words": Bad("sevenoaks-dc/journey/08-children.yml", "say: If you are not sure, ask a Designated "
        "Safeguarding Officer or Children's Services today. You can ask without giving a name.", 'say: ""', 'say: ""',
        "''; allowed: text that is not empty", "correct it"),
    "a group that does not exist": Bad(CHILD_STAGE, "group: child\n    kind: text\n    label: Child's name",
        "group: children\n    kind: text\n    label: Child's name", "group: children", "the unknown group 'children'",
        "write 'child'"),
    "a kind of question that does not exist": Bad(CHILD_STAGE, "kind: yes_no\n    label: Any children", "kind: yesno\n"
        "    label: Any children", "kind: yesno", "'yesno'", "write 'yes_no'"),
    "the same choice twice": Bad(ASKED, "{value: text, label: Text message", "{value: phone, label: Text message",
        "label: Text message", "the choice 'phone' twice", "rename or remove one"),
    "a lowest number above the highest": Bad(CHILD_STAGE, "lowest: 0", "lowest: 30", "lowest: 30",
        "lowest 30 above highest 25", "correct one of them"),
    # the pack itself
    "packs that extend each other": Bad("england-and-wales/pack.yml", "document:", "extends: sevenoaks-dc\ndocument:",
        "extends", "which comes back to this pack", "break the circle"),
    "a pack that extends none there is": Bad("sevenoaks-dc/pack.yml", "extends: kent-medway", "extends: kent", "extends",
        "the unknown pack 'kent'", "add the pack"),
    "a pack with another folder's name": Bad("sevenoaks-dc/pack.yml", "id: sevenoaks-dc\nname", "id: sevenoaks\nname",
        "id: sevenoaks", "'sevenoaks'", "rename one"),
    "a pack without an owner": Bad("sevenoaks-dc/pack.yml", "owner:", "owners:", "owners", "the unknown key 'owners'",
        "write 'owner'"),
    "a file that is not read": Bad("sevenoaks-dc/repeat/notes.txt", "*", "x", "", "the file 'notes.txt'", "rename it"),
    "a rule outside its kind's folder": Bad("sevenoaks-dc/repeat.yml", "*", "id: repeat\n", "",
        "the file 'repeat.yml' where no file is read", "move it"),
    "a folder that is no kind": Bad("sevenoaks-dc/contact/davss.yml", "*", "id: davss\n", "", "the folder 'contact'",
        "write 'contacts'"),
    "one id in two files": Bad("england-and-wales/spots/05.yml", "id: dash-5", "id: dash-4", "id: dash-4", "'dash-4' again, after",
        "rename one"),
    # the pack's own tests
    "a pack test with an unknown key": Bad(TESTS, "  rest: \"no\"\n", '  rests: "no"\n', "rests",
        "the unknown key 'rests'", "write 'rest'"),
    "a pack test that no longer holds": Bad(TESTS, "    yes_answers: 13\n    level: standard", "    yes_answers: 13\n    level: high",
        "level: high", "level standard where 'Thirteen yes answers", "correct the rule, or the test"),
    "a pack test of something no answer has": Bad(TESTS, "    marac.refer: may\n", "    marac.refers: may\n", "marac.refers",
        "no 'marac.refers' in an answer", "correct the rule, or the test"),
    "a pack test that asks what cannot be asked": Bad(TESTS, "  in:\n    answers: {\"1\"", "  in:\n    answers: {\"99\"", "  in:",
        "a request that is refused", "correct the rule, or the test"),
}  # fmt: skip


@cache
def whole(pack: str) -> tuple[Pack | None, tuple[Fault, ...]]:
    """A real pack, read once for all tests."""
    faults: list[Fault] = []
    return read_pack(PACKS / pack, faults), tuple(faults)


@pytest.fixture
def spoil(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str, str], YamlPolicies]:
    """The packs with a copy of one in place of the real one. What was not copied is not read again."""

    def read(folder: Path, faults: list[Fault]) -> Pack | None:
        if not folder.is_symlink():
            return read_pack(folder, faults)
        pack, found = whole(folder.name)
        faults.extend(found)
        return pack

    def make(pack: str, org: str) -> YamlPolicies:
        for name in {pack, *chain(org)}:
            if name == pack:
                shutil.copytree(PACKS / name, tmp_path / name)
            else:
                (tmp_path / name).symlink_to(PACKS / name)
        monkeypatch.setattr(policies, "read_pack", read)
        return YamlPolicies(tmp_path)

    return make


@cache
def chain(org: str) -> tuple[str, ...]:
    """``org`` and the packs that it builds on."""
    head = read_head(PACKS / org, [])
    parent = head[0].extends if head else None
    return (org, *chain(parent)) if parent else (org,)


def spoilt(text: str, bad: Bad) -> str:
    """The file's text after the mutation: ``*`` is all of it, ``*end`` its end, ``*hours`` its opening hours."""
    if bad.old == "*":
        return bad.new
    if bad.old == "*end":
        return text + bad.new
    if bad.old == "*hours":
        lines = [
            line for line in text.splitlines(keepends=True) if "hours:" not in line and "days:" not in line
        ]
        return "".join(lines)
    assert bad.old in text
    return text.replace(bad.old, bad.new) if bad.old == "14" else text.replace(bad.old, bad.new, 1)


def line_of(text: str, bad: Bad) -> int:
    """The line of the spoilt file that a fault must name."""
    if bad.at == "*again":
        return text[: text.rindex(bad.new)].count("\n") + 1
    return text[: text.index(bad.at)].count("\n") + 1


@pytest.mark.parametrize("bad", BAD.values(), ids=BAD)
def test_a_spoilt_pack_is_caught_at_its_line_with_what_to_do(
    bad: Bad, spoil: Callable[[str, str], YamlPolicies]
) -> None:
    held = spoil(bad.pack, bad.org)
    path = held.packs_dir / bad.file
    text = spoilt(path.read_text() if path.exists() else "", bad)
    path.parent.mkdir(exist_ok=True)
    path.write_text(text)
    found = [*held.faults_of(bad.pack), *held.faults_of(bad.org), *own_tests(bad, held)]
    here = [fault for fault in found if (fault.file, fault.line) == (shown(bad), line_of(text, bad))]
    said = [str(fault) for fault in here]
    assert any(bad.found in one and bad.do in one for one in said), "\n".join(map(str, found)) or "no fault"


def own_tests(bad: Bad, held: YamlPolicies) -> tuple[Fault, ...]:
    """What the pack's own tests say, where it is they that were spoilt."""
    return held.case_faults(bad.org) if bad.file == TESTS else ()


def shown(bad: Bad) -> str:
    """What a fault calls the file, or the folder where that is what is wrong."""
    return bad.file.rsplit("/", 1)[0] if bad.found.startswith("the folder") else bad.file


def test_bytes_that_are_not_utf_8_are_caught_at_their_line(spoil: Callable[[str, str], YamlPolicies]) -> None:
    held = spoil(ORG, ORG)
    path = held.packs_dir / CHILDREN
    path.write_bytes(path.read_bytes().replace(b"significant harm", b"significant \xe9 harm"))
    (fault,) = held.faults_of(ORG)
    line = path.read_bytes().split(b"\xe9")[0].count(b"\n") + 1
    assert (fault.file, fault.line, fault.found) == (CHILDREN, line, "bytes that are not UTF-8")
    assert fault.do == "save the file as UTF-8"


def test_a_pack_without_its_head_is_caught(spoil: Callable[[str, str], YamlPolicies]) -> None:
    held = spoil(ORG, ORG)
    (held.packs_dir / ORG / "pack.yml").unlink()
    (fault,) = [fault for fault in held.faults() if fault.file == f"{ORG}/pack.yml"]
    assert (fault.line, fault.found, fault.do) == (1, "no pack.yml", "add it")


def test_an_organisation_without_its_levels_is_caught(spoil: Callable[[str, str], YamlPolicies]) -> None:
    held = spoil("england-and-wales", ORG)
    shutil.rmtree(held.packs_dir / "england-and-wales" / "levels")
    faults = [fault for fault in held.faults_of(ORG) if fault.found == "no levels"]
    assert [(fault.file, fault.line, fault.do) for fault in faults] == [
        (f"{ORG}/pack.yml", 1, f"add {ORG}/levels/")
    ]


def test_the_packs_that_are_spoilt_have_no_fault_before(spoil: Callable[[str, str], YamlPolicies]) -> None:
    for org in {bad.org for bad in BAD.values()}:
        assert YamlPolicies(PACKS).faults_of(org) == ()


def test_two_faults_in_two_files_are_reported_together(spoil: Callable[[str, str], YamlPolicies]) -> None:
    held = spoil(ORG, ORG)
    for bad in (BAD["an unknown key"], BAD["a bare yes"]):
        path = held.packs_dir / bad.file
        path.write_text(spoilt(path.read_text(), bad))
    found = {(fault.file, fault.found) for fault in held.faults_of(ORG)}
    assert found >= {(REPEAT, "the unknown key 'monts'"), (STRANGULATION, "a bare yes")}
