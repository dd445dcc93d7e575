"""Keys that stay the same when a document is read again or its parts are re-ordered (docs/model.md, Keys)."""

import base64
import hashlib

from keikaku.japanese import key_text

_LENGTH = 10


def name_key(*path: str) -> str:
    """The key of a name and its place: 10 characters of the base32 SHA-256 of the NFKC path, outermost first."""
    place = "\x1f".join(key_text(part) for part in path)
    digest = hashlib.sha256(place.encode()).digest()
    return base64.b32encode(digest).decode().lower()[:_LENGTH]
