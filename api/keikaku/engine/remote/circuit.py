"""Whether an endpoint is worth a try: after failures in a row it is left alone for a while, then tried again."""

import threading
import time

FAILURES = 3
FIRST_PAUSE, LONGEST_PAUSE = 0.5, 15.0


class Circuit:
    """Open while the endpoint is left alone; used from many threads."""

    def __init__(self) -> None:
        self._failures = 0
        self._closed_at = 0.0
        self._lock = threading.Lock()

    @property
    def is_open(self) -> bool:
        """Whether not to ask now."""
        return time.monotonic() < self._closed_at

    def succeeded(self) -> None:
        """The endpoint has answered."""
        with self._lock:
            self._failures, self._closed_at = 0, 0.0

    def failed(self) -> None:
        """The endpoint has not answered; each time after the first few, the pause is twice as long."""
        with self._lock:
            self._failures += 1
            if self._failures >= FAILURES:
                pause = min(FIRST_PAUSE * 2 ** min(self._failures - FAILURES, 10), LONGEST_PAUSE)
                self._closed_at = time.monotonic() + pause
