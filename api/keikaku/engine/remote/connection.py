"""HTTP/1.1 connections to one server, kept open from one request to the next, each of which can be cut at any time.

No redirect is followed and no proxy of the environment is used: a request goes where the operator said, or nowhere.
"""

import socket
import ssl
import threading
import urllib.request
from contextlib import suppress
from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection, IncompleteRead
from urllib.parse import urlsplit

CONNECT_SECONDS = 5.0
_END_SECONDS = 0.05
KEPT = 16
"""Idle connections that are kept."""


class Connections:
    """The connections to the server of a URL."""

    def __init__(self, url: str) -> None:
        self._address = urlsplit(url)
        self._idle: list[HTTPConnection] = []

    def take(self) -> HTTPConnection | None:
        """An idle connection, which the server may have closed meanwhile; None if there is none."""
        with suppress(IndexError):
            return self._idle.pop()
        return None

    def opened(self) -> HTTPConnection:
        """A new connection; OSError if there is none to be had."""
        address = self._address
        host = address.hostname or ""
        if address.scheme == "https":
            context = ssl.create_default_context()
            connection: HTTPConnection = HTTPSConnection(
                host, address.port, timeout=CONNECT_SECONDS, context=context
            )
        else:
            connection = HTTPConnection(host, address.port, timeout=CONNECT_SECONDS)
        connection.connect()
        return connection

    def keep(self, connection: HTTPConnection) -> None:
        """Take back a connection whose response was read to its end."""
        if len(self._idle) < KEPT:
            self._idle.append(connection)
        else:
            connection.close()

    def close(self) -> None:
        """Close what is idle."""
        while connection := self.take():
            connection.close()


class Call:
    """One request after another on a thread of its own; `abort` cuts it off from any other thread.

    `seconds`: how long a server may be silent.
    """

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._socket: socket.socket | None = None
        self._aborted = threading.Event()

    @property
    def is_aborted(self) -> bool:
        """Whether somebody has cut it off."""
        return self._aborted.is_set()

    def pause(self, seconds: float) -> None:
        """Wait so long, or until it is cut off."""
        self._aborted.wait(seconds)

    def send(self, request: urllib.request.Request, connections: Connections) -> "Reply":
        """The reply with its headers; OSError or HTTPException if there is none.

        A kept connection that turns out to be closed is replaced by a new one: nothing was done with the request.
        """
        while kept := connections.take():
            with suppress(OSError, HTTPException):
                return self._sent(request, kept, connections)
            self._raise_if_aborted()
        return self._sent(request, connections.opened(), connections)

    def abort(self) -> None:
        """Cut the connection: whoever waits for it gets an OSError or HTTPException."""
        self._aborted.set()
        if found := self._socket:
            with suppress(OSError):
                found.shutdown(socket.SHUT_RDWR)

    def let_go(self) -> None:
        """The reply is read: from here on the connection may be another call's."""
        self._socket = None

    def _sent(
        self, request: urllib.request.Request, connection: HTTPConnection, connections: Connections
    ) -> "Reply":
        self._socket = connection.sock
        self._socket.settimeout(self._seconds)
        self._raise_if_aborted()
        body = request.data if isinstance(request.data, bytes) else None
        try:
            connection.request(request.get_method(), request.selector, body, dict(request.header_items()))
            return Reply(connection.getresponse(), connection, connections)
        except BaseException:
            connection.close()
            raise

    def _raise_if_aborted(self) -> None:
        if self.is_aborted:
            raise ConnectionAbortedError


class Reply:
    """The reply to one request; `close` when done with it."""

    def __init__(self, response: HTTPResponse, connection: HTTPConnection, connections: Connections) -> None:
        self.status, self.headers = response.status, response.headers
        self._response, self._connection, self._connections = response, connection, connections
        self._is_whole = False

    def read(self, size: int) -> bytes:
        """The next bytes, at most so many and at least one before the end; HTTPException if that comes too early."""
        data = self._response.read1(size)
        if not data:
            if self._response.length:
                raise IncompleteRead(b"", self._response.length)
            self._is_whole = True
        return data

    def beginning(self, size: int) -> bytes:
        """The first bytes of a body, to tell what it is about; as many as come without trouble."""
        parts = []
        with suppress(OSError, HTTPException):
            while size > 0 and (data := self.read(size)):
                parts.append(data)
                size -= len(data)
        return b"".join(parts)

    def close(self) -> None:
        """Keep the connection if the body was read to its end and the server keeps it, else cut it.

        A parser may stop where its text ends, one step before the end of the body.
        """
        if not self._is_whole and self._connection.sock:
            self._connection.sock.settimeout(_END_SECONDS)
            with suppress(OSError, HTTPException):
                self.read(1)
        keeps = self._is_whole and not self._response.will_close
        self._response.close()
        if keeps:
            self._connections.keep(self._connection)
        else:
            self._connection.close()
