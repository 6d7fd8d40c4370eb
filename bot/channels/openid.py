"""Signing in with OpenID Connect: the authorization code with PKCE, a state and a nonce, by Authlib.

What the round trip needs to remember is in a signed cookie of ten minutes; it is the only one that comes along
when another site leads to us (SameSite=Lax), and it is good for that one path alone.
"""

import logging
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

import httpx2 as httpx
from authlib.integrations.base_client import OAuthError
from authlib.integrations.starlette_client import OAuth
from joserfc.errors import JoseError
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from bot.channels.sessions import Sessions
from bot.channels.sign_in import name_of_claims
from bot.server import RefusedError

log = logging.getLogger(__name__)

BEGIN, DONE = "/sign-in", "/sign-in/done"
COOKIE = "sign-in"
LASTS = timedelta(minutes=10)
ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA")
UNREACHABLE = "The sign-in service could not be reached. Please try again, or ask for help if it goes on."
NOT_SIGNED_IN = "You were not signed in. Please start again."
NO_ISSUER = "The sign-in service does not call itself what this program was told, so nobody can sign in."
PAGE = (
    '<!doctype html><html lang="en"><title>Page</title><p>{}</p><p><a href="/">Back to the first page</a></p>'
)


class OpenId:
    """A provider, as the settings name it. ``transport`` is for tests: how its answers are fetched."""

    def __init__(self, settings: Any, transport: httpx.AsyncBaseTransport | None = None) -> None:
        self.settings = settings
        more = {"transport": transport} if transport else {}
        self._client = OAuth().register(
            name="provider",
            client_id=settings.oidc_client_id,
            client_secret=settings.oidc_client_secret.get_secret_value(),
            server_metadata_url=f"{settings.oidc_issuer}/.well-known/openid-configuration",
            client_kwargs={
                "scope": settings.oidc_scopes,
                "code_challenge_method": "S256",
                "timeout": 10.0,
                **more,
            },
        )

    async def begin(
        self, request: Request, sessions: Sessions, browser: str, now: datetime, again: bool
    ) -> Response:
        """Send the browser to the provider; with ``again`` the person has to show anew who they are."""
        request.scope["session"] = {}
        more = {"prompt": "login"} if again else {}
        try:
            await self._check_provider()
            answer: Response = await self._client.authorize_redirect(
                request, f"{self.settings.address}{DONE}", **more
            )
        except (httpx.HTTPError, RuntimeError, ValueError) as failure:
            raise _told(failure, 503, UNREACHABLE) from None
        until = int((now + LASTS).timestamp())
        kept = {"session": request.scope["session"], "browser": browser, "until": until}
        answer.set_cookie(value=sessions.signed("sign-in", kept), **self._cookie())
        return answer

    async def finish(
        self, request: Request, sessions: Sessions, now: datetime
    ) -> tuple[Mapping[str, Any], str]:
        """The claims of who came back, and the browser they had left from. Raises RefusedError (403, 503)."""
        kept = sessions.unsigned("sign-in", request.cookies.get(COOKIE))
        if kept is None or kept["until"] < now.timestamp():
            raise RefusedError(403, NOT_SIGNED_IN)
        request.scope["session"] = kept["session"]
        try:
            await self._check_provider()
            token = await self._client.authorize_access_token(request)
            claims = token.get("userinfo")
            if not claims:
                raise RefusedError(403, NOT_SIGNED_IN)
            return await self._completed(claims, token), kept["browser"]
        except (OAuthError, JoseError, KeyError, TypeError, ValueError) as failure:
            raise _told(failure, 403, NOT_SIGNED_IN) from None
        except (httpx.HTTPError, RuntimeError) as failure:
            raise _told(failure, 503, UNREACHABLE) from None

    def forget_round_trip(self, answer: Response) -> Response:
        """Take back the cookie of the round trip: it is good for one."""
        settings = self._cookie()
        settings.pop("max_age")
        answer.delete_cookie(**settings)
        return answer

    async def _check_provider(self) -> None:
        """The provider's own description has to name the issuer of the settings; weak signatures are left out."""
        metadata = await self._client.load_server_metadata()
        if str(metadata.get("issuer", "")).rstrip("/") != self.settings.oidc_issuer:
            raise RefusedError(503, NO_ISSUER)
        offered = metadata.get("id_token_signing_alg_values_supported") or ["RS256"]
        metadata["id_token_signing_alg_values_supported"] = [a for a in offered if a in ALGORITHMS] or [
            "RS256"
        ]

    async def _completed(self, claims: Mapping[str, Any], token: Any) -> Mapping[str, Any]:
        """The claims of the signed token, with those that the provider gives at its own address alone.

        Nobody is kept out for want of a name.
        """
        needed = (self.settings.oidc_organisation_claim, self.settings.oidc_role_claim)
        is_enough = all(name.split(".")[0] in claims or name in claims for name in needed)
        if is_enough and name_of_claims(claims, self.settings):
            return claims
        metadata = await self._client.load_server_metadata()
        if "userinfo_endpoint" not in metadata:
            return claims
        try:
            told = await self._client.userinfo(token=token)
        except (OAuthError, httpx.HTTPError, ValueError):
            if is_enough:
                return claims
            raise
        return {**told, **claims} if told.get("sub") == claims.get("sub") else claims

    def _cookie(self) -> dict[str, Any]:
        return {
            "key": COOKIE,
            "httponly": True,
            "samesite": "lax",
            "path": BEGIN,
            "secure": self.settings.address.startswith("https:"),
            "max_age": int(LASTS.total_seconds()),
        }


def came_back() -> Response:
    """On to the first page, once somebody is signed in."""
    return RedirectResponse("/", 303)


def refused_page(failure: RefusedError) -> Response:
    """Why somebody was not signed in, on a page of its own."""
    return HTMLResponse(PAGE.format(failure), failure.status)


def _told(failure: Exception, status: int, sentence: str) -> RefusedError:
    log.warning("sign-in failed: %s", type(failure).__name__)
    return RefusedError(status, sentence)
