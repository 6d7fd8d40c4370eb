"""``heard packs``: which policies there are, whether they are sound, what one says and why, and how two differ."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Annotated

import typer

from bot.adapters.calendar import LondonClock
from bot.adapters.packs import PackSummary, YamlPolicies, differences, explained, write_skeleton
from bot.cli.packs_compared import comparison_lines, explanation_lines
from bot.cli.packs_document import policy_lines
from bot.safeguarding.errors import BadRequestError, HeardError
from bot.settings import read_settings

app = typer.Typer(
    help="The policy packs: list, check, show, compare, explain, begin one.", no_args_is_help=True
)
OrgArgument = Annotated[str, typer.Argument(help="An organisation, such as sevenoaks-dc.")]
OtherArgument = Annotated[str, typer.Argument(help="The organisation to compare it with.")]
RuleArgument = Annotated[
    str,
    typer.Argument(
        help="A rule (criteria/visible_high_risk, or its last part), a question's id or a key of the wording."
    ),
]
NewArgument = Annotated[str, typer.Argument(help="The new pack's name: small letters, digits and hyphens.")]
AtOption = Annotated[str, typer.Option("--at", help="The date as at which to read it, such as 2026-11-23.")]
SinceOption = Annotated[
    str, typer.Option("--since", help="The date as at which to read the first; that of --at if not said.")
]
ExtendsOption = Annotated[str, typer.Option("--extends", help="The pack that it builds on.")]
NameOption = Annotated[str, typer.Option("--name", help="The organisation's name as people write it.")]
FromOption = Annotated[
    str, typer.Option("--from", help="The date from which its document holds; today if not said.")
]


@app.command("list")
def list_packs() -> None:
    """Every pack: its name, what it extends and the document it puts into effect."""
    for pack in _policies().summaries():
        typer.echo(_line(pack))


@app.command()
def check() -> None:
    """Check every file of every pack and run the packs' own tests. Prints each fault; exits 1 where there is one."""
    policies = _policies()
    faults = tuple(sorted({*policies.faults(), *policies.case_faults()}))
    for fault in faults:
        typer.echo(str(fault))
    if faults:
        typer.echo(_counted(len(faults), "fault"), err=True)
        raise typer.Exit(1)
    packs, rules = policies.counts()
    if not packs:
        typer.echo(f"There is no pack in {policies.packs_dir}. Set HEARD_PACKS_DIR.", err=True)
        raise typer.Exit(1)
    tests = sum(len(policies.cases(org)) + policies.questions(org) for org in policies.organisations())
    typer.echo(f"{_counted(packs, 'pack')}, {_counted(rules, 'rule')}, {_counted(tests, 'test')}, no faults")


@app.command()
def show(org: OrgArgument, at: AtOption = "") -> None:
    """What holds for one organisation on a date, as a document with its paragraphs and dates."""
    with _said_plainly():
        held = _policies().holding(org, _date(at))
        for line in policy_lines(held):
            typer.echo(line)


@app.command()
def diff(org: OrgArgument, other: OtherArgument, at: AtOption = "", since: SinceOption = "") -> None:
    """What the second policy tightens, what it loosens and what merely differs from the first.

    With --since and one organisation named twice: what changed between two dates.
    """
    with _said_plainly():
        policies, when = _policies(), _date(at)
        then = _date(since, "--since") if since else when
        first, second = policies.holding(org, then), policies.holding(other, when)
        for line in comparison_lines(first, second, tuple(differences(first, second))):
            typer.echo(line)


@app.command()
def explain(org: OrgArgument, rule: RuleArgument, at: AtOption = "") -> None:
    """Which file and line gives a rule on a date, by which paragraph, and what it stands in place of."""
    with _said_plainly():
        policies = _policies()
        held = policies.holding(org, _date(at))
        for line in explanation_lines(explained(held, rule, policies.packs_dir), held):
            typer.echo(line)


@app.command()
def new(org: NewArgument, extends: ExtendsOption, name: NameOption = "", from_: FromOption = "") -> None:
    """A folder to begin a pack with, which passes check. Refuses a name that is taken; writes all or nothing."""
    with _said_plainly():
        packs_dir = read_settings().packs_dir
        for path in write_skeleton(packs_dir, org, extends, _date(from_, "--from"), name):
            typer.echo(path.relative_to(packs_dir).as_posix())


@contextmanager
def _said_plainly() -> Iterator[None]:
    """Ends the command with one sentence: 2 for a request that cannot be met, 1 for packs that are at fault."""
    try:
        yield
    except HeardError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(2 if isinstance(error, BadRequestError) else 1) from None


def _line(pack: PackSummary) -> str:
    kind = "organisation" if pack.organisation else "shared"
    extends = f", extends {pack.extends[-1]}" if pack.extends else ""
    review = f", review by {pack.review_by:%-d %B %Y}" if pack.review_by else ""
    return f"{pack.id} ({kind}{extends}): {pack.document}, from {pack.holds_from:%-d %B %Y}{review}"


def _counted(count: int, word: str) -> str:
    return f"{count} {word}" if count == 1 else f"{count} {word}s"


def _date(text: str, option: str = "--at") -> date:
    if not text:
        return LondonClock().now().date()
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise BadRequestError(f"{option} can't be '{text}': it must be a date such as 2026-11-23.") from None


def _policies() -> YamlPolicies:
    return YamlPolicies(read_settings().packs_dir)
