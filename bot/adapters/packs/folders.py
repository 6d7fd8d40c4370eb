"""One pack as its folder holds it: the head, the rules by kind and id, the stages and the tests."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from bot.adapters.packs.faults import Fault
from bot.adapters.packs.head_schemas import AskedText, CaseText, PackText
from bot.adapters.packs.reading import Path_, Sheet, read_sheet
from bot.adapters.packs.schemas import CONTENT, Dated, EndText, RuleFile
from bot.adapters.packs.sense import Objection, objections, stage_objections
from bot.adapters.packs.stage_schemas import StageText
from bot.adapters.packs.validation import checked, did_you_mean

RuleName = tuple[str, str]
FOLDERS = (*CONTENT, "journey", "tests")
PHRASES = ("spots", "danger")


@dataclass(frozen=True, slots=True)
class Value:
    """One dated value of a rule, with the file and the place that it stands at."""

    content: Dated
    sheet: Sheet
    at: Path_
    pack: str

    @property
    def ends(self) -> bool:
        """Whether the rule stops holding here."""
        return isinstance(self.content, EndText)


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule with its values, earliest first."""

    kind: str
    id: str
    order: int
    item: int | None
    values: tuple[Value, ...]
    sheet: Sheet


@dataclass(frozen=True, slots=True)
class StageFile:
    """A stage as one pack writes or changes it. ``place`` is the file's name, which sets the order."""

    text: StageText
    sheet: Sheet
    place: str
    pack: str


@dataclass(frozen=True, slots=True)
class CaseFile:
    """One pack test, with where it stands."""

    text: CaseText
    file: str
    line: int
    sheet: Sheet
    at: Path_


@dataclass(frozen=True, slots=True)
class Pack:
    """Everything one pack's folder holds."""

    id: str
    head: PackText
    sheet: Sheet
    rules: Mapping[RuleName, Rule]
    stages: tuple[StageFile, ...]


def read_head(folder: Path, faults: list[Fault]) -> tuple[PackText, Sheet] | None:
    """``pack.yml`` of ``folder``."""
    shown = f"{folder.name}/pack.yml"
    if not (folder / "pack.yml").is_file():
        faults.append(Fault(shown, 1, "no pack.yml", "every pack has one", "add it"))
        return None
    sheet = read_sheet(folder / "pack.yml", shown, faults)
    head = checked(PackText, sheet.data, sheet, (), faults) if sheet else None
    if not head or not sheet:
        return None
    if head.id != folder.name:
        faults.append(
            sheet.fault(("id",), f"'{head.id}'", f"'{folder.name}', the folder's name", "rename one")
        )
    return head, sheet


def read_pack(folder: Path, faults: list[Fault]) -> Pack | None:
    """The pack in ``folder`` without its tests; ``None`` where its head cannot be read."""
    head = read_head(folder, faults)
    _refuse_strays(folder, faults)
    rules = _by_name(_rules(folder, faults), faults)
    stages = tuple(_stages(folder, faults))
    return Pack(folder.name, head[0], head[1], rules, stages) if head else None


def _by_name(rules: Iterable[Rule], faults: list[Fault]) -> dict[RuleName, Rule]:
    named: dict[RuleName, Rule] = {}
    for rule in rules:
        other = named.setdefault((rule.kind, rule.id), rule)
        if other is not rule:
            found = f"'{rule.id}' again, after {other.sheet.file}"
            faults.append(rule.sheet.fault(("id",), found, f"each id once among {rule.kind}", "rename one"))
    return named


QUESTIONS = "questions.yml"
"""The file among a pack's tests that lists what staff ask."""


@dataclass(frozen=True, slots=True)
class AskedFile:
    """One question of a pack's tests, with where it stands."""

    text: AskedText
    sheet: Sheet
    at: Path_


def read_questions(folder: Path, faults: list[Fault]) -> tuple[AskedFile, ...]:
    """What staff ask, with the entry that must answer it; none where the pack has no such tests."""
    path = folder / "tests" / QUESTIONS
    sheet = _listed(path, faults) if path.is_file() else None
    if sheet is None:
        return ()
    read = ((checked(AskedText, data, sheet, (n,), faults), n) for n, data in enumerate(sheet.data))
    return tuple(AskedFile(text, sheet, (n,)) for text, n in read if text)


def read_cases(folder: Path, faults: list[Fault]) -> tuple[CaseFile, ...]:
    """The pack's own tests, in the order of files."""
    return tuple(
        case for path in _files(folder / "tests") if path.name != QUESTIONS for case in _cases(path, faults)
    )


