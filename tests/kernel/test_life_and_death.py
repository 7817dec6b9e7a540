"""Who dies when: no kernel outlives its client, no client notices the death of a zygote, nothing is left behind."""

from __future__ import annotations

import gc
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psutil
import pytest
from conftest import PATIENCE, StartKernel, started, status, zygotes_in

from workbench.kernel import protocol
from workbench.kernel.client import UNKNOWN_EXIT, connect, fork
from workbench.kernel.fingerprint import branch_key, fingerprint
from workbench.kernel.place import runtime_folder, socket_path

CLIENT = """
import sys, time
from jupyter_client.manager import KernelManager
manager = KernelManager(kernel_name="workbench")
manager.start_kernel(independent={independent})
print(manager.provisioner.pid, repr(manager.provisioner.cold_because), flush=True)
time.sleep(600)
"""


def wait_for(happens: Callable[[], object], what: str) -> None:
    deadline = time.monotonic() + PATIENCE
    while not happens():
        assert time.monotonic() < deadline, what
        time.sleep(0.05)


def settled(read: Callable[[], object]) -> object:
    """What is read once it has been the same for half a second."""
    seen: list[object] = []
    wait_for(lambda: seen.append(read()) or (len(seen) > 10 and all(one == seen[-1] for one in seen[-10:])), "a rest")
    return seen[-1]


def client_with_kernel(*, independent: bool = False) -> tuple[subprocess.Popen[str], psutil.Process]:
    """A process of its own that has started a warm kernel."""
    code = CLIENT.format(independent=independent)
    client = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True)
    assert client.stdout is not None
    pid, cold = client.stdout.readline().split(maxsplit=1)
    client.stdout.close()
    assert cold.strip() == "''"
    return client, psutil.Process(int(pid))


# Who lives and who dies does not depend on what is imported, and torch and its like take seconds for each zygote.
FEW_IMPORTS = """
from workbench.kernel import preload
preload.PRELOAD.update(base=("numpy", "workbench.lesson"), nlp=("tokenizers",))
"""


