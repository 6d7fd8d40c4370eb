"""What every request of the page has to show: that it comes from the page, and whose session it is in."""

import re
import secrets
from typing import Any
from urllib.parse import urlsplit

from starlette.requests import Request
from starlette.responses import Response

from bot.application.people import may_see
from bot.application.ports import Clock, Records
from bot.channels import fields
from bot.channels.sessions import BROWSER, COOKIE, Session, Sessions, cookie_name, cookie_settings
from bot.safeguarding.case import Case
from bot.safeguarding.errors import CaseNotFoundError, NotYoursError
from bot.server import RefusedError

HEADER = "heard-csrf"
ENDED = "This page was left alone for a while, so it was closed. What you recorded is kept."
NOBODY = "Please start on the first page."
ELSEWHERE = "This request came from another site, so it was not taken."
NO_TOKEN = "This page is out of date, so nothing was taken. Load it again."
NO_COOKIE = (
    "Your browser kept nothing of this page, so nothing was taken. Open it at its own address, or ask the people who "
    "look after it."
)
NO_CASE = "There is no such case among those that you can see."
_BROWSER = re.compile(r"[A-Za-z0-9_-]{22}")


class Guard:
    """Asks of each request who it is from. ``address`` is the public one, where it is set (https://…)."""

    def __init__(self, sessions: Sessions, clock: Clock, address: str = "") -> None:
        self.sessions, self._clock, self._address = sessions, clock, address.rstrip("/")

    def session(self, request: Request) -> Session:
        """The session of a request. Raises RefusedError (401) where there is none or it is over."""
        cookie = request.cookies.get(self._name(request, COOKIE))
        found = self.sessions.session(cookie, self.browser(request), self._clock.now())
        if found is None:
            raise RefusedError(401, ENDED if cookie else NOBODY)
        return found

    def session_or_none(self, request: Request) -> Session | None:
        """The session of a request, or ``None``."""
        try:
            return self.session(request)
        except RefusedError:
            return None

    def was_signed_in(self, request: Request) -> bool:
        """Whether the browser still has the cookie of a session that is over."""
        return bool(request.cookies.get(self._name(request, COOKIE))) and not self.session_or_none(request)

    def browser(self, request: Request) -> str:
        """Which browser it is, as told at its start, or an empty text."""
        told = request.cookies.get(self._name(request, BROWSER), "")
        return told if _BROWSER.fullmatch(told) else ""

    def browser_or_new(self, request: Request) -> str:
        """Which browser it is; a new name where it has none."""
        return self.browser(request) or secrets.token_urlsafe(16)

    def check_change(self, request: Request) -> None:
        """Raises where the request would change something and does not come from our own page."""
        self._check_same_site(request)
        browser, given = self.browser(request), request.headers.get(HEADER, "")
        if not browser:
            raise NotYoursError(NO_COOKIE)
        if not fields.same(given, self.sessions.csrf(browser)):
            raise NotYoursError(NO_TOKEN)

    def write_session(self, request: Request, response: Response, session: Session) -> None:
        """Give the browser its session, alive from now."""
        kept = self.sessions.keep(session, self._clock.now())
        self.write(request, response, COOKIE, self.sessions.cookie(kept))
        self.write(request, response, BROWSER, kept.browser)

    def write(self, request: Request, response: Response, name: str, value: str) -> None:
        """Set a cookie."""
        response.set_cookie(value=value, **cookie_settings(name, self.is_secure(request)))

    def forget_session(self, request: Request, response: Response) -> None:
        """Take the session's cookie back."""
        settings: dict[str, Any] = dict(cookie_settings(COOKIE, self.is_secure(request)))
        response.delete_cookie(**settings)

    def is_secure(self, request: Request) -> bool:
        """Whether the browser speaks to us over https."""
        return self._origin(request).startswith("https:")

    def _name(self, request: Request, name: str) -> str:
        return cookie_name(name, self.is_secure(request))

    def _origin(self, request: Request) -> str:
        return self._address or f"{request.url.scheme}://{request.headers.get('host', '')}"

    def _check_same_site(self, request: Request) -> None:
        origin = request.headers.get("origin")
        site = request.headers.get("sec-fetch-site", "same-origin")
        if (origin is not None and origin != self._origin(request)) or site not in ("same-origin", "none"):
            raise NotYoursError(ELSEWHERE)


def seen_case(records: Records, session: Session, case_id: str) -> Case:
    """A case that the person may see. Raises CaseNotFoundError, in the same words whether or not there is one."""
    try:
        case = records.case(case_id)
    except CaseNotFoundError:
        raise CaseNotFoundError(NO_CASE) from None
    if not may_see(session.person, case):
        raise CaseNotFoundError(NO_CASE)
    return case


def host_of(address: str) -> str:
    """The host that an address names, without a port."""
    return urlsplit(address).hostname or ""
