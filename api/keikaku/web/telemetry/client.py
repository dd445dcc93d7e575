"""How a client is named in the logs."""

import secrets
from functools import lru_cache
from hashlib import blake2b
from typing import Literal

ClientNaming = Literal["none", "hashed", "address"]


class ClientNames:
    """Names for addresses: none, the address, or a hash that stays the same until this process ends.

    The hash is keyed with a secret that is never written anywhere, so that nobody can try all addresses against it.
    """

    def __init__(self, naming: ClientNaming) -> None:
        self._naming, self._key = naming, secrets.token_bytes(16)
        self._hash = lru_cache(maxsize=1_024)(self._hashed)

    def name(self, address: str | None) -> str | None:
        """What the logs call a client."""
        if address is None or self._naming == "none":
            return None
        if self._naming == "address":
            return address
        return self._hash(address)

    def _hashed(self, address: str) -> str:
        return blake2b(address.encode(), digest_size=6, key=self._key).hexdigest()
