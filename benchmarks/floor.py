"""The floor: a bare Starlette echo that commits one row to SQLite (WAL, synchronous=FULL) for each message."""

import sqlite3
import sys

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route


def application(path: str) -> Starlette:
    """The echo, its rows in the file ``path``."""
    database = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    database.execute("pragma journal_mode=wal")
    database.execute("pragma synchronous=full")
    database.execute("create table messages (id integer primary key, sender text, body text)")

    async def echo(request: Request) -> JSONResponse:
        message = await request.json()
        row = (message["sender"], message["message"])
        database.execute("insert into messages (sender, body) values (?, ?)", row)
        return JSONResponse([{"recipient_id": message["sender"], "text": message["message"]}])

    return Starlette(routes=[Route("/webhooks/rest/webhook", echo, methods=["POST"])])


if __name__ == "__main__":
    uvicorn.run(
        application(sys.argv[2]),
        host="127.0.0.1",
        port=int(sys.argv[1]),
        log_level="warning",
        access_log=False,
    )
