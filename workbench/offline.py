"""A guard for runs that must not need the internet: connections leave this machine only over the guard's body.

The guard is an audit hook (PEP 578): it sees every connection that Python code makes, whatever library makes it.
"""

from __future__ import annotations

import ipaddress
import os
import sys
from typing import Any


class NetworkError(ConnectionError):
    """A lesson reached for the network."""


def _is_loopback(host: str) -> bool:
    if host in ("localhost", "", "0.0.0.0", "::"):
        return True
    try:
        return ipaddress.ip_address(host.split("%", 1)[0]).is_loopback
    except ValueError:
        return False


def _hook(event: str, arguments: tuple[Any, ...]) -> None:
    if event == "socket.connect":
        address = arguments[1]
        if isinstance(address, tuple) and not _is_loopback(str(address[0])):
            raise NetworkError(f"a connection to {address[0]} was attempted, but this run is offline")
    elif event == "socket.getaddrinfo":
        host = arguments[0]
        name = host.decode() if isinstance(host, bytes) else str(host or "")
        if not _is_loopback(name):
            raise NetworkError(f"the address of {name} was looked up, but this run is offline")


def guard_if_asked() -> bool:
    """Install the guard for the rest of this process when WORKBENCH_OFFLINE=1. Returns whether it was asked for."""
    if os.environ.get("WORKBENCH_OFFLINE") != "1":
        return False
    if not getattr(sys, "_workbench_offline", False):
        sys.addaudithook(_hook)
        sys._workbench_offline = True  # type: ignore[attr-defined]
    return True
