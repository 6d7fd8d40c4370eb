"""A raw HTTP/1.1 keep-alive client for JSON, so that the client costs as little as may be."""

import json
import socket
from typing import Any


class JsonClient:
    """One kept-alive connection to 127.0.0.1:``port``."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._socket = self._connect()

    def _connect(self) -> socket.socket:
        sock = socket.create_connection(("127.0.0.1", self._port), timeout=120)
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return sock

    def post(self, path: str, body: Any) -> tuple[int, Any]:
        """Status and decoded body of a POST."""
        data = json.dumps(body).encode()
        head = (
            f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1:{self._port}\r\nContent-Type: application/json\r\n"
            f"Content-Length: {len(data)}\r\n\r\n"
        )
        self._socket.sendall(head.encode() + data)
        return self._answer()

    def _answer(self) -> tuple[int, Any]:
        received = b""
        while b"\r\n\r\n" not in received:
            received += self._more()
        head, _, body = received.partition(b"\r\n\r\n")
        lines = head.decode("latin-1").split("\r\n")
        headers = dict(line.lower().split(": ", 1) for line in lines[1:])
        if headers.get("transfer-encoding") == "chunked":
            body = self._chunked(body)
        else:
            while len(body) < int(headers.get("content-length", 0)):
                body += self._more()
        return int(lines[0].split()[1]), json.loads(body) if body else None

    def _chunked(self, received: bytes) -> bytes:
        while not received.endswith(b"0\r\n\r\n"):
            received += self._more()
        body = b""
        while received:
            size, _, received = received.partition(b"\r\n")
            length = int(size, 16)
            body, received = body + received[:length], received[length + 2 :]
        return body

    def _more(self) -> bytes:
        data = self._socket.recv(65536)
        if not data:
            raise ConnectionError("the server closed the connection")
        return data

    def close(self) -> None:
        """Close the connection."""
        self._socket.close()
