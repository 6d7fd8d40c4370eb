"""Signing in with OpenID Connect, against a provider that can lie."""

import logging
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx2 as httpx
import pytest
from pydantic import SecretStr
from starlette.testclient import TestClient

from bot.channels.application import application
from bot.channels.openid import OpenId
from bot.channels.sign_in import NO_ORGANISATION, NO_ROLE, TWO_ORGANISATIONS, person_of_claims
from bot.server import RefusedError
from bot.settings import Settings

from .provider import CLIENT, ISSUER, SECRET, Provider
from .small_house import KEY, TOKEN
from .visit import Visit

ADDRESS = "https://desk.example"
ORGS = ("dover-dc", "sevenoaks-dc")


def settings(**more: Any) -> Settings:
    """The settings of a council with this provider."""
    return Settings(
        address=ADDRESS,
        oidc_issuer=ISSUER,
        oidc_client_id=CLIENT,
        oidc_client_secret=SecretStr(SECRET),
        **more,
    )


@pytest.fixture
def provider() -> Provider:
    """A provider that tells the truth."""
    return Provider()


def served(house, provider, token=None, **more):
    openid = OpenId(settings(**more), httpx.ASGITransport(provider.app))
    app = application(house, KEY, token, provider=openid, address=ADDRESS)
    return TestClient(app, base_url=ADDRESS, follow_redirects=False)


@pytest.fixture
def client(house, provider) -> Iterator[TestClient]:
    """A browser at the council's page."""
    with served(house, provider) as browser:
        yield browser


def sent_away(client) -> str:
    answer = client.get("/sign-in")
    assert answer.status_code == 302
    return answer.headers["location"]


def sign_in(client, provider):
    return client.get(provider.sign_in(sent_away(client)))


def test_a_practitioner_signs_in_and_begins(client, provider, house):
    assert client.get("/start").json() | {"csrf": ""} == {
        "sign_in": "oidc",
        "practitioners": [],
        "organisations": client.get("/start").json()["organisations"],
        "idle_minutes": 30,
        "csrf": "",
        "person": None,
    }
    assert Visit(client).post("/session", {}).status_code == 401
    back = sign_in(client, provider)
    assert (back.status_code, back.headers["location"]) == (303, "/")
    assert client.get("/start").json()["person"] == {
        "name": "Robin Hale",
        "role": "practitioner",
        "org": "sevenoaks-dc",
    }
    visit = Visit(client)
    assert visit.post("/session", {}).status_code == 200
    visit.say("hello", "m1")
    assert (house.speaker.turns[0].practitioner, house.speaker.turns[0].org) == ("s-1", "sevenoaks-dc")


def test_the_request_carries_a_state_a_nonce_and_a_challenge_and_each_is_new(client):
    asked = [{k: v[0] for k, v in parse_qs(urlsplit(sent_away(client)).query).items()} for _ in range(2)]
    for name in ("state", "nonce", "code_challenge"):
        assert asked[0][name] != asked[1][name] and len(asked[0][name]) >= 20
    assert asked[0]["code_challenge_method"] == "S256" and asked[0]["response_type"] == "code"
    assert asked[0]["redirect_uri"] == f"{ADDRESS}/sign-in/done" and "prompt" not in asked[0]


def test_the_round_trips_cookie_is_good_for_that_path_and_no_longer(client, provider):
    (made,) = [c for c in client.get("/sign-in").headers.get_list("set-cookie") if c.startswith("sign-in=")]
    for part in ("HttpOnly", "SameSite=lax", "Path=/sign-in", "Secure", "Max-Age=600"):
        assert part in made
    back = sign_in(client, provider)
    cookies = back.headers.get_list("set-cookie")
    assert any(c.startswith("sign-in=") and "Max-Age=0" in c for c in cookies)
    assert all("SameSite=strict" in c for c in cookies if not c.startswith("sign-in="))


def test_a_code_is_good_once_and_in_the_browser_that_asked_for_it(client, provider, house):
    address = provider.sign_in(sent_away(client))
    with served(house, provider) as other:
        assert other.get(address).status_code == 403
    assert client.get(address).status_code == 303
    assert client.get(address).status_code == 403


def test_a_round_trip_that_took_too_long_is_refused(client, provider, house):
    address = provider.sign_in(sent_away(client))
    house.clock.pass_minutes(11)
    assert client.get(address).status_code == 403


