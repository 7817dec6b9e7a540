"""The walls one by one, from inside, and what the trusted side learns when a submission ends."""

from __future__ import annotations

import pickle
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import psutil
import pytest

from workbench.grading.judging.session import Call, Reply, Session, UnusableError
from workbench.grading.sandbox.command import below_tmp, bubblewrap
from workbench.grading.sandbox.limits import MB, Limits
from workbench.grading.sandbox.outside import Sandbox, SandboxError

SMALL = Limits(memory=500 * MB, disk=16 * MB, inodes=200, reply=2 * MB, processes=16, load=3.0, call=3.0, wall=40.0)

TRIES = {
    "its_own_user_and_namespace": ("os.getpid(), os.getuid(), [p for p in os.listdir('/proc') if p.isdigit()]", None),
    "no_capabilities": (
        "[line.split()[1] for line in open('/proc/self/status') if line.startswith('Cap')]",
        ["0" * 16] * 5,
    ),
    "no_new_privileges": ("[l.split()[1] for l in open('/proc/self/status') if l.startswith('NoNewPrivs')]", ["1"]),
    "filtered_system_calls": ("[l.split()[1] for l in open('/proc/self/status') if l.startswith('Seccomp:')]", ["2"]),
    "no_namespaces_of_its_own": ("int(open('/proc/sys/user/max_user_namespaces').read())", 0),
    "only_loopback": ("[l.split(':')[0].strip() for l in open('/proc/net/dev').readlines()[2:]]", ["lo"]),
    "nothing_to_inherit": ("sorted(int(n) for n in os.listdir('/proc/self/fd'))[:4]", [0, 1, 2, 3]),
    "no_solutions": ("glob.glob('/content/**', recursive=True).count('/content/solutions')", 0),
    "empty_shared_places": (
        "[sorted(os.listdir(p)) for p in ('/tmp', '/dev/shm', '/dev/pts')]",
        [sorted({"home", *(Path(path).parts[2] for path in below_tmp())}), [], []],
    ),
    "data_sets_are_there": ("os.path.exists('/content/datasets/catalog.toml')", True),
}
REFUSED = {
    "write_to_the_system": "open('/usr/x', 'w')",
    "write_to_devices": "open('/dev/x', 'w')",
    "write_to_the_data": "open('/content/datasets/catalog.toml', 'a')",
    "write_to_the_packages": "open(os.__file__, 'a')",
    "fill_the_disk": "open('/tmp/big', 'wb').write(bytes(17_000_000))",
    "more_files_than_allowed": "[open(f'/tmp/{n}', 'w') for n in range(300)]",
    "too_much_memory": "bytearray(700_000_000)",
    "reach_the_network": "socket.create_connection(('1.1.1.1', 80), 1)",
    "another_socket_family": "socket.socket(40, socket.SOCK_STREAM)",
    "memory_without_a_name": "os.memfd_create('m')",
    "ask_what_others_have_read": "os.preadv(os.open(os.__file__, os.O_RDONLY), [bytearray(1)], 0, os.RWF_NOWAIT)",
    "lock_what_all_read": "fcntl.flock(os.open(os.__file__, os.O_RDONLY), fcntl.LOCK_EX)",
    "ask_who_has_a_lock": "fcntl.fcntl(os.open(os.__file__, os.O_RDONLY), fcntl.F_GETLK, bytes(32))",
    "ask_who_has_a_file_open": "fcntl.fcntl(os.open(os.__file__, os.O_RDONLY), fcntl.F_SETLEASE, fcntl.F_WRLCK)",
    "a_name_on_the_host": "socket.socket(fileno=os.dup(3)).bind('\\0a name')",
    "signal_others": "os.kill(-1, 9)",
    "raise_limits": "resource.setrlimit(resource.RLIMIT_AS, (-1, -1))",
    "read_input": "input()",
}


def ask(sandbox: Sandbox, source: str, *, limits: Limits = SMALL, seconds: float = 3.0) -> Reply:
    """Call ``f()`` of a one-cell notebook."""
    with Session(sandbox.address, [(0, source)], limits=limits) as session:
        return next(iter(session.calls("f", [Call(pickle.dumps({}))], seconds=seconds)))


def try_out(sandbox: Sandbox, expression: str) -> Reply:
    return ask(sandbox, f"import fcntl, glob, os, resource, socket\ndef f():\n    return {expression}\n")


@pytest.mark.parametrize("name", TRIES)
def test_what_a_submission_finds(name: str, sandbox: Sandbox) -> None:
    expression, expected = TRIES[name]
    reply = try_out(sandbox, expression)
    assert reply.error is None
    assert reply.value == (expected if expected is not None else (1, 1000, ["1"]))


@pytest.mark.parametrize("name", REFUSED)
def test_what_a_submission_may_not(name: str, sandbox: Sandbox) -> None:
    reply = try_out(sandbox, REFUSED[name])
    assert reply.error is not None
    assert reply.value is None


