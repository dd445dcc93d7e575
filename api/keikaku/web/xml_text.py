"""RDF strings may hold characters that XML 1.0 cannot; this keeps a stream of XML well-formed and its strings whole."""

import re
from collections.abc import AsyncIterator

# A parser would read a bare carriage return as a line feed (XML 1.0, 2.11). The other controls, U+FFFE and
# U+FFFF are no XML characters in any spelling (2.2), so the replacement character stands for them.
_CARE = re.compile(rb"[\x00-\x08\x0b-\x1f]|\xef\xbf[\xbe\xbf]")
_UNFINISHED = (b"\xef\xbf", b"\xef")


async def well_formed(chunks: AsyncIterator[bytes]) -> AsyncIterator[bytes]:
    """The chunks of an XML document in UTF-8, with carriage returns escaped and impossible characters replaced."""
    held = b""
    async for chunk in chunks:
        text = held + chunk
        held = next((end for end in _UNFINISHED if text.endswith(end)), b"")
        if ready := text[: len(text) - len(held)]:
            yield _CARE.sub(_spelling, ready)
    if held:
        yield held


def _spelling(match: re.Match[bytes]) -> bytes:
    return b"&#13;" if match[0] == b"\r" else "\N{REPLACEMENT CHARACTER}".encode()
