"""Take from the calling process what a reader or a writer never needs: sockets, programs, memory.

The filter is a few instructions of classic BPF that the kernel runs before each system call
(seccomp(2)). It is written out here: the bindings to libseccomp are copyleft and need its library.
"""

import ctypes
import errno
import logging
import os
import platform
import resource
import struct
import sys
from pathlib import Path

from ecograph.store.queries.protections import NONE, Off, Protection

_log = logging.getLogger(__name__)
_MEBIBYTE = 1024 * 1024

# prctl(2): after this no program that is started can gain rights; the kernel wants it for a filter.
_NO_NEW_PRIVILEGES = 38
_SET_SECCOMP = 22
_MODE_FILTER = 2

# One instruction: what to do, how far to jump if true and if false, and a value.
_INSTRUCTION = "HBBI"
_LOAD = 0x20
_JUMP_IF_EQUAL = 0x15
_JUMP_IF_AT_LEAST = 0x35
_RETURN = 0x06
_NUMBER_OFFSET = 0
_MACHINE_OFFSET = 4
_ALLOW = 0x7FFF0000
_REFUSE = 0x00050000 | errno.EPERM
_KILL = 0x80000000
# On x86-64 the same calls have a second set of numbers from here on (x32), never used here.
_SECOND_NUMBERS = 0x40000000

# What a machine is called by audit(7), and the numbers of the calls that are refused there:
# socket, socketpair, connect, accept, sendto, sendmsg, bind, listen, accept4, recvmmsg, sendmmsg;
# execve, execveat; ptrace, process_vm_readv, process_vm_writev, pidfd_getfd; kill, tkill, tgkill,
# pidfd_send_signal; io_uring_setup, io_uring_enter, io_uring_register, which open sockets too.
_MACHINES = {
    "x86_64": (
        0xC000003E,
        (
            *(41, 53, 42, 43, 44, 46, 49, 50, 288, 299, 307),
            *(59, 322, 101, 310, 311, 438, 62, 200, 234, 424, 425, 426, 427),
        ),
    ),
    "aarch64": (
        0xC00000B7,
        (
            *(198, 199, 203, 202, 206, 211, 200, 201, 242, 243, 269),
            *(221, 281, 117, 270, 271, 438, 129, 130, 131, 424, 425, 426, 427),
        ),
    ),
}


def enter(memory_mb: int, off: Off = NONE) -> None:
    """Hold the calling process to its work for good: no sockets, no core dumps, limited memory.

    What the process has by now does not count as memory. Pipes that are open stay usable.
    """
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    limit_memory(memory_mb)
    if Protection.NO_SOCKETS not in off and not forbid_sockets():
        _log.warning(
            "This machine (%s, %s) has no seccomp filter that ecograph knows: queries are checked "
            "before they run, but nothing else keeps a reader process from opening sockets.",
            sys.platform,
            platform.machine(),
        )


def limit_memory(memory_mb: int | None) -> None:
    """Let the process take this much more address space than it has; None lifts the limit."""
    most = resource.RLIM_INFINITY
    if memory_mb is not None and sys.platform == "linux":
        most = _address_space() + memory_mb * _MEBIBYTE
    resource.setrlimit(resource.RLIMIT_AS, (most, resource.RLIM_INFINITY))


def forbid_sockets() -> bool:
    """Refuse the process each call that opens a socket, and tell whether the kernel does so.

    It also refuses to start programs, and to touch other processes. There is no way back.
    """
    machine = _MACHINES.get(platform.machine())
    if sys.platform != "linux" or machine is None:
        return False
    program = _program(*machine)
    text = ctypes.create_string_buffer(program, len(program))
    count = len(program) // struct.calcsize(_INSTRUCTION)
    header = ctypes.create_string_buffer(struct.pack("HP", count, ctypes.addressof(text)))
    control = ctypes.CDLL(None, use_errno=True).prctl
    control.argtypes = [ctypes.c_int, *[ctypes.c_ulong] * 4]
    if control(_NO_NEW_PRIVILEGES, 1, 0, 0, 0):
        return False
    return bool(control(_SET_SECCOMP, _MODE_FILTER, ctypes.addressof(header), 0, 0) == 0)


def _program(machine: int, refused: tuple[int, ...]) -> bytes:
    """Return the filter: another machine's calls kill, the refused ones fail, others pass."""
    steps = [
        (_LOAD, 0, 0, _MACHINE_OFFSET),
        (_JUMP_IF_EQUAL, 1, 0, machine),
        (_RETURN, 0, 0, _KILL),
        (_LOAD, 0, 0, _NUMBER_OFFSET),
        (_JUMP_IF_AT_LEAST, len(refused) + 1, 0, _SECOND_NUMBERS),
        *((_JUMP_IF_EQUAL, len(refused) - place, 0, call) for place, call in enumerate(refused)),
        (_RETURN, 0, 0, _ALLOW),
        (_RETURN, 0, 0, _REFUSE),
    ]
    return b"".join(struct.pack(_INSTRUCTION, *step) for step in steps)


def _address_space() -> int:
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[0])
    return pages * os.sysconf("SC_PAGE_SIZE")
