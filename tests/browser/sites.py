"""What stands around the program: other people's sites, a council's proxy, and a network that can be cut."""

import asyncio
import select
import socket
import threading
import time
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager, contextmanager
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from socketserver import BaseRequestHandler, ThreadingTCPServer
from typing import Any

import httpx
import uvicorn
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from starlette.applications import Starlette
from starlette.background import BackgroundTask
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response, StreamingResponse
from starlette.routing import Route

Pages = Mapping[str, str]


@contextmanager
def site(pages: Pages, headers: Mapping[str, str] | None = None) -> Iterator[int]:
    """A site with these pages by their path (``/`` and so on), while it lasts; its port on this computer."""
    sent = {"content-type": "text/html; charset=utf-8", **(headers or {})}

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            page = pages.get(self.path)
            self.send_response(404 if page is None else 200)
            for name, value in sent.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write((page or "").encode())

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield server.server_address[1]
        finally:
            server.shutdown()
            thread.join(5)


def titled(title: str, body: str = "") -> str:
    """A page of somebody else's, with no icon of its own to ask for."""
    return (
        f'<!doctype html><html lang="en"><meta charset="utf-8"><title>{title}</title><link rel="icon" href="data:,">'
        f"<body><h1>{title}</h1>{body}"
    )


class Line(ThreadingTCPServer):
    """A network between a browser and a server on this computer. While it is cut, nothing passes."""

    daemon_threads = True

    def __init__(self, port: int) -> None:
        super().__init__(("127.0.0.1", 0), _Connection)
        self.beyond = port
        self.address = f"http://127.0.0.1:{self.server_address[1]}"
        self._whole = threading.Event()
        self._whole.set()
        threading.Thread(target=self.serve_forever, daemon=True).start()

    @property
    def is_cut(self) -> bool:
        """Whether nothing passes."""
        return not self._whole.is_set()

    def cut(self) -> None:
        """Every connection is lost, and no new one is made."""
        self._whole.clear()

    def mend(self) -> None:
        """New connections are made again."""
        self._whole.set()


class _Connection(BaseRequestHandler):
    server: Line

    def handle(self) -> None:
        """Pass on what comes from either end until one ends or the line is cut."""
        if self.server.is_cut:
            return
        with socket.create_connection(("127.0.0.1", self.server.beyond)) as beyond:
            other = {self.request: beyond, beyond: self.request}
            while not self.server.is_cut:
                for end in select.select(list(other), [], [], 0.05)[0]:
                    if not (said := end.recv(65_536)):
                        return
                    other[end].sendall(said)


@contextmanager
def serving(app: Any, port: int, certificate: Path | None = None) -> Iterator[None]:
    """An application on that port while it lasts, over https where there is a certificate."""
    config = uvicorn.Config(
        app, port=port, log_level="critical", access_log=False, lifespan="on", ssl_certfile=certificate
    )
    server, over = uvicorn.Server(config), threading.Event()
    thread = threading.Thread(target=lambda: asyncio.run(_served(server, over)), daemon=True)
    thread.start()
    while not server.started:
        assert thread.is_alive(), f"nothing could be served on port {port}"
        time.sleep(0.02)
    try:
        yield
    finally:
        over.set()
        thread.join(20)


async def _served(server: uvicorn.Server, over: threading.Event) -> None:
    """Serve until it is over, and leave no connection open behind."""
    serving = asyncio.create_task(_until_it_ends(server, over))
    await asyncio.to_thread(over.wait)
    server.should_exit = True
    while not serving.done():
        await asyncio.sleep(0.2)
        for connection in list(server.server_state.connections):
            connection.transport.abort()
    await asyncio.sleep(0.1)


async def _until_it_ends(server: uvicorn.Server, over: threading.Event) -> None:
    """Serve; a server that cannot begin, for its port is taken, is over too, and nobody waits for it."""
    try:
        await server.serve()
    finally:
        over.set()


def intranet(pages: Pages, policy: str = "") -> Starlette:
    """A council's staff pages by their path, under its own content policy."""
    return Starlette(routes=_pages(pages, {"content-security-policy": policy} if policy else {}))


def proxy(beyond: int, pages: Pages) -> Starlette:
    """A council's proxy: staff pages of its own at their paths, and everything else from the program behind it."""
    client = httpx.AsyncClient(base_url=f"http://127.0.0.1:{beyond}", timeout=httpx.Timeout(30, read=None))

    async def pass_on(request: Request) -> Response:
        told = [(name, value) for name, value in request.headers.raw if name != b"connection"]
        path = request.url.path + (f"?{request.url.query}" if request.url.query else "")
        asked = client.build_request(request.method, path, headers=told, content=await request.body())
        answer = await client.send(asked, stream=True)
        passed = StreamingResponse(
            answer.aiter_raw(), answer.status_code, background=BackgroundTask(answer.aclose)
        )
        passed.raw_headers = answer.headers.raw
        return passed

    @asynccontextmanager
    async def lasting(_: Starlette) -> AsyncIterator[None]:
        async with client:
            yield

    methods = ["GET", "POST", "DELETE"]
    return Starlette(
        routes=[*_pages(pages, {}), Route("/{path:path}", pass_on, methods=methods)], lifespan=lasting
    )


def _pages(pages: Pages, headers: Mapping[str, str]) -> list[Route]:
    def shown(body: str) -> Any:
        async def answer(_: Request) -> Response:
            return HTMLResponse(body, headers=dict(headers))

        return answer

    return [Route(path, shown(body)) for path, body in pages.items()]


def certificate(names: Sequence[str], folder: Path) -> Path:
    """A certificate for ``names`` that nobody vouches for, with its key, in one file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, names[0])])
    now = datetime.now(UTC)
    signed = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=2))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(one) for one in names]), critical=False)
        .sign(key, hashes.SHA256())
    )
    form = serialization.Encoding.PEM
    secret = key.private_bytes(form, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    path = folder / "certificate.pem"
    path.write_bytes(secret + signed.public_bytes(form))
    return path
