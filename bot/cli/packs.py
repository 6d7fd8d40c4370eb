"""``heard packs``: which policies there are, whether they are sound, and what one says."""

from datetime import date
from typing import Annotated

import typer

from bot.adapters.calendar import LondonClock
from bot.adapters.packs import PackSummary, YamlPolicies
from bot.safeguarding.errors import BadRequestError, HeardError
from bot.safeguarding.policy import Contact, Policy
from bot.settings import read_settings

app = typer.Typer(help="The policy packs: list them, check them, show one.", no_args_is_help=True)
OrgArgument = Annotated[str, typer.Argument(help="An organisation, such as sevenoaks-dc.")]
AtOption = Annotated[str, typer.Option("--at", help="The date as at which to read it, such as 2026-11-23.")]


@app.command("list")
def list_packs() -> None:
    """Every pack: its name, what it extends and the document it puts into effect."""
    for pack in _policies().summaries():
        typer.echo(_line(pack))


@app.command()
def check() -> None:
    """Check every file of every pack. Prints each fault with file and line; exits 1 where there is one."""
    policies = _policies()
    faults = policies.faults()
    for fault in faults:
        typer.echo(str(fault))
    if faults:
        typer.echo(_counted(len(faults), "fault"), err=True)
        raise typer.Exit(1)
    packs, rules = policies.counts()
    typer.echo(f"{_counted(packs, 'pack')}, {_counted(rules, 'rule')}, no faults")


@app.command()
def show(org: OrgArgument, at: AtOption = "") -> None:
    """What holds for one organisation on a date: grounds, referrals, what to do, whom to reach."""
    try:
        policy = _policies().policy(org, _date(at))
    except HeardError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(2 if isinstance(error, BadRequestError) else 1) from None
    for line in policy_lines(policy):
        typer.echo(line)


def policy_lines(policy: Policy) -> tuple[str, ...]:
    """The policy in plain lines, each with its document and paragraph."""
    review = f", review by {policy.review_by:%-d %B %Y}" if policy.review_by else ""
    return (
        f"{policy.name} as at {policy.as_at:%-d %B %Y}{review}",
        "",
        "Grounds for a MARAC referral",
        *(f"  {c.name} ({c.source})" for c in policy.criteria),
        f"  {policy.repeat.text} ({policy.repeat.source})",
        "",
        "Referrals",
        *(f"  {r.name}: {r.how} ({r.source})" for r in policy.referrals),
        "",
        "What to do, in order",
        *(f"  {n}. {a.text} ({a.source})" for n, a in enumerate(policy.actions, 1)),
        "",
        "Contacts",
        *(_reach(contact) for contact in policy.contacts.values() if contact.status != "blocked"),
    )


def _reach(contact: Contact) -> str:
    doubt = f", in doubt: {contact.doubt}" if contact.status == "in_doubt" else ""
    return f"  {contact.name}: {contact.phone or contact.email or contact.web} ({contact.source}){doubt}"


def _line(pack: PackSummary) -> str:
    kind = "organisation" if pack.organisation else "shared"
    extends = f", extends {pack.extends[-1]}" if pack.extends else ""
    return f"{pack.id} ({kind}{extends}): {pack.document}, from {pack.holds_from:%-d %B %Y}"


def _counted(count: int, word: str) -> str:
    return f"{count} {word}" if count == 1 else f"{count} {word}s"


def _date(text: str) -> date:
    if not text:
        return LondonClock().now().date()
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise BadRequestError(f"--at can't be '{text}': it must be a date such as 2026-11-23.") from None


def _policies() -> YamlPolicies:
    return YamlPolicies(read_settings().packs_dir)
