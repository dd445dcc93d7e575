"""A filter in the kernel that refuses system calls to this process for good (Linux, seccomp(2))."""

import ctypes
import errno
import os
import struct
import sys

_PR_SET_NO_NEW_PRIVS, _PR_SET_SECCOMP, _MODE_FILTER = 38, 22, 2
_LOAD, _EQUAL, _AT_LEAST, _RETURN = 0x20, 0x15, 0x35, 0x06
_NUMBER, _ARCHITECTURE = 0, 4
"""Offsets in what the filter is given."""
_ALLOW, _REFUSE = 0x7FFF0000, 0x00050000 | errno.EPERM
_FOREIGN_NUMBERS = 0x40000000
"""Numbers from here on are those of another calling convention on the same machine (x32)."""

_MACHINES = {
    # architecture; then socket, connect, bind, execve, execveat, io_uring_setup
    "x86_64": (0xC000003E, (41, 42, 49, 59, 322, 425)),
    "aarch64": (0xC00000B7, (198, 203, 200, 221, 281, 425)),
}


def refuse_network_and_programs() -> bool:
    """No new socket, connection or program from here on, in threads started later too; False where this cannot be."""
    if sys.platform != "linux" or os.uname().machine not in _MACHINES:
        return False
    program = _program(*_MACHINES[os.uname().machine])
    code = ctypes.create_string_buffer(program)
    filters = struct.pack("HP", len(program) // 8, ctypes.addressof(code))
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0:
        return False
    return bool(libc.prctl(_PR_SET_SECCOMP, _MODE_FILTER, ctypes.c_char_p(filters), 0, 0) == 0)


def _program(architecture: int, refused: tuple[int, ...]) -> bytes:
    """Classic BPF: load, compare, jump so many steps if equal, so many if not."""
    to_refusal = len(refused) + 1
    steps = [
        (_LOAD, 0, 0, _ARCHITECTURE),
        (_EQUAL, 0, to_refusal + 2, architecture),
        (_LOAD, 0, 0, _NUMBER),
        (_AT_LEAST, to_refusal, 0, _FOREIGN_NUMBERS),
        *((_EQUAL, to_refusal - index - 1, 0, number) for index, number in enumerate(refused)),
        (_RETURN, 0, 0, _ALLOW),
        (_RETURN, 0, 0, _REFUSE),
    ]
    return b"".join(struct.pack("HBBI", *step) for step in steps)
