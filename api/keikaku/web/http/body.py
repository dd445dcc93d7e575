"""The body of a request as it comes over a connection (RFC 9112, sections 6 and 7)."""

import re
from typing import Protocol

from keikaku.language import Text
from keikaku.web.problem import MALFORMED, HttpProblem

_CHUNK = re.compile(rb"([0-9A-Fa-f]{1,15})[ \t]*(?:;[^\x00-\x08\x0a-\x1f\x7f]*)?")
_LONGEST_LINE = 4_096
_LONGEST_TRAILER = 1 << 16


class Body(Protocol):
    """Takes the bytes of a connection from the head's end on; `is_whole` once its end has come."""

    is_whole: bool

    def feed(self, data: bytes) -> tuple[bytes, bytes]:
        """What of these bytes is content, and what comes after the body; an HttpProblem if they are no body."""
        ...


class SizedBody:
    """A body of so many bytes."""

    def __init__(self, length: int) -> None:
        self._missing = length
        self.is_whole = length == 0

    def feed(self, data: bytes) -> tuple[bytes, bytes]:
        """The content is the bytes themselves."""
        content, rest = data[: self._missing], data[self._missing :]
        self._missing -= len(content)
        self.is_whole = self._missing == 0
        return content, rest


class ChunkedBody:
    """A body in chunks (7.1), whose extensions and trailers are left out."""

    def __init__(self) -> None:
        self.is_whole = False
        self._held = b""
        self._missing = 0
        self._is_inside = self._is_last = False
        self._trailer = 0

    def feed(self, data: bytes) -> tuple[bytes, bytes]:
        """The content of the chunks, without what is around them."""
        data, self._held = self._held + data, b""
        content, place = [], 0
        while not self.is_whole:
            if self._missing:
                piece = data[place : place + self._missing]
                content.append(piece)
                place += len(piece)
                self._missing -= len(piece)
                if self._missing:
                    break
            end = data.find(b"\r\n", place)
            if end < 0 or end - place > _LONGEST_LINE:
                self._held = data[place:]
                if len(self._held) > _LONGEST_LINE:
                    raise _broken()
                break
            self._take_line(data[place:end])
            place = end + 2
        return b"".join(content), data[place:] if self.is_whole else b""

    def _take_line(self, line: bytes) -> None:
        """A line between the contents: the end of a chunk, the size of the next, or one of the trailer."""
        if self._is_last:
            self._trailer += len(line)
            self.is_whole = not line
            if self._trailer > _LONGEST_TRAILER:
                raise _broken()
        elif self._is_inside:
            self._is_inside = False
            if line:
                raise _broken()
        elif size := _CHUNK.fullmatch(line):
            self._missing = int(size[1], 16)
            self._is_inside = self._missing > 0
            self._is_last = not self._is_inside
        else:
            raise _broken()


def _broken() -> HttpProblem:
    return HttpProblem(MALFORMED, Text("チャンクとして読めません。", "The body is not in chunks."))
