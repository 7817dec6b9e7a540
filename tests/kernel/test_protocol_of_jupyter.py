"""A warm kernel does what a stock kernel does, for every client of the protocol."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
import uuid
from pathlib import Path

import nbformat
import psutil
import pytest
from conftest import PATIENCE, Kernel, StartKernel


def test_it_is_a_fork_with_the_libraries_in_it(kernel: Kernel) -> None:
    assert kernel.is_warm
    assert "workbench.kernel" in kernel.process.parent().cmdline()
    loaded = kernel.text("import sys; print(*sys.modules)").split()
    assert {"numpy", "pandas", "sklearn", "matplotlib", "torch", "transformers"} <= set(loaded)


def test_it_presents_itself_as_the_stock_kernel(start_kernel: StartKernel) -> None:
    code = """
import os, sys, __main__
from IPython import get_ipython
app = get_ipython().parent.parent
print(type(app).__name__, sorted(get_ipython().config), sys.argv[0], len(sys.argv), sys.executable, sys.flags, sys.path)
print(__main__.__name__, hasattr(__main__, "__file__"), os.getpid() == os.getpgid(0) == os.getsid(0))
print(os.environ["MPLBACKEND"], os.umask(0o22), sorted(set(os.environ) - {"TMPDIR"}))
"""
    warm, stock = (start_kernel(name).text(code) for name in ("workbench", "python3"))
    assert warm == stock


def test_interrupt(kernel: Kernel) -> None:
    message = kernel.client.execute("import time\nprint('on', flush=True)\ntime.sleep(600)")
    while kernel.client.get_iopub_msg(timeout=PATIENCE)["content"].get("text") != "on\n":
        pass
    kernel.manager.interrupt_kernel()
    while (reply := kernel.client.get_shell_msg(timeout=PATIENCE))["parent_header"]["msg_id"] != message:
        pass
    assert reply["content"]["ename"] == "KeyboardInterrupt"
    assert kernel.text("print(6 * 7)") == "42"


def test_restart_gives_a_fresh_process(start_kernel: StartKernel) -> None:
    kernel = start_kernel()
    before = int(kernel.text("x = 1\nimport os; print(os.getpid())"))
    kernel.manager.restart_kernel(now=False)
    kernel.client.wait_for_ready(timeout=PATIENCE)
    assert kernel.text("print('x' in globals())") == "False"
    assert int(kernel.text("import os; print(os.getpid())")) != before
    assert not psutil.pid_exists(before)


def test_shutdown_runs_what_is_left_to_do_at_exit(start_kernel: StartKernel, tmp_path: Path) -> None:
    kernel = start_kernel()
    kernel.run(f"import atexit, pathlib; atexit.register(pathlib.Path({str(tmp_path / 'bye')!r}).touch)")
    process = kernel.process
    kernel.manager.shutdown_kernel(now=False)
    assert not process.is_running()
    assert (tmp_path / "bye").exists()


@pytest.mark.parametrize(
    ("death", "code"),
    [
        ("import os; os._exit(7)", 7),
        ("import os, signal; os.kill(os.getpid(), signal.SIGKILL)", -9),  # as the system does when memory is out
        ("import ctypes; ctypes.string_at(0)", -11),
        ("import os; os.abort()", -6),
    ],
)
def test_a_crash_is_seen_with_its_code(start_kernel: StartKernel, death: str, code: int) -> None:
    kernel = start_kernel()
    process = kernel.provisioner.process
    kernel.client.execute(death)
    assert process.wait(timeout=PATIENCE) == code
    assert not kernel.manager.is_alive()


def test_running_out_of_memory_is_an_error_or_a_death_but_never_a_hang(start_kernel: StartKernel) -> None:
    kernel = start_kernel()
    process = kernel.provisioner.process
    kernel.client.execute(
        "import resource\n"
        "resource.setrlimit(resource.RLIMIT_AS, (2**20, 2**20))\n"
        "hoard = []\n"
        "while True: hoard.append(bytearray(2**26))"
    )
    deadline = time.monotonic() + PATIENCE
    while process.poll() is None and time.monotonic() < deadline:
        try:
            message = kernel.client.get_shell_msg(timeout=1)
        except Exception:  # nothing yet
            continue
        if message["content"].get("ename") == "MemoryError":
            return
    assert process.poll() is not None


def test_nbclient_papermill_and_nbval(tmp_path: Path) -> None:
    cells = ["n = 1", "import os, sys\nprint(n, 'torch' in sys.modules)"]
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in cells])
    notebook.cells[0].metadata["tags"] = ["parameters"]
    notebook.metadata["kernelspec"] = {"name": "workbench", "display_name": "Workbench", "language": "python"}
    nbformat.write(notebook, tmp_path / "in.ipynb")
    bin_folder = Path(sys.executable).parent
    for command in (
        [bin_folder / "papermill", "in.ipynb", "papermill.ipynb", "-p", "n", "1"],
        [bin_folder / "jupyter-nbconvert", "--to", "notebook", "--execute", "in.ipynb", "--output", "nbclient.ipynb"],
    ):
        subprocess.run(command, cwd=tmp_path, check=True, capture_output=True)
    for name in ("papermill", "nbclient"):
        executed = nbformat.read(tmp_path / f"{name}.ipynb", as_version=4)
        assert executed.cells[-1].outputs[0].text == "1 True\n"
    command = [sys.executable, "-m", "pytest", "--nbval", "nbclient.ipynb", "-p", "no:cacheprovider"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert "2 passed" in done.stdout, done.stdout


@pytest.fixture
def server(tmp_path: Path) -> subprocess.Popen[bytes]:
    """A Jupyter server; what it says of itself lies in ``tmp_path/server.json``."""
    environment = os.environ | {
        "JUPYTER_RUNTIME_DIR": str(tmp_path),
        "JUPYTER_CONFIG_DIR": str(tmp_path / "config"),
        "JUPYTER_TOKEN": "secret",
    }
    command = [sys.executable, "-m", "jupyter_server", "--no-browser", f"--ServerApp.root_dir={tmp_path}"]
    command += ["--ServerApp.port=0", "--ServerApp.allow_root=True"]
    with (tmp_path / "log").open("wb") as log:
        process = subprocess.Popen(command, env=environment, stdout=log, stderr=log)
    yield process
    process.kill()
    process.wait()


def address_of(server: subprocess.Popen[bytes], folder: Path) -> str:
    told = folder / f"jpserver-{server.pid}.json"
    deadline = time.monotonic() + PATIENCE
    while not told.exists() or not told.read_text():
        assert time.monotonic() < deadline, (folder / "log").read_text()
        time.sleep(0.05)
    return str(json.loads(told.read_text())["url"])


def test_a_server_by_rest_and_websocket_and_its_death(server: subprocess.Popen[bytes], tmp_path: Path) -> None:
    import httpx
    from tornado.ioloop import IOLoop
    from tornado.websocket import websocket_connect

    address = address_of(server, tmp_path)
    headers = {"Authorization": "token secret"}
    made = httpx.post(f"{address}api/kernels", json={"name": "workbench"}, headers=headers, timeout=PATIENCE)
    identity = made.raise_for_status().json()["id"]

    async def execute(code: str) -> str:
        url = f"{address}api/kernels/{identity}/channels?token=secret".replace("http", "ws", 1)
        socket = await websocket_connect(url)
        message = {"msg_id": uuid.uuid4().hex, "msg_type": "execute_request", "username": "", "session": "s"}
        content = {"code": code, "silent": False, "store_history": False, "user_expressions": {}, "allow_stdin": False}
        request = {"header": message, "parent_header": {}, "metadata": {}, "content": content, "channel": "shell"}
        await socket.write_message(json.dumps(request))
        while True:
            answer = json.loads(str(await socket.read_message()))
            if answer["msg_type"] == "stream" and answer["parent_header"].get("msg_id") == message["msg_id"]:
                socket.close()
                return str(answer["content"]["text"])

    told = IOLoop(make_current=False).run_sync(
        lambda: execute("import os, sys; print(os.getpid(), 'torch' in sys.modules, flush=True)"), timeout=PATIENCE
    )
    pid, warm = told.split()
    assert warm == "True"
    kernel = psutil.Process(int(pid))
    httpx.post(f"{address}api/kernels/{identity}/restart", headers=headers, timeout=PATIENCE).raise_for_status()
    assert not kernel.is_running()
    again = psutil.Process(int(IOLoop(make_current=False).run_sync(lambda: execute("import os; print(os.getpid())"))))
    server.send_signal(signal.SIGKILL)
    _, alive = psutil.wait_procs([again], timeout=PATIENCE)
    assert not alive
