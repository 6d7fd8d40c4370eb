"""``heard packs``: what each command prints, from the packs of the house and from copies of them."""

import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import Result
from typer.testing import CliRunner

from bot.cli.packs import app

ROOT = Path(__file__).parents[2]
ORGANISATIONS = ("dover-dc", "kent-medway", "sevenoaks-dc", "stoke-on-trent", "west-kent")
RUN = [sys.executable, "-c", "from bot.cli.main import main; main()", "packs"]
COUNT = "sevenoaks-dc/criteria/visible_high_risk.yml"


def run(*words: str) -> Result:
    return CliRunner().invoke(app, list(words))


@pytest.fixture
def packs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the packs of Sevenoaks and of those it extends, used in place of the house's."""
    for name in ("england-and-wales", "kent-medway", "sevenoaks-dc"):
        shutil.copytree(ROOT / "packs" / name, tmp_path / "packs" / name)
    monkeypatch.setenv("HEARD_PACKS_DIR", str(tmp_path / "packs"))
    return tmp_path / "packs"


def add_value(packs: Path, threshold: int, approval: str = "") -> None:
    """From 2027 on the count of Sevenoaks is another."""
    path = packs / COUNT
    path.write_text(
        path.read_text() + "  - from: 2027-01-01\n    source: {document: sevenoaks-dc, paragraph: \"2.4\"}\n"
        f"{approval}    name: Visible high risk\n    threshold: {threshold}\n    parts:\n"
        f"      - when: {{at_least: {{yes_answers: {threshold}}}}}\n        reason: \"{{n}} of {{threshold}}\"\n"
        "    not_met: \"{n} of {threshold}\"\n"
    )  # fmt: skip


def test_list_names_every_pack_with_its_document_and_the_date_from_which_it_holds() -> None:
    lines = run("list").stdout.splitlines()
    assert [line.split(" ", 1)[0] for line in lines] == sorted([*ORGANISATIONS, "england-and-wales"])
    (line,) = [line for line in lines if line.startswith("sevenoaks-dc")]
    assert "extends kent-medway" in line
    assert "from 1 May 2026, review by 1 May 2029" in line


def test_check_counts_packs_rules_and_tests_where_all_is_sound(packs: Path) -> None:
    result = run("check")
    assert (result.exit_code, result.stderr) == (0, "")
    assert re.fullmatch(r"3 packs, \d{3,} rules, \d{2,} tests, no faults\n", result.stdout)


def test_check_prints_each_fault_of_every_pack_and_ends_with_1(packs: Path) -> None:
    (packs / COUNT).write_text((packs / COUNT).read_text().replace("threshold: 14", "treshold: 14"))
    broken = packs / "kent-medway/referrals/marac.yml"
    broken.write_text(broken.read_text().replace("document: ", "documents: ", 1))
    result = run("check")
    assert result.exit_code == 1
    files = {line.split(":", 1)[0] for line in result.stdout.splitlines()}
    assert files == {COUNT, "kent-medway/referrals/marac.yml"}
    assert all("; allowed: " in line for line in result.stdout.splitlines())
    assert result.stderr == f"{len(result.stdout.splitlines())} faults\n"


def test_check_runs_the_packs_own_tests(packs: Path) -> None:
    test = packs / "sevenoaks-dc/tests/marac.yml"
    test.write_text(test.read_text().replace("level: standard", "level: medium", 1))
    result = run("check")
    assert result.exit_code == 1
    assert "expects medium" in result.stdout and "correct the rule, or the test" in result.stdout


