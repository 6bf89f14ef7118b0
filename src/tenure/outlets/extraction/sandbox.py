"""What the child process may do: compute, and nothing else.

Memory is bounded everywhere. On Linux the kernel also keeps it from opening files beyond its own program (Landlock,
from Linux 5.13), and from sockets, other programs and other processes (seccomp). Elsewhere it can still write no byte
to any file. What took hold is told, so that it can be looked up.
"""

import contextlib
import ctypes
import os
import platform
import resource
import struct
import sys
from collections.abc import Iterable
from pathlib import Path

import tenure
from tenure.outlets.extraction.limits import MEMORY_BYTES

_NO_NEW_PRIVILEGES = 38
_SET_SECCOMP = 22
_FILTER = 2


def confine() -> list[str]:
    """Gives up all that reading a document does not need, for good. Returns the walls that stand."""
    _bound_resources()
    if not sys.platform.startswith("linux"):
        return ["memory", "no_writing"]
    libc = ctypes.CDLL(None, use_errno=True)
    libc.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0)
    walls = ["memory", "no_writing"]
    if _see_only(libc, _needed_paths()):
        walls.append("files")
    if _call_only_harmless(libc):
        walls.append("network")
    return walls


def allow_cpu(seconds: int) -> None:
    """From now on this many seconds of processor time may be used; then the kernel ends the process."""
    usage = resource.getrusage(resource.RUSAGE_SELF)
    used = usage.ru_utime + usage.ru_stime
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_CPU, (int(used) + seconds + 1, resource.RLIM_INFINITY))


def _bound_resources() -> None:
    for kind, most in (
        (resource.RLIMIT_AS, MEMORY_BYTES),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NOFILE, 64),
    ):
        # macOS does not know a limit on addresses.
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(kind, (most, most))


# --- Files -------------------------------------------------------------------------------------------------------

_CREATE_RULESET, _ADD_RULE, _RESTRICT_SELF = 444, 445, 446
_VERSION_FLAG = 1
_PATH_BENEATH = 1
_READ_FILE, _READ_DIR = 1 << 2, 1 << 3
# What each version of Landlock learned to hold: rights on files, on the network, and beyond the process.
_FILE_RIGHTS = {1: 13, 2: 14, 3: 15, 4: 15, 5: 16}
_NETWORK_SINCE, _SCOPES_SINCE = 4, 6


def _needed_paths() -> list[Path]:
    """The program, its libraries, the fonts; and what the OCR asks about the processor."""
    own = Path(tenure.__path__[0])
    named = (sys.prefix, sys.base_prefix, "/usr", "/lib", "/lib64", "/etc/ld.so.cache", "/etc/fonts")
    processor = ("/proc/cpuinfo", "/proc/meminfo", "/sys/devices/system/cpu", "/dev/urandom", "/dev/null")
    return [path for path in (own, *map(Path, (*named, *processor))) if path.exists()]


def _see_only(libc: ctypes.CDLL, paths: Iterable[Path]) -> bool:
    version = libc.syscall(_CREATE_RULESET, None, 0, _VERSION_FLAG)
    if version < 1:
        return False
    handled = (1 << _FILE_RIGHTS.get(version, 16)) - 1
    network = 0b11 if version >= _NETWORK_SINCE else 0
    scopes = 0b11 if version >= _SCOPES_SINCE else 0
    attributes = struct.pack("=QQQ", handled, network, scopes)
    size = 24 if scopes else 16 if network else 8
    rules = libc.syscall(_CREATE_RULESET, attributes, size, 0)
    if rules < 0:
        return False
    try:
        for path in paths:
            _let_read(libc, rules, path)
        return bool(libc.syscall(_RESTRICT_SELF, rules, 0) == 0)
    finally:
        os.close(rules)


def _let_read(libc: ctypes.CDLL, rules: int, path: Path) -> None:
    rights = _READ_FILE | _READ_DIR if path.is_dir() else _READ_FILE
    with contextlib.suppress(OSError):
        there = os.open(path, os.O_PATH | os.O_CLOEXEC)
        libc.syscall(_ADD_RULE, rules, _PATH_BENEATH, struct.pack("=Qi", rights, there), 0)
        os.close(there)


# --- Calls to the kernel -----------------------------------------------------------------------------------------

# socket, socketpair, execve, execveat, fork, vfork, ptrace, kill, pidfd_open, process_vm_readv, process_vm_writev,
# io_uring_setup, mount, unshare, bpf: by kind of machine, since the numbers differ.
_REFUSED_CALLS = {
    "x86_64": (0xC000003E, (41, 53, 59, 322, 57, 58, 101, 62, 434, 310, 311, 425, 165, 272, 321)),
    "aarch64": (0xC00000B7, (198, 199, 221, 281, 117, 129, 434, 270, 271, 425, 40, 97, 280)),
}
_LOAD, _EQUAL, _AT_LEAST, _ANSWER = 0x20, 0x15, 0x35, 0x06
_CALL_NUMBER, _MACHINE = 0, 4
_ALLOW, _NOT_PERMITTED = 0x7FFF0000, 0x00050001
_FOREIGN_CALLS = 0x40000000  # x86 under another numbering


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("steps", ctypes.c_char_p))


def _call_only_harmless(libc: ctypes.CDLL) -> bool:
    if platform.machine() not in _REFUSED_CALLS:
        return False
    machine, calls = _REFUSED_CALLS[platform.machine()]
    refuse_at = 4 + len(calls) + 1  # the step that refuses; jumps count from the step after them
    steps = [
        (_LOAD, 0, 0, _MACHINE),
        (_EQUAL, 0, refuse_at - 2, machine),
        (_LOAD, 0, 0, _CALL_NUMBER),
        (_AT_LEAST, refuse_at - 4, 0, _FOREIGN_CALLS),
        *((_EQUAL, refuse_at - 5 - index, 0, call) for index, call in enumerate(calls)),
        (_ANSWER, 0, 0, _ALLOW),
        (_ANSWER, 0, 0, _NOT_PERMITTED),
    ]
    code = b"".join(struct.pack("=HBBI", *step) for step in steps)
    program = _Program(len(steps), code)
    return bool(libc.prctl(_SET_SECCOMP, _FILTER, ctypes.byref(program), 0, 0) == 0)
