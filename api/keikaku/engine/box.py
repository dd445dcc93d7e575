"""The box around a worker process: what it cannot do, whatever a query makes it try.

Kernel limits and not a check of the query's text keep it in: with no file descriptor left to give there is no socket
and no file, hence no SERVICE, no fetch and no name look-up.
"""

import ctypes
import os
import resource
import sys

_PR_SET_PDEATHSIG = 1
_PR_SET_NO_NEW_PRIVS = 38


def die_with_parent(parent: int) -> None:
    """Have the kernel kill this process when its parent ends (Linux); ends at once if it already has."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, 9, 0, 0, 0)
    if os.getppid() != parent:
        os._exit(0)


def close_box() -> None:
    """From here on this process opens nothing, writes no file, dumps no core and gains no privileges."""
    os.environ.clear()
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    lowest = os.dup(0)
    os.close(lowest)
    resource.setrlimit(resource.RLIMIT_NOFILE, (lowest, lowest))


class Memory:
    """The address space of this process, limited for each query to what it holds before and some more (Linux)."""

    def __init__(self) -> None:
        self._statm = os.open("/proc/self/statm", os.O_RDONLY) if sys.platform == "linux" else None

    def allow(self, more: int) -> None:
        """Let the process grow by so many bytes from what it holds now; an allocation beyond that fails."""
        if self._statm is None:
            return
        pages = int(os.pread(self._statm, 64, 0).split()[0])
        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        resource.setrlimit(resource.RLIMIT_AS, (pages * resource.getpagesize() + more, hard))