@pytest.mark.parametrize("change", ["state", "code", "both"])
def test_a_state_or_a_code_that_was_not_given_here_is_refused(client, provider, change):
    address = provider.sign_in(sent_away(client))
    spoilt = {
        "state": address.replace("state=", "state=x"),
        "code": address.replace("code=", "code=x"),
        "both": address.split("?")[0],
    }[change]
    assert client.get(spoilt).status_code == 403
    assert client.get("/conversation").status_code == 401


@pytest.mark.parametrize(
    "lies",
    [
        {"claims": {"nonce": "another"}},
        {"claims": {"iss": "https://evil.example"}},
        {"claims": {"aud": "another-client"}},
        {"claims": {"exp": 1}},
        {"signature": "another key"},
        {"signature": "none"},
        {"signature": "shared"},
    ],
    ids=str,
)
def test_a_token_that_is_not_right_signs_nobody_in(client, provider, lies, caplog):
    caplog.set_level(logging.DEBUG)
    provider.lies = lies
    back = sign_in(client, provider)
    assert back.status_code == 403 and "You were not signed in" in back.text
    assert client.get("/conversation").status_code == 401
    assert SECRET not in caplog.text and "Robin" not in caplog.text


def test_a_provider_that_refuses_says_so(client, provider):
    address = provider.sign_in(sent_away(client))
    state = parse_qs(urlsplit(address).query)["state"][0]
    refused = client.get(
        "/sign-in/done", params={"error": "access_denied", "state": state, "error_description": "<b>x"}
    )
    assert refused.status_code == 403 and "<b>x" not in refused.text


def test_a_provider_that_calls_itself_otherwise_or_cannot_be_reached_is_said(client, provider):
    provider.metadata["issuer"] = "https://evil.example"
    assert client.get("/sign-in").status_code == 503
    assert client.get("/sign-in").json()["error"].startswith("The sign-in service")


def test_a_provider_that_is_away_is_one_sentence(house, provider):
    provider.app = None

    def away(_):
        raise httpx.ConnectError("no route to login.example")

    openid = OpenId(settings(), httpx.MockTransport(away))
    with TestClient(
        application(house, KEY, None, provider=openid, address=ADDRESS), base_url=ADDRESS
    ) as client:
        answer = client.get("/sign-in")
        assert (answer.status_code, "could not be reached" in answer.json()["error"]) == (503, True)


@pytest.mark.parametrize(
    ("claims", "sentence"),
    [
        ({"organisation": "atlantis"}, NO_ORGANISATION),
        ({"organisation": None}, NO_ORGANISATION),
        ({"organisation": list(ORGS)}, TWO_ORGANISATIONS),
        ({"roles": ["caretaker"]}, NO_ROLE),
        ({"roles": []}, NO_ROLE),
        ({"roles": {"practitioner": True}}, NO_ROLE),
        ({"roles": "practitioners"}, NO_ROLE),
    ],
    ids=str,
)
def test_an_account_without_a_known_organisation_or_role_is_refused_in_one_sentence(
    client, provider, claims, sentence
):
    provider.claims |= claims
    back = sign_in(client, provider)
    assert (
        back.status_code == 403
        and sentence in back.text
        and "unsafe" not in back.headers["content-security-policy"]
    )
    assert client.get("/conversation").status_code == 401


def test_the_claims_can_be_named_and_read_in_other_ways(provider):
    entra = settings(
        oidc_person_claim="oid",
        oidc_organisation_claim="tid",
        oidc_role_claim="realm_access.roles",
        oidc_organisations={"7a1c": "dover-dc"},
        oidc_roles={"Heard.Lead": "lead", "Heard.User": "practitioner"},
    )
    claims = {"oid": "o-9", "tid": "7a1c", "realm_access": {"roles": ["Heard.User", "Heard.Lead"]}}
    person = person_of_claims(claims, entra, ORGS)
    assert (person.id, person.name, person.org, person.role) == ("o-9", "", "dover-dc", "lead")


def test_an_account_without_its_identifier_is_refused():
    for nobody in ({}, {"sub": ""}, {"sub": 7}, {"sub": "x" * 300}):
        with pytest.raises(RefusedError, match="identifier"):
            person_of_claims(
                {"organisation": "dover-dc", "roles": ["practitioner"]} | nobody, settings(), ORGS
            )