def test_advice_to_forget_a_file_is_not_followed(sandbox: Sandbox) -> None:
    source = """
import mmap, os

def f():
    handle = os.open(os.__file__, os.O_RDONLY)
    os.pread(handle, 4096, 0)
    os.posix_fadvise(handle, 0, 0, os.POSIX_FADV_DONTNEED)
    mapped = mmap.mmap(handle, 4096, prot=mmap.PROT_READ)
    try:
        mapped.madvise(21)
    except OSError as error:
        return type(error).__name__
"""
    assert ask(sandbox, source).value == "PermissionError"


def test_a_database_of_its_own_still_locks(sandbox: Sandbox) -> None:
    source = """
import sqlite3

def f():
    with sqlite3.connect("/tmp/x.db") as database:
        database.execute("create table t (x)")
        database.execute("insert into t values (1)")
    return sqlite3.connect("/tmp/x.db").execute("select x from t").fetchall()
"""
    assert ask(sandbox, source).value == [(1,)]


def test_what_programs_of_a_submission_hold_counts(sandbox: Sandbox) -> None:
    source = """
import subprocess, sys, time
hungry = "import time; held = bytearray(250_000_000); held[::4096] = bytes(len(held[::4096])); time.sleep(30)"
started = [subprocess.Popen([sys.executable, "-c", hungry]) for _ in range(3)]
time.sleep(20)
"""
    with Session(sandbox.address, [(0, source)], limits=replace(SMALL, load=25.0)) as session:
        list(session.calls("f", [Call(pickle.dumps({}))], seconds=3))
    assert "more memory than is allowed" in session.failures[0].message


@pytest.fixture
def busy_machine() -> Iterator[None]:
    """Others want the processors too."""
    spinning = [subprocess.Popen([sys.executable, "-c", "while True: pass"], start_new_session=True) for _ in range(6)]
    yield
    for process in spinning:
        process.kill()
        process.wait()


@pytest.mark.usefixtures("busy_machine")
def test_what_others_compute_is_nobodys_time(sandbox: Sandbox) -> None:
    source = """
import time

def work():
    while time.process_time() < END:
        pass

END = time.process_time() + 1.5
work()

def f():
    global END
    END = time.process_time() + 1.5
    work()
    return "done"
"""
    limits = replace(SMALL, load=2.0, call=2.0)
    assert ask(sandbox, source, limits=limits, seconds=2.0).value == "done"


def test_to_sleep_is_ones_own_time(sandbox: Sandbox) -> None:
    reply = ask(sandbox, "import time\ndef f():\n    time.sleep(30)\n    return 1", seconds=1.0)
    assert reply.timeout or reply.died  # whoever sees it first


def test_a_loop_without_end_is_waited_for_once(sandbox: Sandbox) -> None:
    """Three cells call what does not end, and an exercise ends the process: the cells are run again without them."""
    endless = "def endless():\n    while True:\n        pass\n"
    cells = [(0, endless), (1, "endless()"), (2, "endless()"), (3, "import os\ndef deadly():\n    os._exit(1)")]
    cells.append((4, "def f():\n    return 1"))
    limits = replace(SMALL, load=2.0)
    with Session(sandbox.address, cells, limits=limits) as session:
        call = [Call(pickle.dumps({}))]
        assert [reply.died is None for reply in session.calls("deadly", call, seconds=3)] == [False]
        assert [reply.value for reply in session.calls("f", call, seconds=3)] == [1]
        assert {(failure.cell, failure.type) for failure in session.failures} == {
            (1, "TimeoutError"),
            (2, "TimeoutError"),
        }
        assert set(session.stopped) == {1, 2}


def test_cells_run_again_take_no_exercises_time(sandbox: Sandbox) -> None:
    """Two cells of seconds, within what each may take; then a process ends, again and again."""
    slow = "import time\ntime.sleep(2)\ndef f():\n    return 1\ndef deadly():\n    import os\n    os._exit(0)"
    limits = replace(SMALL, wall=9.0)
    with Session(sandbox.address, [(0, slow)], limits=limits) as session:
        call = [Call(pickle.dumps({}))]
        for _ in range(4):
            assert [reply.died is None for reply in session.calls("deadly", call, seconds=1)] == [False]
        assert [reply.value for reply in session.calls("f", call, seconds=1)] == [1]


def test_what_fails_only_when_run_again_is_not_told(sandbox: Sandbox) -> None:
    """By then a process has seen hidden inputs."""
    source = f"""
import os, time
if time.time() > {time.time() + 2}:
    raise RuntimeError("what was hidden")
def deadly():
    os._exit(0)
"""
    with Session(sandbox.address, [(0, source)], limits=SMALL) as session:
        call = [Call(pickle.dumps({}))]
        list(session.calls("deadly", call, seconds=1))
        time.sleep(2.5)
        list(session.calls("deadly", call, seconds=1))
        assert [failure.type for failure in session.failures] == ["Exception"]
        assert "hidden" not in session.failures[0].message