def _files(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.yml"))


def _shown(path: Path) -> str:
    return "/".join(path.parts[-3:])


def _refuse_strays(folder: Path, faults: list[Fault]) -> None:
    for path in sorted(folder.iterdir()):
        if path.is_dir() and path.name not in FOLDERS:
            found, do = f"the folder '{path.name}'", did_you_mean(path.name, list(FOLDERS))
            faults.append(Fault(f"{folder.name}/{path.name}", 1, found, ", ".join(FOLDERS), do))
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.suffix == ".yml" and not _is_read(path, folder):
            found, do = f"the file '{path.name}' where no file is read", "move it into its kind's folder"
            faults.append(Fault(_below(path, folder), 1, found, "pack.yml, and files in a kind's folder", do))
        if path.is_file() and path.suffix != ".yml":
            faults.append(
                Fault(
                    _below(path, folder), 1, f"the file '{path.name}'", "files that end in .yml", "rename it"
                )
            )


def _is_read(path: Path, folder: Path) -> bool:
    return path == folder / "pack.yml" or (path.parent.parent == folder)


def _below(path: Path, folder: Path) -> str:
    return path.relative_to(folder.parent).as_posix()


def read_phrases(folder: Path, faults: list[Fault]) -> tuple[Rule, ...]:
    """The pack's rules on what people say, of topics and of danger, without reading the rest of it."""
    return tuple(_rules(folder, faults, PHRASES))


def _rules(folder: Path, faults: list[Fault], kinds: Iterable[str] = CONTENT) -> Iterator[Rule]:
    for kind in kinds:
        for path in _files(folder / kind):
            rule = _rule(kind, path, folder.name, faults)
            if rule:
                yield rule


def _rule(kind: str, path: Path, pack: str, faults: list[Fault]) -> Rule | None:
    sheet = read_sheet(path, _shown(path), faults)
    head = checked(RuleFile, sheet.data, sheet, (), faults) if sheet else None
    if not head or not sheet:
        return None
    if kind not in PHRASES and head.id != path.stem:
        faults.append(sheet.fault(("id",), f"'{head.id}'", f"'{path.stem}', the file's name", "rename one"))
    values = tuple(_values(kind, head, sheet, pack, faults))
    _refuse_disorder(values, faults)
    return Rule(kind, head.id, head.order, head.item, values, sheet)


def _values(kind: str, head: RuleFile, sheet: Sheet, pack: str, faults: list[Fault]) -> Iterator[Value]:
    for n, data in enumerate(head.values):
        model = EndText if "ends" in data else CONTENT[kind]
        content = checked(model, data, sheet, ("values", n), faults)
        if content:
            _object(objections(kind, content), sheet, ("values", n), faults)
            yield Value(content, sheet, ("values", n), pack)


def _object(wrong: Iterable[Objection], sheet: Sheet, at: Path_, faults: list[Fault]) -> None:
    faults.extend(sheet.fault((*at, *one.at), one.found, one.allowed, one.do) for one in wrong)


def _refuse_disorder(values: tuple[Value, ...], faults: list[Fault]) -> None:
    for earlier, later in pairwise(values):
        if later.content.from_ <= earlier.content.from_:
            found = f"{later.content.from_} after {earlier.content.from_}"
            at = (*later.at, "from")
            faults.append(
                later.sheet.fault(at, found, "each value later than the one above", "put them in order")
            )


def _stages(folder: Path, faults: list[Fault]) -> Iterator[StageFile]:
    for path in _files(folder / "journey"):
        sheet = read_sheet(path, _shown(path), faults)
        text = checked(StageText, sheet.data, sheet, (), faults) if sheet else None
        if sheet and text:
            _object(stage_objections(text), sheet, (), faults)
            _refuse_misplaced(text, path, sheet, faults)
            yield StageFile(text, sheet, path.stem, folder.name)


def _refuse_misplaced(text: StageText, path: Path, sheet: Sheet, faults: list[Fault]) -> None:
    allowed = text.stage.replace("_", "-")
    if path.stem.lstrip("0123456789-") != allowed:
        found = f"the stage '{text.stage}' in {path.name}"
        do = "correct the stage, or rename the file"
        faults.append(sheet.fault(("stage",), found, f"a file named 01-{allowed}.yml, in any place", do))


def _listed(path: Path, faults: list[Fault]) -> Sheet | None:
    """The file's sheet where it holds a list."""
    sheet = read_sheet(path, _shown(path), faults)
    if sheet and not isinstance(sheet.data, list):
        faults.append(sheet.fault((), "no list", "a list of cases", "start each case with a dash"))
        return None
    return sheet or None


def _cases(path: Path, faults: list[Fault]) -> Iterator[CaseFile]:
    sheet = _listed(path, faults)
    if not sheet:
        return
    for n, data in enumerate(sheet.data):
        text = checked(CaseText, data, sheet, (n,), faults)
        if text:
            yield CaseFile(text, sheet.file, sheet.line((n,)), sheet, (n,))
