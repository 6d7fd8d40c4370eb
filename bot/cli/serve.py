"""``heard serve``: the page, the channels and the desk on one port."""

import asyncio
import contextlib
import ipaddress
import logging
import socket
import sys
from datetime import timedelta
from typing import Annotated, Any

import typer

from bot.safeguarding.errors import BadRequestError, HeardError

IDLE = timedelta(hours=24)
HostOption = Annotated[str | None, typer.Option(help="The address to listen on; 127.0.0.1 unless set.")]
PortOption = Annotated[int | None, typer.Option(min=0, max=65535, help="The port; 8080 unless set.")]


def serve(host: HostOption = None, port: PortOption = None) -> None:
    """Serve the page and the channels until Ctrl-C; first the record is opened, or it is said why not."""
    from bot.settings import read_settings

    settings = read_settings()
    host = host or settings.host
    given = settings.token.get_secret_value() if settings.token else None
    token = token_for(host, given, settings.demonstration, bool(settings.oidc_issuer))
    with listening(host, settings.port if port is None else port) as bound:
        from bot.bootstrap import build

        write_log()
        house = build(settings)
        try:
            house.records.standing("")
            with contextlib.suppress(KeyboardInterrupt), asyncio.Runner(loop_factory=new_loop) as runner:
                runner.run(served(house, bound, token))
        finally:
            house.close()


def new_loop() -> asyncio.AbstractEventLoop:
    """The event loop that uvicorn would choose: uvloop's."""
    import uvloop

    return uvloop.new_event_loop()


def write_log() -> None:
    """Our own lines from INFO, everybody else's from WARNING, on standard error."""
    logging.basicConfig(format="%(asctime)s %(levelname)s %(name)s %(message)s")
    logging.getLogger("bot").setLevel(logging.INFO)


def token_for(host: str, token: str | None, demonstration: bool, provider: bool = False) -> str | None:
    """The token that requests need; ``None`` in a demonstration on this computer alone, or without one beside
    a ``provider`` of sign-ins.

    Raises BadRequestError where others could reach the program and it is a demonstration, or there is neither
    a token nor a provider.
    """
    local = is_loopback(host)
    if demonstration and not local:
        raise BadRequestError(
            f"Others can reach {host}, and a demonstration is for this computer alone: take HEARD_DEMONSTRATION "
            "away and set HEARD_TOKEN or the HEARD_OIDC_ settings, or use --host 127.0.0.1."
        )
    if not (local or token or provider):
        raise BadRequestError(
            f"Others can reach {host}, so a sign-in is needed: set HEARD_TOKEN or the HEARD_OIDC_ settings, or "
            "use --host 127.0.0.1."
        )
    return None if demonstration else token


def is_loopback(host: str) -> bool:
    """Whether ``host`` can be reached from this computer alone."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def listening(host: str, port: int) -> socket.socket:
    """A socket that listens there. Raises BadRequestError where it cannot: in use, or no such address."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        bound = socket.socket(family, kind, protocol)
    except (OSError, UnicodeError):
        raise BadRequestError(f"There is no address {host} on this computer.") from None
    try:
        bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        bound.bind(address)
        bound.listen(128)
    except OSError as error:
        bound.close()
        raise BadRequestError(_why_not(host, port, error)) from None
    return bound


async def served(house: Any, bound: socket.socket, token: str | None) -> None:
    """Serve ``house`` on ``bound`` until told to stop; say the address once a conversation can be held."""
    import uvicorn

    app = app_of(house, token)
    server = uvicorn.Server(uvicorn.Config(app, access_log=False, server_header=False, log_level="warning"))
    tasks = [asyncio.create_task(_tell(app, address_of(bound))), asyncio.create_task(_let_go_of_idle(house))]
    await server.serve(sockets=[bound])
    for task in tasks:
        task.cancel()


def app_of(house: Any, token: str | None) -> Any:
    """The ASGI application as the settings of ``house`` have it."""
    from bot.channels.application import application
    from bot.channels.openid import OpenId
    from bot.channels.sessions import signing_key

    settings, folder = house.settings, house.settings.data_dir
    provider = OpenId(settings) if settings.oidc_issuer and not settings.demonstration else None
    return application(
        house,
        signing_key(folder, token),
        token,
        provider=provider,
        address=settings.address if provider or token else "",
        framers=tuple(settings.frame_ancestors.split()),
        folder=folder,
    )


def address_of(bound: socket.socket) -> str:
    """The address of the page."""
    host, port = bound.getsockname()[:2]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


async def _let_go_of_idle(house: Any) -> None:
    """Every hour, pause the cases of conversations that nobody has spoken in for a day; drop those without a case."""
    while True:
        try:
            await asyncio.to_thread(house.store.records.expire_conversations, IDLE)
        except HeardError as error:
            logging.getLogger("bot.serve").warning("idle conversations kept: %s", type(error).__name__)
        await asyncio.sleep(3600)


async def _tell(app: Any, address: str) -> None:
    print(f"Starting at {address} …", file=sys.stderr)
    missing = await app.state.readiness.ready()
    print(missing or f"Ready: open {address}", file=sys.stderr, flush=True)


def _why_not(host: str, port: int, error: OSError) -> str:
    import errno

    match error.errno:
        case errno.EADDRINUSE:
            return f"Port {port} is in use by another program. Stop that one, or choose another with --port."
        case errno.EACCES:
            return f"This account may not use port {port}. Choose one above 1023 with --port."
        case _:
            return f"The program cannot listen at {host}, port {port}."