def test_check_of_a_folder_without_packs_is_no_success(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HEARD_PACKS_DIR", str(tmp_path))
    result = run("check")
    assert result.exit_code == 1 and "There is no pack" in result.stderr


@pytest.mark.parametrize("org", ORGANISATIONS)
def test_show_reads_as_a_document_with_a_paragraph_and_a_date_at_every_value(org: str) -> None:
    text = run("show", org, "--at", "2026-11-23").stdout
    headings = re.findall(r"^(\d)\. (.+)$", text, re.MULTILINE)
    assert [number for number, _ in headings] == list("12345678")
    joined = re.sub(r"\n {6}", " ", text)
    values = [line for line in joined.splitlines() if re.match(r"  \S", line)]
    ends = re.compile(r"\[[a-z0-9-]+ .+, from \d{1,2} [A-Z][a-z]+ \d{4}\]")
    loose = [line for line in values if not ends.search(line)]
    assert set(loose) <= {"  The grounds in law", "  The documents give no time limit."}


def test_show_says_the_count_and_the_paragraph_of_sevenoaks() -> None:
    text = re.sub(r"\s+", " ", run("show", "sevenoaks-dc", "--at", "2026-11-23").stdout)
    assert "Visible high risk. Threshold: 14." in text
    assert "14 or more. [sevenoaks-dc 2.4, from 1 May 2026]" in text


def test_show_never_gives_the_number_of_a_dead_contact_but_its_successor() -> None:
    text = re.sub(r"\s+", " ", run("show", "sevenoaks-dc").stdout)
    assert "08444 111 444" not in text
    assert "Karma Nirvana (old number): not to be given. Give Karma Nirvana, the Honour" in text


def test_show_says_hours_in_words_and_when_they_are_not_known() -> None:
    text = re.sub(r"\s+", " ", run("show", "stoke-on-trent").stdout)
    assert "Monday to Thursday 08:30 to 17:00; Friday 08:30 to 16:30, not on bank holidays" in text
    assert "Hours not known" in text and "Day and night" in text


def test_show_reads_the_policy_of_the_date(packs: Path) -> None:
    add_value(packs, 12)
    assert "Threshold: 14" in run("show", "sevenoaks-dc", "--at", "2026-12-31").stdout
    after = re.sub(r"\s+", " ", run("show", "sevenoaks-dc", "--at", "2027-01-01").stdout)
    assert "Threshold: 12" in after and "from 1 January 2027]" in after


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("show", "atlantis"), "There is no policy pack for 'atlantis'"),
        (("show", "england-and-wales"), "There is no policy pack for 'england-and-wales'"),
        (("show", "sevenoaks-dc", "--at", "soon"), "--at can't be 'soon'"),
        (("diff", "sevenoaks-dc", "atlantis"), "There is no policy pack for 'atlantis'"),
        (("explain", "sevenoaks-dc", "visible_high_rsk"), "Did you mean visible_high_risk"),
        (("explain", "sevenoaks-dc", "dash"), "Say which: actions/dash, instrument/dash"),
        (("new", "A Town", "--extends", "kent-medway"), "can't be a pack's name"),
        (("new", "a-town", "--extends", "kent"), "There is no pack 'kent' to extend"),
        (("new", "a-town", "--extends", "kent-medway", "--from", "May"), "--from can't be 'May'"),
    ],
)
def test_a_request_that_cannot_be_met_is_one_sentence_and_2(words: tuple[str, ...], said: str) -> None:
    result = run(*words)
    assert (result.exit_code, result.stdout) == (2, "")
    assert said in result.stderr


def section(text: str, heading: str) -> str:
    """The lines under the heading that starts so."""
    return next(part for part in text.split("\n\n") if part.startswith(heading))


def test_diff_tells_what_west_kent_tightens_from_what_it_loosens() -> None:
    text = run("diff", "sevenoaks-dc", "west-kent", "--at", "2026-11-23").stdout
    tightens, loosens = section(text, "west-kent tightens"), section(text, "west-kent loosens")
    assert "The action 'dash': a deadline of 5 working days where there was none." in tightens
    assert "The document to draft 'MARAC referral': the lock of a document dropped." in loosens
    assert "The client word is 'client' for sevenoaks-dc, 'survivor' for west-kent." in section(
        text, "Merely"
    )
    assert "[sevenoaks-dc 2.3 | west-kent 4]" in tightens


def test_diff_the_other_way_round_turns_each_sentence_about() -> None:
    text = run("diff", "west-kent", "sevenoaks-dc", "--at", "2026-11-23").stdout
    assert "The action 'dash': a deadline dropped." in section(text, "sevenoaks-dc loosens")
    assert "locked until actions.dso_name is answered." in section(text, "sevenoaks-dc tightens")


def test_diff_of_a_pack_with_itself_is_nothing() -> None:
    text = run("diff", "dover-dc", "dover-dc").stdout
    assert [line for line in text.splitlines() if line.startswith("  ")] == []
    assert text.count("(nothing)") == 3


