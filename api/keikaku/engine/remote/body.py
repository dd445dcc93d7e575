"""The body of a remote reply as a file that a parser reads: repaired on the way, its last bytes remembered."""

from collections.abc import Callable

_REMEMBERED = 400


class Body:
    """A file object over `read`, with bytes replaced that the engine gets wrong.

    `tail`: the last bytes, where an engine that stops in the middle puts its reasons.
    """

    def __init__(self, read: Callable[[int], bytes], repairs: tuple[tuple[bytes, bytes], ...]) -> None:
        self._read, self._repairs = read, repairs
        self._overlap = max((len(wrong) for wrong, _ in repairs), default=1) - 1
        self._held = b""
        self._ready = b""
        self.tail = b""

    def read(self, size: int = 65_536) -> bytes:
        """At most so many bytes; none at the end alone."""
        while not self._ready and (data := self._read(65_536)):
            self.tail = (self.tail + data)[-_REMEMBERED:]
            self._ready = self._repaired(data)
        if not self._ready:
            self._ready, self._held = self._held, b""
        data, self._ready = self._ready[:size], self._ready[size:]
        return data

    def words(self) -> str:
        """What the engine has said last."""
        return self.tail.decode(errors="replace")

    def _repaired(self, data: bytes) -> bytes:
        """What may be passed on now that these bytes have come; a few are held back, since more may follow."""
        data = self._held + data
        for wrong, right in self._repairs:
            data = data.replace(wrong, right)
        end = len(data) - self._overlap
        if end <= 0:
            self._held = data
            return b""
        self._held = data[end:]
        return data[:end]
