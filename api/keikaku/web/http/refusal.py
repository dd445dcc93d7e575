"""The answer to bytes that are no request: there is nothing yet that an application could answer."""

import json

from keikaku.web.http.turn import STATUS_LINES
from keikaku.web.negotiation import PROGRAM_LANGUAGE
from keikaku.web.problem import HttpProblem


def refusal(problem: HttpProblem, base: str, headers: list[tuple[bytes, bytes]]) -> bytes:
    """A problem in bytes (RFC 9457), the last of its connection."""
    content = json.dumps(problem.members(base, PROGRAM_LANGUAGE)).encode()
    fields = [
        *headers,
        (b"content-type", b"application/problem+json"),
        (b"content-language", PROGRAM_LANGUAGE.encode()),
        (b"content-length", b"%d" % len(content)),
        (b"cache-control", b"no-store"),
        (b"connection", b"close"),
    ]
    lines = b"".join(b"%b: %b\r\n" % field for field in fields)
    return STATUS_LINES[problem.kind.status] + lines + b"\r\n" + content