def test_diff_sees_a_number_that_changed(packs: Path) -> None:
    add_value(packs, 12)
    before = run("diff", "kent-medway", "sevenoaks-dc", "--at", "2026-12-31").stdout
    after = run("diff", "kent-medway", "sevenoaks-dc", "--at", "2027-01-01").stdout
    sentence = "The ground for MARAC 'Visible high risk': a threshold of 12 in place of 14."
    assert sentence not in before
    assert sentence in section(after, "sevenoaks-dc tightens")


def test_diff_of_one_policy_on_two_dates_shows_what_was_changed_and_nothing_else(packs: Path) -> None:
    add_value(packs, 12)
    text = run("diff", "sevenoaks-dc", "sevenoaks-dc", "--since", "2026-12-31", "--at", "2027-01-01").stdout
    assert [line for line in text.splitlines() if line.startswith("  ")] == [
        "  The ground for MARAC 'Visible high risk': a threshold of 12 in place of 14. [sevenoaks-dc 2.4]"
    ]


def test_explain_gives_file_line_value_and_paragraph_and_what_it_overrides() -> None:
    text = run("explain", "sevenoaks-dc", "criteria/visible_high_risk", "--at", "2026-11-23").stdout
    path = ROOT / "packs" / COUNT
    number, line = next((n, t) for n, t in enumerate(path.read_text().splitlines(), 1) if "threshold:" in t)
    assert f"{COUNT}:4 gives it, from 1 May 2026, by sevenoaks-dc 2.4" in text
    assert f"{number:>5}  {line}\n" in text
    assert "in place of england-and-wales/criteria/visible_high_risk.yml:" in text
    assert "by safelives-marac-form" in text


def test_explain_shows_earlier_and_later_values_of_one_file(packs: Path) -> None:
    add_value(packs, 16, "    approved_by: {role: Safeguarding lead, on: 2026-12-01}\n")
    before = run("explain", "sevenoaks-dc", "visible_high_risk", "--at", "2026-12-31").stdout
    after = run("explain", "sevenoaks-dc", "visible_high_risk", "--at", "2027-01-01").stdout
    assert f"{COUNT}:4 gives it" in before and f"Later {COUNT}:12 changes it, from 1 January 2027" in before
    assert f"{COUNT}:12 gives it" in after and f"It stands in place of {COUNT}:4" in after
    assert "approved by Safeguarding lead, 1 December 2026" in after
    assert "threshold: 16" not in before.split("\n\n")[1]


def test_explain_follows_a_question_up_the_chain() -> None:
    text = run("explain", "sevenoaks-dc", "dash_15").stdout
    files = re.findall(r"([a-z-]+/journey/06-dash\.yml):\d+", text)
    assert files == ["sevenoaks-dc/journey/06-dash.yml", "england-and-wales/journey/06-dash.yml"]
    assert "Has this person ever tried to strangle" in text


def test_explain_finds_the_pack_that_gives_a_word() -> None:
    text = run("explain", "west-kent", "client_word").stdout
    assert re.search(r"^west-kent/wording/terms\.yml:\d+ gives it", text, re.MULTILINE)
    assert re.findall(r"client_word: (\w+)", text) == ["survivor", "client"]
    assert "It stands in place of england-and-wales/wording/terms.yml:" in text


def test_explain_says_when_nothing_holds_yet(packs: Path) -> None:
    rule = packs / "sevenoaks-dc/cautions/later.yml"
    source = '    source: {document: sevenoaks-dc, paragraph: "2.4"}\n'
    rule.write_text(f"id: later\nvalues:\n  - from: 2027-01-01\n{source}    when: {{}}\n    text: Later.\n")
    text = run("explain", "sevenoaks-dc", "later", "--at", "2026-11-23").stdout
    assert "Nothing holds on this date." in text and "Later sevenoaks-dc/cautions/later.yml:3" in text


def test_a_new_pack_passes_check_and_can_be_used_at_once(packs: Path) -> None:
    made = run(
        "new", "a-town", "--extends", "kent-medway", "--name", 'A Town: "Council"', "--from", "2026-06-01"
    )
    assert made.exit_code == 0
    assert made.stdout.split() == ["a-town/pack.yml", "a-town/wording/terms.yml", "a-town/tests/first.yml"]
    checked = run("check")
    assert (checked.exit_code, checked.stdout[:7]) == (0, "4 packs")
    assert run("show", "a-town").stdout.startswith('A Town: "Council"\n')
    assert sorted(path.name for path in packs.iterdir() if path.name.startswith(".")) == []


