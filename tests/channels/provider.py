"""A small OpenID Connect provider that can be told to lie."""

import base64
import hashlib
import json
import secrets
import time
from typing import Any
from urllib.parse import parse_qs, urlsplit

from joserfc import jwt
from joserfc.jwk import OctKey, RSAKey
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

ISSUER = "https://login.example/council"
CLIENT, SECRET = "heard-client", "a-client-secret"


class Provider:
    """Answers as a provider does. ``claims`` are what it says of a person; ``lies`` what it does wrong."""

    def __init__(self) -> None:
        self.key = RSAKey.generate_key(2048, {"kid": "one"})
        self.claims: dict[str, Any] = {
            "sub": "s-1",
            "name": "Robin Hale",
            "organisation": "sevenoaks-dc",
            "roles": ["practitioner"],
        }
        self.told_apart: dict[str, Any] = {}
        self.lies: dict[str, Any] = {}
        self.metadata: dict[str, Any] = {
            "issuer": ISSUER,
            "authorization_endpoint": f"{ISSUER}/authorize",
            "token_endpoint": f"{ISSUER}/token",
            "jwks_uri": f"{ISSUER}/keys",
            "userinfo_endpoint": f"{ISSUER}/me",
            "id_token_signing_alg_values_supported": ["RS256", "none", "HS256"],
        }
        self._codes: dict[str, dict[str, str]] = {}
        routes = [
            Route("/council/.well-known/openid-configuration", self._describe),
            Route("/council/keys", self._keys),
            Route("/council/token", self._token, methods=["POST"]),
            Route("/council/me", self._me),
        ]
        self.app = Starlette(routes=routes)

    def sign_in(self, address: str) -> str:
        """What the browser is sent back to after the person has signed in at ``address``."""
        asked = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
        code = secrets.token_hex(8)
        self._codes[code] = asked
        return f"{asked['redirect_uri']}?code={code}&state={asked['state']}"

    async def _describe(self, _: Request) -> Response:
        return JSONResponse(self.metadata)

    async def _keys(self, _: Request) -> Response:
        return JSONResponse({"keys": [self.key.as_dict(private=False)]})

    async def _me(self, _: Request) -> Response:
        return JSONResponse(self.told_apart, 500 if self.lies.get("apart") else 200)

    async def _token(self, request: Request) -> Response:
        form = {name: values[0] for name, values in parse_qs((await request.body()).decode()).items()}
        asked = self._codes.pop(str(form["code"]), None)
        verifier = str(form.get("code_verifier", ""))
        challenge = base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()
        given = request.headers.get("authorization", "").removeprefix("Basic ")
        known = base64.b64decode(given).decode() == f"{CLIENT}:{SECRET}"
        if asked is None or asked.get("code_challenge") != challenge or not known:
            return JSONResponse({"error": "invalid_grant"}, 400)
        return JSONResponse({"access_token": "a", "token_type": "Bearer", "id_token": self._signed(asked)})

    def _signed(self, asked: dict[str, str]) -> str:
        now = int(time.time())
        claims = {
            "iss": ISSUER,
            "aud": CLIENT,
            "exp": now + 300,
            "iat": now,
            "nonce": asked["nonce"],
            **self.claims,
            **self.lies.get("claims", {}),
        }
        match self.lies.get("signature"):
            case "another key":
                return jwt.encode({"alg": "RS256", "kid": "one"}, claims, RSAKey.generate_key(2048))
            case "none":
                return f"{_encoded({'alg': 'none'})}.{_encoded(claims)}."
            case "shared":
                public = self.key.as_pem(private=False)
                return jwt.encode(
                    {"alg": "HS256", "kid": "one"}, claims, OctKey.import_key(public), algorithms=["HS256"]
                )
            case _:
                return jwt.encode({"alg": "RS256", "kid": "one"}, claims, self.key)


def _encoded(content: dict[str, Any]) -> str:
    return base64.urlsafe_b64encode(json.dumps(content).encode()).rstrip(b"=").decode()
