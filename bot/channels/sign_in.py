"""How a person signs in: as a sample practitioner, with the access token, or with OpenID Connect."""

import secrets
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from bot.application.people import Person, Role
from bot.channels import fields
from bot.safeguarding.errors import BadRequestError
from bot.server import RefusedError

NAME_CHARACTERS = 100
SECOND_NAME = "preferred_username"
SAMPLES = (
    ("alex-morgan", "Alex Morgan", Role.PRACTITIONER),
    ("sam-okafor", "Sam Okafor", Role.PRACTITIONER),
    ("jo-clarke", "Jo Clarke", Role.LEAD),
)
NO_SAMPLE = "There is no such sample practitioner: choose one from the list."
WRONG_TOKEN = "That access code is not right."
NO_ROLE = (
    "Your account has no role here. Ask the people who look after your accounts for the role of "
    "practitioner or safeguarding lead."
)
NO_ORGANISATION = (
    "Your account names no organisation that is known here. Ask the people who look after your accounts."
)
TWO_ORGANISATIONS = (
    "Your account names more than one organisation, and a case belongs to one. Ask the people who look after "
    "your accounts."
)
NO_NAME = "Your account came without its identifier, so nobody could be signed in."

Organisations = Callable[[], Sequence[str]]


def sample_people(organisations: Sequence[str]) -> dict[str, Person]:
    """The sample practitioners by their id: two practitioners and one safeguarding lead of each organisation."""
    return {
        f"{org}/{slug}": Person(name, name, org, role)
        for org in organisations
        for slug, name, role in SAMPLES
    }


def sample_person(body: Mapping[str, Any], organisations: Sequence[str]) -> Person:
    """The sample practitioner that was chosen. Raises RefusedError (400)."""
    chosen = body.get("practitioner")
    people = sample_people(organisations)
    if (
        not isinstance(chosen, str)
        or chosen not in people
        or body.get("org") not in (None, people[chosen].org)
    ):
        raise RefusedError(400, NO_SAMPLE)
    return people[chosen]


def person_with_token(body: Mapping[str, Any], token: str, organisations: Sequence[str]) -> Person:
    """Who holds the access token. Raises RefusedError (401, 400).

    What they call themselves is not proved, so it never opens what another sign-in under the same name
    recorded: the record's name for them ends in letters of its own.
    """
    check_token(body.get("token"), token)
    org = body.get("org")
    if not isinstance(org, str) or org not in organisations:
        raise RefusedError(400, f"The organisation is not known. Known are: {', '.join(organisations)}.")
    name = fields.short(body["name"], "name", NAME_CHARACTERS) if body.get("name") else ""
    own = secrets.token_hex(3)
    return Person(f"{name} ({own})" if name else f"practitioner-{own}", name or "Practitioner", org)


def check_token(given: object, token: str) -> None:
    """Raises RefusedError (401) where ``given`` is not the access token."""
    if not (isinstance(given, str) and fields.same(given, token)):
        raise RefusedError(401, WRONG_TOKEN)


def person_of_claims(claims: Mapping[str, Any], settings: Any, organisations: Sequence[str]) -> Person:
    """Who the provider says it is. Raises RefusedError (403) in one sentence.

    ``settings`` name the claims, and what their values mean here. An organisation that is not named there is
    known by its own id. A person with several roles has the widest. The name is for the screen: an account's
    identifier, which says nothing to people, never stands for it.
    """
    person_id = _text(_claim(claims, settings.oidc_person_claim))
    if not person_id:
        raise RefusedError(403, NO_NAME)
    named = _texts(_claim(claims, settings.oidc_organisation_claim))
    orgs = {org for org in (settings.oidc_organisations.get(n, n) for n in named) if org in organisations}
    roles = {
        settings.oidc_roles[n]
        for n in _texts(_claim(claims, settings.oidc_role_claim))
        if n in settings.oidc_roles
    }
    if not orgs:
        raise RefusedError(403, NO_ORGANISATION)
    if len(orgs) > 1:
        raise RefusedError(403, TWO_ORGANISATIONS)
    if not roles:
        raise RefusedError(403, NO_ROLE)
    role = Role.LEAD if Role.LEAD.value in roles else Role.PRACTITIONER
    return Person(person_id, name_of_claims(claims, settings), orgs.pop(), role)


def name_of_claims(claims: Mapping[str, Any], settings: Any) -> str:
    """What the provider calls the person, or an empty text where it gives no name."""
    names = (_text(_claim(claims, claim)) for claim in (settings.oidc_name_claim, SECOND_NAME))
    return next(filter(None, names), "")


def _claim(claims: Mapping[str, Any], name: str) -> Any:
    """A claim by its name, or by the path to it (``realm_access.roles``)."""
    if name in claims:
        return claims[name]
    first, _, rest = name.partition(".")
    inner = claims.get(first)
    return _claim(inner, rest) if rest and isinstance(inner, Mapping) else None


def _texts(value: Any) -> tuple[str, ...]:
    if isinstance(value, str):
        return (value,)
    return tuple(each for each in value if isinstance(each, str)) if isinstance(value, list | tuple) else ()


def _text(value: Any) -> str:
    """A short printable text, else an empty one."""
    try:
        return fields.short(value, "claim")
    except BadRequestError:
        return ""