def test_what_the_token_does_not_say_is_asked_at_the_providers_own_address(client, provider):
    del provider.claims["roles"], provider.claims["organisation"]
    provider.told_apart = {"sub": "s-1", "roles": ["safeguarding-lead"], "organisation": "sevenoaks-dc"}
    assert sign_in(client, provider).status_code == 303
    assert client.get("/start").json()["person"]["role"] == "lead"


@pytest.mark.parametrize(
    ("token", "apart", "shown"),
    [
        ({"name": "Robin Hale", "preferred_username": "rhale"}, {}, "Robin Hale"),
        ({"preferred_username": "rhale"}, {"name": "Robin Hale"}, "rhale"),
        ({}, {"name": "Robin Hale"}, "Robin Hale"),
        ({"name": "\n"}, {"preferred_username": "rhale"}, "rhale"),
        ({}, {}, ""),
    ],
)
def test_the_page_shows_a_name_and_never_the_identifier_which_the_record_keeps(
    client, provider, house, token, apart, shown
):
    del provider.claims["name"]
    provider.claims |= token
    provider.told_apart = {"sub": "s-1"} | apart
    sign_in(client, provider)
    assert client.get("/start").json()["person"]["name"] == shown
    visit = Visit(client)
    assert visit.post("/session", {}).json()["person"]["name"] == shown
    visit.say("hello", "m1")
    assert house.speaker.turns[0].practitioner == "s-1"


def test_nobody_is_kept_out_for_want_of_a_name(client, provider):
    del provider.claims["name"]
    provider.lies["apart"] = True
    assert sign_in(client, provider).status_code == 303
    assert client.get("/start").json()["person"]["name"] == ""


def test_what_is_told_of_another_person_does_not_count(client, provider):
    del provider.claims["roles"]
    provider.told_apart = {"sub": "s-2", "roles": ["safeguarding-lead"]}
    assert sign_in(client, provider).status_code == 403


def test_after_half_an_hour_alone_the_person_shows_anew_who_they_are(client, provider, house):
    sign_in(client, provider)
    house.clock.pass_minutes(31)
    assert parse_qs(urlsplit(sent_away(client)).query)["prompt"] == ["login"]


def test_a_case_is_seen_by_its_practitioner_and_by_leads_of_the_organisation(client, provider, house):
    sign_in(client, provider)
    visit = Visit(client)
    visit.post("/session", {})
    case = visit.begin_case()
    for claims, status in (
        ({"sub": "s-2"}, 404),
        ({"sub": "s-3", "roles": ["safeguarding-lead"]}, 200),
        ({"sub": "s-3", "roles": ["safeguarding-lead"], "organisation": "dover-dc"}, 404),
        ({"sub": "s-1", "organisation": "dover-dc"}, 404),
        ({"sub": "s-1"}, 200),
    ):
        told = provider.claims
        provider.claims = told | claims
        with served(house, provider) as other:
            sign_in(other, provider)
            assert Visit(other).post("/session/case", {"case": case}).status_code == status
        provider.claims = told


def test_other_systems_are_answered_only_where_there_is_a_token(client, house, provider):
    body = {"sender": "pat", "message": "hello", "metadata": {"org": "sevenoaks-dc"}}
    assert client.post("/webhooks/rest/webhook", json=body).status_code == 404
    assert client.get("/cases/x/documents", headers={"heard-sender": "pat"}).status_code == 401
    with served(house, provider, TOKEN) as both:
        assert both.post("/webhooks/rest/webhook", json=body).status_code == 401
        header = {"authorization": f"Bearer {TOKEN}"}
        assert both.post("/webhooks/rest/webhook", json=body, headers=header).status_code == 200
        assert Visit(both).post("/session", {"org": "sevenoaks-dc", "token": TOKEN}).status_code == 401


def test_the_program_answers_under_its_own_name_alone(client):
    assert client.get("/", headers={"host": "evil.example"}).status_code == 400
    assert client.get("/", headers={"host": "desk.example"}).status_code == 200


def test_the_pages_origin_is_its_public_address_whatever_a_proxy_calls_it(house, provider):
    openid = OpenId(settings(), httpx.ASGITransport(provider.app))
    app = application(house, KEY, None, provider=openid, address=ADDRESS)
    with TestClient(app, base_url="http://desk.example", follow_redirects=False) as client:
        start = client.get("/start")
        assert "__Host-browser" in start.headers["set-cookie"] and "Secure" in start.headers["set-cookie"]
