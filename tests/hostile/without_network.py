"""Runs a command that dies at the first try to use a socket, also from native code.

`python without_network.py COMMAND ...` asks the kernel (seccomp) to kill any process below this
one that connects, sends or listens. Opening a socket alone is let be: urllib3, which trafilatura
imports, opens and closes one to see whether the machine knows IPv6. `forbid` answers False where
the kernel cannot do that.
"""

from __future__ import annotations

import ctypes
import os
import platform
import struct
import sys

# The number of the architecture, and of connect, listen, sendto, sendmsg and sendmmsg on it.
CALLS = {
    "x86_64": (0xC000003E, (42, 50, 44, 46, 307)),
    "aarch64": (0xC00000B7, (203, 201, 206, 211, 269)),
}
NO_NEW_PRIVILEGES, SECCOMP, FILTER = 38, 22, 2
ALLOW, KILL = 0x7FFF0000, 0x80000000
LOAD, EQUAL, RETURN = 0x20, 0x15, 0x06
NUMBER, ARCHITECTURE = 0, 4  # offsets in what the kernel shows a filter
KILLED = -31  # SIGSYS, as subprocess tells it
UNABLE = 77


class _Programme(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("filter", ctypes.c_void_p))


def forbid() -> bool:
    """From here on, this process and its children die when they use a socket."""
    if sys.platform != "linux" or platform.machine() not in CALLS:
        return False
    architecture, calls = CALLS[platform.machine()]
    steps = [(LOAD, 0, 0, ARCHITECTURE), (EQUAL, 0, len(calls) + 2, architecture)]
    steps += [(LOAD, 0, 0, NUMBER)]
    steps += [(EQUAL, len(calls) - n, 0, call) for n, call in enumerate(calls)]
    steps += [(RETURN, 0, 0, ALLOW), (RETURN, 0, 0, KILL)]
    code = ctypes.create_string_buffer(b"".join(struct.pack("HBBI", *step) for step in steps))
    programme = _Programme(len(steps), ctypes.addressof(code))
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(NO_NEW_PRIVILEGES, 1, 0, 0, 0):
        return False
    return bool(libc.prctl(SECCOMP, FILTER, ctypes.byref(programme), 0, 0) == 0)


if __name__ == "__main__":
    if not forbid():
        sys.exit(UNABLE)
    os.execvp(sys.argv[1], sys.argv[1:])
