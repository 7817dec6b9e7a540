"""The same hostile notebooks when the grader is an ordinary user: nothing of the walls may depend on root."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).parent


def test_the_attacks_fail_without_root_too() -> None:
    with tempfile.TemporaryDirectory(prefix="wbn-", dir="/tmp") as folder:
        Path(folder).chmod(0o777)
        command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", f"--basetemp={folder}/pytest"]
        command += [str(HERE / "test_attacks.py")]
        if os.geteuid() == 0:
            places = sorted({sys.base_prefix, sys.prefix, str(HERE.parents[1])})
            command = [sys.executable, str(HERE / "unprivileged.py"), *places, "--", *command]
        environment = {**os.environ, "TMPDIR": folder, "HOME": folder, "PYTHONDONTWRITEBYTECODE": "1"}
        environment.pop("PYTEST_XDIST_WORKER", None)
        done = subprocess.run(
            command, capture_output=True, text=True, cwd=HERE.parents[1], env=environment, check=False
        )
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-2000:]
    assert re.search(r"\b[5-9]\d passed", done.stdout), done.stdout[-500:]
