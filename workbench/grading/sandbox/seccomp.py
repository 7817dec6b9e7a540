"""The system calls that no notebook needs, refused by a filter made with libseccomp.

A list of what is forbidden: what is allowed to numerical libraries changes with every release. The namespaces are the
wall; this takes away the tools for climbing it.
"""

from __future__ import annotations

import ctypes
import errno
import os
from contextlib import suppress

from workbench.errors import WorkbenchError
from workbench.grading.sandbox import linux

_FORBIDDEN = """
    acct add_key bpf chroot clock_adjtime clock_settime create_module delete_module fanotify_init finit_module fsconfig
    fsmount fsopen fspick get_kernel_syms init_module io_uring_enter io_uring_register io_uring_setup ioperm iopl kcmp
    kexec_file_load kexec_load keyctl lookup_dcookie mbind migrate_pages mount mount_setattr move_mount move_pages
    name_to_handle_at nfsservctl open_by_handle_at open_tree perf_event_open personality pidfd_getfd pivot_root
    process_madvise process_vm_readv process_vm_writev ptrace query_module quotactl quotactl_fd reboot request_key
    set_mempolicy setdomainname sethostname setns settimeofday stime swapoff swapon sysfs syslog umount umount2 unshare
    uselib userfaultfd ustat vhangup vm86 vm86old
"""
_MISSING = """
    memfd_create memfd_secret shmget
    cachestat mincore
    flock inotify_init inotify_init1 inotify_add_watch
"""
"""As if the kernel did not have them, so that libraries go another way. Memory that no process has mapped, and so no
limit counts; what tells which pages of a file somebody has read; what tells who else has a file open or locked: all
submissions see the same files of the system, and by them one could talk to the next."""
_GETLK, _OFD_GETLK, _SETLEASE, _GETLEASE, _NOTIFY = 5, 36, 1024, 1025, 1026
_VALUES = tuple(("fcntl", 1, value) for value in (_GETLK, _OFD_GETLK, _SETLEASE, _GETLEASE, _NOTIFY))
_EVICTING = (20, 21)  # MADV_COLD, MADV_PAGEOUT
_DONTNEED, _NOWAIT = 4, 8
_NAMESPACES = (
    linux.CLONE_NEWNS
    | linux.CLONE_NEWCGROUP
    | linux.CLONE_NEWUTS
    | linux.CLONE_NEWIPC
    | linux.CLONE_NEWUSER
    | linux.CLONE_NEWPID
    | linux.CLONE_NEWNET
)
_FAMILIES = (1, 2, 10, 16)  # AF_UNIX, AF_INET, AF_INET6, AF_NETLINK: a network namespace covers these, but not AF_VSOCK
_TIOCSTI, _TIOCLINUX = 0x5412, 0x541C
PR_SET_SECCOMP, SECCOMP_MODE_FILTER = 22, 2


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("instructions", ctypes.c_void_p))


def compile_filter() -> bytes:
    """The filter as a program for the kernel. Raises WorkbenchError where libseccomp is missing."""
    try:
        import pyseccomp as libseccomp  # type: ignore[import-untyped]
    except (ImportError, RuntimeError, OSError) as error:
        raise WorkbenchError(
            f"The sandbox needs libseccomp ({error}): install the extra 'grading' and the system's libseccomp2."
        ) from error
    refuse = libseccomp.ERRNO(errno.EPERM)
    made = libseccomp.SyscallFilter(libseccomp.ALLOW)
    for name in _FORBIDDEN.split():
        try:
            made.add_rule(refuse, name)
        except OSError:  # a call that this architecture or library does not know
            continue
    made.add_rule(refuse, "clone", libseccomp.Arg(0, libseccomp.MASKED_EQ, linux.CLONE_NEWUSER, linux.CLONE_NEWUSER))
    for flag in (1 << bit for bit in range(32) if _NAMESPACES & 1 << bit and 1 << bit != linux.CLONE_NEWUSER):
        made.add_rule(refuse, "clone", libseccomp.Arg(0, libseccomp.MASKED_EQ, flag, flag))
    for name in _MISSING.split():
        with suppress(OSError):
            made.add_rule(libseccomp.ERRNO(errno.ENOSYS), name)
    # The kernel shares the processors between sessions: it is told that it is in one of its own, and stays in this one.
    made.add_rule(libseccomp.ERRNO(0), "setsid")
    for name, place, value in _VALUES:
        with suppress(OSError):
            made.add_rule(refuse, name, libseccomp.Arg(place, libseccomp.MASKED_EQ, 0xFFFFFFFF, value))
    for advice in _EVICTING:
        made.add_rule(refuse, "madvise", libseccomp.Arg(2, libseccomp.MASKED_EQ, 0xFFFFFFFF, advice))
    # Libraries give this advice too, on files of their own, and take a refusal for an error: it is heard, not followed.
    made.add_rule(libseccomp.ERRNO(0), "fadvise64", libseccomp.Arg(3, libseccomp.MASKED_EQ, 0xFFFFFFFF, _DONTNEED))
    made.add_rule(
        libseccomp.ERRNO(errno.EOPNOTSUPP), "preadv2", libseccomp.Arg(5, libseccomp.MASKED_EQ, _NOWAIT, _NOWAIT)
    )
    # Its flags lie in memory, where a filter cannot look: glibc then falls back to clone.
    made.add_rule(libseccomp.ERRNO(errno.ENOSYS), "clone3")
    for request in (_TIOCSTI, _TIOCLINUX):
        made.add_rule(refuse, "ioctl", libseccomp.Arg(1, libseccomp.MASKED_EQ, 0xFFFFFFFF, request))
    _allow_families(libseccomp, made, refuse)
    with os.fdopen(os.memfd_create("filter"), "w+b") as file:
        made.export_bpf(file)
        file.flush()
        os.lseek(file.fileno(), 0, os.SEEK_SET)
        return file.read()


def _allow_families(libseccomp: object, made: object, refuse: object) -> None:
    """Refuse socket(2) for every family between and beyond those that are allowed."""
    arg, add = libseccomp.Arg, made.add_rule  # type: ignore[attr-defined]
    last = max(_FAMILIES)
    for family in range(last):
        if family not in _FAMILIES:
            add(refuse, "socket", arg(0, libseccomp.EQ, family))  # type: ignore[attr-defined]
    add(refuse, "socket", arg(0, libseccomp.GT, last))  # type: ignore[attr-defined]


def install(program: bytes) -> None:
    """Put this process, and all it will start, under the filter. Needs no_new_privs. Raises OSError."""
    buffer = ctypes.create_string_buffer(program, len(program))
    made = _Program(len(program) // 8, ctypes.cast(buffer, ctypes.c_void_p))
    linux.prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, ctypes.addressof(made))