def test_honest_code_finds_what_it_needs(sandbox: Sandbox) -> None:
    source = """
import subprocess, sys, tempfile, threading
import numpy as np, pandas as pd, sklearn.linear_model, torch, matplotlib.pyplot as plt
from concurrent.futures import ThreadPoolExecutor
from workbench import Lesson, load_dataset

def f():
    frame = load_dataset("penguins")
    model = sklearn.linear_model.LinearRegression().fit(np.arange(6).reshape(3, 2), [1, 2, 3])
    plt.plot([1, 2])
    plt.close()
    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(2) as pool:
        open(f"{folder}/x", "w").write("x")
        numbers = list(pool.map(abs, [-1, 2]))
    said = subprocess.run([sys.executable, "-c", "print(1)"], capture_output=True, text=True).stdout
    return len(frame) > 100, model.coef_.shape, torch.ones(2).sum().item(), numbers, said
"""
    assert ask(sandbox, source, limits=Limits(), seconds=60).value == (True, (2,), 2.0, [1, 2], "1\n")


def test_an_explorer_in_a_cell_costs_nothing(sandbox: Sandbox) -> None:
    source = """
from workbench import Lesson
lesson = Lesson("02_math/05_optimization")
shown = lesson.explore("descent", lr=0.5)
def f():
    return shown is None
"""
    assert ask(sandbox, source).value is True


def test_every_submission_starts_afresh(sandbox: Sandbox) -> None:
    source = (
        "import os, sys\nsys.left = getattr(sys, 'left', 0) + 1\nopen('/tmp/note', 'x')\ndef f():\n    return sys.left"
    )
    assert [ask(sandbox, source).value for _ in range(3)] == [1, 1, 1]


def test_a_death_costs_one_exercise_and_the_lethal_cell(sandbox: Sandbox) -> None:
    cells = [
        (0, "def good():\n    return 1"),
        (1, "import os\nos._exit(3)\n"),
        (2, "def deadly():\n    import os\n    os.abort()"),
        (3, "1 / 0"),
    ]
    with Session(sandbox.address, cells, limits=SMALL) as session:
        calls = [Call(pickle.dumps({}))] * 3
        dead = list(session.calls("deadly", calls, seconds=3))
        assert len(dead) == 1
        assert dead[0].died is not None
        assert [reply.value for reply in session.calls("good", calls, seconds=3)] == [1, 1, 1]
        assert [(failure.cell, failure.type) for failure in session.failures] == [
            (1, "process"),
            (3, "ZeroDivisionError"),
        ]


def test_a_notebook_of_deadly_cells_is_given_up(sandbox: Sandbox) -> None:
    cells = [(number, "import os\nos._exit(0)") for number in range(40)]
    with Session(sandbox.address, cells, limits=SMALL) as session, pytest.raises(UnusableError, match="12 times"):
        session.start()


def test_the_end_of_the_sandbox_is_the_end_of_everything_in_it() -> None:
    with Sandbox(libraries=()) as own:
        session = Session(own.address, [(0, "import time\ndef f():\n    time.sleep(60)")], limits=SMALL)
        session.start()
        inside = psutil.Process(own.pid).children(recursive=True)
        assert len(inside) >= 2
        folder = Path(own.address).parent
    _, alive = psutil.wait_procs(inside, timeout=10)
    assert not alive
    assert not folder.exists()
    with pytest.raises(SandboxError):
        session.__exit__()


def test_a_killed_sandbox_is_said_and_revived(sandbox: Sandbox) -> None:
    del sandbox
    with Sandbox(libraries=()) as own:
        psutil.Process(own.pid).kill()
        psutil.Process(own.pid).wait(10)
        with pytest.raises(SandboxError):
            Session(own.address, [(0, "x = 1")], limits=SMALL).start()
        own.revive()
        assert ask(own, "def f():\n    return 7").value == 7


def test_only_the_named_libraries_are_imported_beforehand_and_others_when_wanted() -> None:
    loaded = "import sys\nbefore = 'colorsys' in sys.modules\nimport colorsys\n"
    with Sandbox(libraries=("colorsys",)) as both, Sandbox(libraries=()) as none:
        assert ask(both, f"{loaded}def f():\n    return before").value is True
        late = f"{loaded}def f():\n    return before, colorsys.rgb_to_hsv(1.0, 1.0, 1.0)"
        assert ask(none, late).value == (False, (0.0, 0.0, 1.0))


def test_without_bubblewrap_it_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    with pytest.raises(Exception, match="apt-get install bubblewrap"):
        bubblewrap(["true"], datasets=None)


def test_a_kernel_that_makes_no_namespaces_is_named() -> None:
    code = "from workbench.grading.sandbox.rehearsal import rehearse; rehearse()"
    script = 'echo 0 > /proc/sys/user/max_user_namespaces && exec "$@"'
    command = ["unshare", "--user", "--map-root-user", "sh", "-c", script, "sh", sys.executable, "-c", code]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "The sandbox could not be started" in done.stderr
    assert "sysctl -w user.max_user_namespaces=10000" in done.stderr
