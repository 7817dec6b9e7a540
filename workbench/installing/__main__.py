"""``python -m workbench.installing ID NAME …``: an installation in a process of its own, told about by its status."""

from __future__ import annotations

import sys

from workbench.errors import WorkbenchError
from workbench.installing.job import BusyError, install, watch_parent
from workbench.installing.targets import find_target
from workbench.interrupts import interruptible

BUSY, FAILED, STOPPED = 3, 2, 130


def main(arguments: list[str]) -> int:
    with interruptible():
        try:
            install(find_target(arguments[1:]), id=arguments[0], check=watch_parent())
        except BusyError:
            return BUSY
        except WorkbenchError as error:
            print(error, file=sys.stderr)  # when it ended before there was a status
            return FAILED
        except KeyboardInterrupt:
            return STOPPED
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
