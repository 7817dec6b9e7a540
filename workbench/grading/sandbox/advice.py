"""Why a sandbox cannot be started here, and what to do about it."""

from __future__ import annotations

import sys
from pathlib import Path

_SWITCHES = {
    "/proc/sys/kernel/apparmor_restrict_unprivileged_userns": (
        "1",
        "AppArmor keeps ordinary programs from making user namespaces (Ubuntu since 23.10). Install the profile that "
        "allows it to bwrap ('apt-get install apparmor-profiles' and link its bwrap-userns-restrict into "
        "/etc/apparmor.d), or switch the restriction off: sysctl -w kernel.apparmor_restrict_unprivileged_userns=0",
    ),
    "/proc/sys/kernel/unprivileged_userns_clone": (
        "0",
        "This kernel makes user namespaces for root alone: sysctl -w kernel.unprivileged_userns_clone=1",
    ),
    "/proc/sys/user/max_user_namespaces": (
        "0",
        "This kernel makes no user namespaces: sysctl -w user.max_user_namespaces=10000",
    ),
}
_CONTAINERS = ("/.dockerenv", "/run/.containerenv")
_IN_CONTAINER = (
    "In a container the sandbox needs the right to make namespaces and mounts: start it with --security-opt "
    "seccomp=unconfined --security-opt apparmor=unconfined --security-opt systempaths=unconfined, or grade outside."
)


def advice() -> str:
    """What on this machine is known to keep a sandbox from starting; empty when nothing is found."""
    if sys.platform != "linux":
        return "The sandbox needs Linux."
    found = [text for path, (bad, text) in _SWITCHES.items() if _read(path) == bad]
    if any(Path(path).exists() for path in _CONTAINERS):
        found.append(_IN_CONTAINER)
    return " ".join(found)


def _read(path: str) -> str:
    try:
        return Path(path).read_text(encoding="ascii").strip()
    except OSError:
        return ""