@pytest.fixture
def place(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A place without a zygote, ended with the test; one that is started here imports little."""
    folder = Path(f"/tmp/wbk-{os.getpid()}-{tmp_path.name[-6:]}")
    monkeypatch.setenv("WORKBENCH_KERNEL_DIR", str(folder))
    # What Python keeps compiled there must not look like another set of packages.
    (tmp_path / "site" / "__pycache__").mkdir(parents=True)
    (tmp_path / "site" / "sitecustomize.py").write_text(FEW_IMPORTS)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path / "site"))
    yield folder
    for process in zygotes_in(folder):
        process.kill()
    for file in folder.iterdir():
        file.unlink()
    folder.rmdir()


def test_a_killed_client_takes_its_kernel_along() -> None:
    client, kernel = client_with_kernel()
    client.kill()
    client.wait()
    _, alive = psutil.wait_procs([kernel], timeout=PATIENCE)
    assert not alive


def test_an_independent_kernel_outlives_its_client() -> None:
    client, kernel = client_with_kernel(independent=True)
    client.kill()
    client.wait()
    status()  # the zygote has served a request since, so it has seen that the lease ended
    assert kernel.is_running()
    kernel.kill()
    _, alive = psutil.wait_procs([kernel], timeout=PATIENCE)
    assert not alive


def test_processes_of_a_kernel_end_with_it(start_kernel: StartKernel) -> None:
    kernel = start_kernel()
    child = psutil.Process(int(kernel.text("import subprocess; print(subprocess.Popen(['sleep', '600']).pid)")))
    kernel.process.kill()
    _, alive = psutil.wait_procs([child], timeout=PATIENCE)
    assert not alive


def test_kernels_go_on_without_their_zygote_and_the_next_one_gets_another(place: Path) -> None:
    with started() as kernel:
        kernel.run("x = 6 * 7")
        (zygote,) = zygotes_in(place)
        zygote.kill()
        zygote.wait(PATIENCE)
        assert kernel.text("print(x)") == "42"
        with started() as other:
            assert other.is_warm
            (again,) = zygotes_in(place)
            assert again.pid != zygote.pid
        process = kernel.process
        kernel.client.execute("import os; os._exit(3)")
        wait_for(lambda: kernel.provisioner.process.poll() is not None, "the end of the kernel")
        assert kernel.provisioner.process.poll() == UNKNOWN_EXIT
        wait_for(lambda: not process.is_running() or process.status() == psutil.STATUS_ZOMBIE, "its process")


def test_without_zygote_and_client_nothing_is_left(place: Path) -> None:
    client, kernel = client_with_kernel()
    wait_for(lambda: len(zygotes_in(place)) == 1, "the kernel's own name")  # its first act; its client may be faster
    (zygote,) = zygotes_in(place)
    zygote.kill()
    client.kill()
    client.wait()
    _, alive = psutil.wait_procs([kernel], timeout=PATIENCE)
    assert not alive


def test_a_kernel_that_holds_the_interpreter_still_ends_with_its_client() -> None:
    client, kernel = client_with_kernel()
    # Nothing in the kernel runs any more, its own watch neither: the zygote has to end it.
    kernel.suspend()
    client.kill()
    client.wait()
    _, alive = psutil.wait_procs([kernel], timeout=PATIENCE)
    assert not alive


def test_many_who_come_first_start_one_zygote(place: Path) -> None:
    code = (
        "import os; from workbench.kernel.client import connect, ask; print(ask(connect(os.environ), 'status')['pid'])"
    )
    clients = [subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True) for _ in range(6)]
    pids = {client.communicate(timeout=PATIENCE)[0].strip() for client in clients}
    assert len(pids) == 1
    assert [str(process.pid) for process in zygotes_in(place)] == list(pids)


def test_a_zygote_with_nothing_to_do_ends_and_leaves_nothing(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WORKBENCH_ZYGOTE_IDLE", "0")
    connect(os.environ).close()
    wait_for(lambda: not list(place.glob("*.sock")) and not zygotes_in(place), "the end of the zygote")


def test_one_who_holds_a_zygote_keeps_it(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WORKBENCH_ZYGOTE_IDLE", "0")
    with connect(os.environ) as holder:
        protocol.send(holder, {"op": "hold"})
        received = protocol.receive(holder)
        assert received is not None
        wait_for(lambda: not status()["preloading"], "the end of the imports")
        time.sleep(6)  # longer than it takes the zygote to look whether it is through
        assert [process.pid for process in zygotes_in(place)] == [received[0]["pid"]]
    wait_for(lambda: not zygotes_in(place), "the end of the zygote")


def test_once_nobody_holds_it_a_zygote_and_its_branches_end(place: Path) -> None:
    """However long it would otherwise wait for the next kernel: what a lab has started ends with the lab."""
    assert float(os.environ["WORKBENCH_ZYGOTE_IDLE"]) > 10 * PATIENCE
    with connect(os.environ) as holder:
        protocol.send(holder, {"op": "hold"})
        assert protocol.receive(holder) is not None
        wait_for(lambda: not status()["preloading"], "the end of the imports")
        with connect(os.environ) as connection:
            path = socket_path(branch_key(fingerprint(os.environ), ("nlp",)))
            protocol.send(connection, {"op": "branch", "path": str(path), "extras": ["nlp"]})
            assert protocol.receive(connection) is not None
        assert len(zygotes_in(place)) == 2
        with started() as kernel:
            assert kernel.text("print(1)") == "1"
    wait_for(lambda: not zygotes_in(place), "the end of both")
    assert not list(place.glob("*.sock"))


def test_a_changed_package_set_retires_the_zygote(place: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    packages = tmp_path / "packages"
    packages.mkdir()
    monkeypatch.setenv("PYTHONPATH", str(packages), prepend=os.pathsep)
    with started() as old:
        (zygote,) = zygotes_in(place)
        (packages / "new_package.py").write_text("number = 42\n")
        with started() as new:
            assert new.text("import new_package; print(new_package.number)") == "42"
            assert new.process.ppid() != zygote.pid
        wait_for(lambda: len(list(place.glob("*.sock"))) == 1, "the old zygote's retirement")
        assert old.text("print(1)") == "1"
    wait_for(lambda: not zygote.is_running(), "the old zygote's end with its last kernel")


@pytest.mark.parametrize(
    "bytes_sent",
    [
        b"",
        b"\x00",
        b"\xff\xff\xff\xff",
        b"\x00\x00\x00\x02{]",
        b"\x00\x00\x00\x02[]",
        b'\x00\x00\x00\x0d{"op":"fork"}',
        b"GET / HTTP/1.1\r\n\r\n",
    ],
)
def test_garbage_does_not_disturb_the_zygote(bytes_sent: bytes) -> None:
    before = status()["pid"]
    with connect(os.environ) as connection:
        connection.sendall(bytes_sent)
        connection.shutdown(socket.SHUT_WR)
        connection.recv(4096)
    assert status()["pid"] == before


def test_only_this_user_may_come_in(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with started():
        assert place.stat().st_mode & 0o777 == 0o700
        (path,) = place.glob("*.sock")
        assert path.stat().st_mode & 0o777 == 0o600
    open_to_others = place / "open"
    open_to_others.mkdir()
    open_to_others.chmod(0o755)
    monkeypatch.setenv("WORKBENCH_KERNEL_DIR", str(open_to_others))
    with started() as kernel:
        assert "only you may enter" in kernel.provisioner.cold_because
        assert kernel.text("print(1)") == "1"
    open_to_others.rmdir()


def test_two_hundred_kernels_leave_nothing_behind(tmp_path: Path) -> None:
    def one(number: int) -> int:
        connection = tmp_path / f"{number}.json"  # written by the kernel once its sockets are open
        with Path(os.devnull).open("r+b") as null:
            process = fork(["-f", str(connection)], environment=os.environ, folder="/", files=[null.fileno()] * 3)
        wait_for(connection.exists, "the kernel's sockets")
        process.kill()
        return process.wait(timeout=PATIENCE)

    def traces() -> tuple[object, ...]:
        gc.collect()  # managers of kernels are parts of cycles, and hold sockets
        zygote = psutil.Process(status()["pid"])
        return (
            len(zygote.children()),
            zygote.num_fds(),
            sorted(path.name for path in runtime_folder().iterdir()),
            sorted(path.name for path in Path("/tmp").glob(f"wb-kernel-{zygote.pid}-*")),
            psutil.Process().num_fds(),
        )

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(one, range(8)))
        with started():
            pass
        before = settled(traces)  # what is made once is there now, and the zygote has seen the last client go
        size = psutil.Process(status()["pid"]).memory_info().rss
        codes = list(pool.map(one, range(8, 200)))
    for _ in range(8):
        with started():
            pass
    assert set(codes) == {-9}
    wait_for(lambda: traces() == before, f"{traces()} to become {before}")
    assert psutil.Process(status()["pid"]).memory_info().rss - size < 4 * 2**20


def test_a_full_interrupt_reaches_only_the_kernel(start_kernel: StartKernel) -> None:
    kernel = start_kernel()
    zygote = status()["pid"]
    os.killpg(kernel.provisioner.pid, signal.SIGINT)
    assert kernel.text("print(1)") == "1"
    assert status()["pid"] == zygote


def test_the_socket_is_where_the_fingerprint_says() -> None:
    from workbench.kernel.fingerprint import fingerprint

    assert socket_path(fingerprint(os.environ)).is_socket()
    assert fingerprint(os.environ) != fingerprint({**os.environ, "OMP_NUM_THREADS": "3"})
    assert fingerprint(os.environ) == fingerprint({**os.environ, "WORKBENCH_RECORD": "0", "TZ": "Asia/Tokyo"})