def test_a_new_pack_says_what_the_pack_it_extends_says(packs: Path) -> None:
    terms = packs / "sevenoaks-dc/wording/terms.yml"
    terms.write_text(terms.read_text().replace("client_word: client", "client_word: survivor"))
    run("new", "a-town", "--extends", "sevenoaks-dc", "--from", "2026-06-01")
    text = run("diff", "sevenoaks-dc", "a-town", "--at", "2026-11-23").stdout
    assert text.count("(nothing)") == 3


def test_a_pack_that_is_there_is_not_written_over(packs: Path) -> None:
    before = (packs / "sevenoaks-dc/pack.yml").read_bytes()
    result = run("new", "sevenoaks-dc", "--extends", "kent-medway")
    assert result.exit_code == 2 and "There is a pack 'sevenoaks-dc' already" in result.stderr
    assert (packs / "sevenoaks-dc/pack.yml").read_bytes() == before


def test_nothing_is_written_where_the_new_pack_would_not_be_sound(packs: Path) -> None:
    (packs / "kent-medway/retention/retention.yml").write_text("id: retention\n")
    before = sorted(path.name for path in packs.iterdir())
    result = run("new", "a-town", "--extends", "kent-medway")
    assert result.exit_code == 1 and "kent-medway/retention/retention.yml:1" in result.stderr
    assert sorted(path.name for path in packs.iterdir()) == before


def test_no_command_imports_rasa_spacy_or_a_database() -> None:
    check = "import sys, bot.cli.packs; print([m for m in ('rasa', 'spacy', 'sqlalchemy', 'starlette') if m in sys.modules])"
    ran = subprocess.run(
        [sys.executable, "-c", check], capture_output=True, text=True, timeout=60, check=True
    )
    assert ran.stdout.strip() == "[]"


GUIDE = (ROOT / "docs/policy-officers-guide.md").read_text(encoding="utf-8")
SLIPS = {
    "sevenoaks-dc/criteria/non_fatal_strangulation.yml": ('dash_15: "yes"', "dash_15: yes"),
    "sevenoaks-dc/repeat/repeat.yml": ("months: 12", "monts: 12"),
    "sevenoaks-dc/contacts/davss.yml": ("    phone: 01892 870538\n", "    doubt: x\n"),
}


def test_the_policy_officers_guide_shows_what_the_commands_really_print(packs: Path) -> None:
    """The guide is followed from top to bottom: its files are written, its commands run, its output compared."""
    steps = re.findall(r"```(?:yaml)?\n(.*?)\n```", GUIDE, re.DOTALL)
    assert len([step for step in steps if step.startswith("$ ")]) >= 10
    for step in steps:
        if step.startswith("$ heard packs "):
            follow(step, packs)
        elif step.startswith("# "):
            write(step, packs)
        else:
            approve(step, packs)


def follow(step: str, packs: Path) -> None:
    """Runs the command of a step; each run of lines between dots must be in what it prints, in order."""
    command, _, expected = step.partition("\n")
    slips = SLIPS if "found a bare yes" in expected else {}
    for file, (sound, spoilt) in slips.items():
        exchange(packs / file, sound, spoilt)
    result = run(*shlex.split(command)[3:])
    for file, (sound, spoilt) in slips.items():
        exchange(packs / file, spoilt, sound)
    printed = uncounted(result.stdout + result.stderr)
    for part in uncounted(expected).split("…"):
        assert part.strip("\n") in printed, f"{command}\n{part}\n---\n{printed}"
        printed = printed[printed.index(part.strip("\n")) :]


def uncounted(text: str) -> str:
    """The text without counts that grow with the packs; ``list`` names packs that are not in the copy."""
    return re.sub(r"\b\d+ (packs|rules|tests)\b|\(\d+\)", r"n \1", text)


def write(step: str, packs: Path) -> None:
    """Puts a value or a file where the comment above it says."""
    first, _, text = step.partition("\n")
    path = packs / first.rsplit("packs/", 1)[1]
    path.write_text((path.read_text() if "at the end" in first else "") + text + "\n")


def approve(step: str, packs: Path) -> None:
    """Adds the approval to the value that starts as the step does."""
    start, _, approval = step.rpartition("\n")
    exchange(packs / COUNT, start, f"{start}\n{approval}")


def exchange(path: Path, old: str, new: str) -> None:
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new, 1))
