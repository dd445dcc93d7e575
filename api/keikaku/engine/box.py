"""The box around a worker process: what it cannot do, whatever a query makes it try.

The kernel and not a look at the query's text keeps it in. A filter of system calls refuses sockets and programs; and
where all data is in memory there is not even a file descriptor left to give. So there is no SERVICE, no fetch, no name
look-up. Only the filter holds for a store on disk, which opens its files as it needs them.
"""

import ctypes
import os
import resource
import sys

from keikaku.engine.seccomp import refuse_network_and_programs

_PR_SET_PDEATHSIG = 1
_SIGKILL = 9


def die_with_parent(parent: int) -> None:
    """Have the kernel kill this process when its parent ends (Linux); ends at once if it already has."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, _SIGKILL, 0, 0, 0)
    if os.getppid() != parent:
        os._exit(0)


def close_doors() -> bool:
    """Before any thread starts: no network and no programs from here on; False where the kernel cannot hold this."""
    os.environ.clear()
    return refuse_network_and_programs()


def close_box(*, needs_files: bool) -> None:
    """When the store is open: no core dump, no writing to files; and no opening of any, if none are needed."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    if not needs_files:
        lowest = os.dup(0)
        os.close(lowest)
        resource.setrlimit(resource.RLIMIT_NOFILE, (lowest, lowest))


class Memory:
    """The address space of this process, limited for each query to what it holds before and some more (Linux)."""

    def __init__(self) -> None:
        self._statm = os.open("/proc/self/statm", os.O_RDONLY) if sys.platform == "linux" else None

    def allow(self, more: int) -> None:
        """Let the process grow by so many bytes from what it holds now; an allocation beyond that fails."""
        if self._statm is not None:
            pages = int(os.pread(self._statm, 64, 0).split()[0])
            _, hard = resource.getrlimit(resource.RLIMIT_AS)
            resource.setrlimit(resource.RLIMIT_AS, (pages * resource.getpagesize() + more, hard))
