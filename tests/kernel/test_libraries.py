"""What libraries do in a forked kernel: threads, processes, pictures, widgets, the debugger, output of C code."""

from __future__ import annotations

import os
import resource
import sys
from pathlib import Path

import pytest
from conftest import PATIENCE, Kernel, StartKernel


@pytest.mark.parametrize(
    "code",
    [
        "import torch; torch.set_num_threads(2); print(torch.ones(600, 600).mm(torch.ones(600, 600)).sum().item())",
        "import numpy as np; print((np.ones((600, 600)) @ np.ones((600, 600))).sum())",
        "import polars as pl; print(pl.DataFrame({'a': range(9), 'b': [1] * 9}).group_by('b').sum()['a'].item())",
        "import pyarrow as pa, pyarrow.compute as pc; print(pc.sum(pa.array(range(10**6))))",
        "from joblib import Parallel, delayed; print(Parallel(n_jobs=2)(delayed(pow)(k, 2) for k in range(4)))",
        "from concurrent.futures import ProcessPoolExecutor\nprint(*ProcessPoolExecutor(2).map(abs, [-1, 2]))",
        "import multiprocessing as mp\nwith mp.get_context('spawn').Pool(1) as pool: print(pool.map(abs, [-3]))",
        "from concurrent.futures import ThreadPoolExecutor\nprint(*ThreadPoolExecutor(4).map(abs, [-1, 2]))",
        "import sqlite3; print(sqlite3.connect(':memory:').execute('select 6 * 7').fetchone())",
        "import ssl, secrets; ssl.create_default_context(); print(len(secrets.token_bytes(8)))",
        "await __import__('asyncio').sleep(0); print('slept')",
        """
import numpy as np
from sklearn.ensemble import HistGradientBoostingRegressor, RandomForestRegressor
x = np.arange(200.0)[:, None]
for model in (HistGradientBoostingRegressor(), RandomForestRegressor(10, n_jobs=2)):
    print(model.fit(x, x[:, 0]).score(x, x[:, 0]) > 0.9)
""",
        """
import torch
from torch.utils.data import DataLoader, TensorDataset
batches = DataLoader(TensorDataset(torch.arange(8.0)), batch_size=2, num_workers=2)
print([batch.sum().item() for batch, in batches])
weight = torch.zeros(1, requires_grad=True)
(weight - 1).pow(2).sum().backward()
print(weight.grad.item())
""",
        """
from transformers import BertConfig, BertModel
import torch
config = BertConfig(hidden_size=8, num_attention_heads=2, num_hidden_layers=1, intermediate_size=8, vocab_size=9)
print(BertModel(config)(torch.ones(1, 3, dtype=torch.long)).last_hidden_state.shape)
""",
    ],
    ids=lambda code: " ".join(code.split())[:40],
)
def test_it_computes_what_a_stock_kernel_computes(kernel: Kernel, stock: Kernel, code: str) -> None:
    assert kernel.is_warm
    assert kernel.text(code) == stock.text(code) != ""


@pytest.fixture(scope="module")
def stock() -> Kernel:
    from conftest import started

    with started("python3") as one:
        yield one


def test_pictures_appear_inline(kernel: Kernel, stock: Kernel) -> None:
    code = "import matplotlib.pyplot as plt\nplt.plot([1, 2])\nplt.show()\nprint(plt.get_backend())"
    told = []
    for one in (kernel, stock):
        outputs = one.run(code)
        assert [o["data"]["image/png"][:5] for o in outputs if o["msg_type"] == "display_data"] == ["iVBOR"]
        told.append([o["text"] for o in outputs if o["msg_type"] == "stream"])
    assert told[0] == told[1]


def test_the_backend_can_be_chosen_from_outside(start_kernel: StartKernel) -> None:
    kernel = start_kernel(env={**os.environ, "MPLBACKEND": "svg"})
    assert kernel.is_warm
    assert kernel.text("import matplotlib.pyplot as plt; print(plt.get_backend())") == "svg"


def test_widgets_talk_to_their_page(kernel: Kernel) -> None:
    outputs = kernel.run("import ipywidgets; ipywidgets.IntSlider(value=7)")
    opened = [output for output in outputs if output["msg_type"] == "comm_open"]
    assert any(output["data"]["state"].get("value") == 7 for output in opened)
    slider = next(output for output in opened if output["data"]["state"].get("value") == 7)
    kernel.run("slider = _")
    message = {"comm_id": slider["comm_id"], "data": {"method": "update", "state": {"value": 9}, "buffer_paths": []}}
    kernel.client.shell_channel.send(kernel.client.session.msg("comm_msg", message))
    assert kernel.text("print(slider.value)") == "9"


def test_a_bar_of_progress_is_the_notebooks(kernel: Kernel, stock: Kernel) -> None:
    code = "from tqdm.auto import tqdm\nfrom huggingface_hub.utils import tqdm as hub\nprint(tqdm, hub.__mro__[1:])"
    assert kernel.text(code) == stock.text(code)


def test_the_debugger_stops_at_a_line(start_kernel: StartKernel) -> None:
    kernel = start_kernel()
    client = kernel.client

    def ask(command: str, number: int, **arguments: object) -> dict[str, object]:
        request = {"type": "request", "seq": number, "command": command, "arguments": arguments}
        client.control_channel.send(client.session.msg("debug_request", request))
        content: dict[str, object] = client.get_control_msg(timeout=PATIENCE)["content"]
        return content

    initial = {"clientID": "t", "adapterID": "", "pathFormat": "path", "linesStartAt1": True, "columnsStartAt1": True}
    assert ask("initialize", 1, **initial)["success"]
    assert ask("attach", 2)["success"]
    code = "def half(x):\n    y = x / 2\n    return y\nprint(half(8))"
    path = ask("dumpCell", 3, code=code)["body"]["sourcePath"]  # type: ignore[index]
    set_there = ask("setBreakpoints", 4, source={"path": path}, breakpoints=[{"line": 3}], sourceModified=False)
    assert set_there["body"]["breakpoints"][0]["verified"]  # type: ignore[index]
    assert ask("configurationDone", 5)["success"]
    client.execute(code)
    while True:
        message = client.get_iopub_msg(timeout=PATIENCE)
        if message["msg_type"] == "debug_event" and message["content"].get("event") == "stopped":
            break
    thread = message["content"]["body"]["threadId"]
    frames = ask("stackTrace", 6, threadId=thread)["body"]["stackFrames"]  # type: ignore[index]
    assert [frames[0]["name"], frames[0]["line"]] == ["half", 3]
    ask("continue", 7, threadId=thread)
    printed = ""  # a busy machine sends the number and the end of the line one by one
    while not printed.endswith("4.0\n"):
        printed += client.get_iopub_msg(timeout=PATIENCE)["content"].get("text", "")


def test_output_of_c_code_and_of_other_programs(start_kernel: StartKernel) -> None:
    # ipykernel does not capture what C code writes when it sees that it is being tested.
    kernel = start_kernel(env={name: value for name, value in os.environ.items() if name != "PYTEST_CURRENT_TEST"})
    code = """
import ctypes, os, subprocess, sys
ctypes.CDLL(None).puts(b"from C"); ctypes.CDLL(None).fflush(None)
os.write(2, b"to error\\n")
subprocess.run([sys.executable, "-c", "print('from a child')"], check=True)
"""
    kernel.client.execute(code)
    told = {"stdout": "", "stderr": ""}
    while not (told["stdout"].endswith("from a child\n") and told["stderr"]):
        content = kernel.client.get_iopub_msg(timeout=PATIENCE)["content"]
        if "text" in content:
            told[content["name"]] += content["text"]
    assert told == {"stdout": "from C\nfrom a child\n", "stderr": "to error\n"}


# -- each kernel for itself ------------------------------------------------------------------------------------------


def test_random_state_temporary_files_and_history_are_its_own(start_kernel: StartKernel) -> None:
    code = """
import random, tempfile, uuid, multiprocessing
import numpy as np
import torch
print(random.random(), np.random.rand(), np.random.default_rng().random(), uuid.uuid4(), tempfile.mkdtemp(),
      torch.rand(1).item(), multiprocessing.current_process().authkey.hex(),
      get_ipython().history_manager.session_number)
"""
    one, two = (start_kernel().text(code).split() for _ in range(2))
    assert all(a != b for a, b in zip(one, two, strict=True)), (one, two)
    assert Path(one[4]).parent != Path(two[4]).parent


def test_temporary_files_go_with_the_kernel(start_kernel: StartKernel) -> None:
    kernel = start_kernel()
    folder = Path(kernel.text("import tempfile; print(tempfile.mkdtemp())"))
    assert folder.is_dir()
    kernel.manager.shutdown_kernel(now=True)
    while folder.parent.exists():  # removed by a process of its own when there is something in it
        pass


def test_the_request_decides_folder_environment_mask_limits_and_time_zone(
    start_kernel: StartKernel, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    code = """
import os, resource, time
print(os.getcwd(), os.environ["MINE"], "PYTEST_VERSION" in os.environ, os.environ["TMPDIR"], oct(os.umask(0)),
      resource.getrlimit(resource.RLIMIT_CORE)[0], resource.getrlimit(resource.RLIMIT_NOFILE)[0], time.tzname[0])
"""
    environment = {"PATH": os.environ["PATH"], "HOME": os.environ["HOME"], "MINE": "ä b", "TMPDIR": str(tmp_path)}
    environment |= {"TZ": "Asia/Tokyo"}
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (777, hard))
    before = os.umask(0o027)
    try:
        kernel = start_kernel(env=environment, cwd=str(tmp_path))
        assert kernel.is_warm
        told = kernel.text(code)
        environment = {**environment, "PYTHONDONTWRITEBYTECODE": "1"}
    finally:
        os.umask(before)
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
    core = resource.getrlimit(resource.RLIMIT_CORE)[0]
    assert told == f"{tmp_path} ä b False {tmp_path} 0o27 {core} 777 JST"


# -- when it must be a stock kernel ----------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["numpy.py", "matplotlibrc", "pandas/__init__.py"])
def test_a_file_that_hides_a_module_is_not_overlooked(start_kernel: StartKernel, tmp_path: Path, name: str) -> None:
    (tmp_path / name).parent.mkdir(exist_ok=True)
    (tmp_path / name).write_text("answer = 42\n" if name != "matplotlibrc" else "lines.linewidth: 7\n")
    kernel = start_kernel(cwd=str(tmp_path))
    assert name.partition("/")[0] in kernel.provisioner.cold_because
    code = {
        "numpy.py": "import numpy; print(numpy.answer)",
        "pandas/__init__.py": "import pandas; print(pandas.answer)",
        "matplotlibrc": "import matplotlib; print(matplotlib.rcParams['lines.linewidth'])",
    }[name]
    assert kernel.text(code) == ("7.0" if name == "matplotlibrc" else "42")


def test_a_file_that_a_stock_kernel_would_not_see_does_no_harm(start_kernel: StartKernel, tmp_path: Path) -> None:
    (tmp_path / "asyncio.py").write_text("raise RuntimeError\n")
    kernel = start_kernel(cwd=str(tmp_path))
    assert kernel.is_warm
    assert kernel.text("import asyncio; print(asyncio.__name__)") == "asyncio"


def test_it_can_be_switched_off(start_kernel: StartKernel, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WORKBENCH_KERNEL", "stock")
    kernel = start_kernel()
    assert kernel.provisioner.cold_because == "WORKBENCH_KERNEL=stock"
    assert kernel.text("import sys; print('torch' in sys.modules)") == "False"


def test_output_that_somebody_wants_to_read_gets_a_process_of_its_own(start_kernel: StartKernel) -> None:
    import subprocess

    kernel = start_kernel(stderr=subprocess.PIPE)
    assert kernel.provisioner.cold_because == "stderr is wanted as a pipe"
    assert kernel.text("print(1)") == "1"


def test_where_there_are_no_process_descriptors_the_stock_kernel_starts(
    start_kernel: StartKernel, monkeypatch: pytest.MonkeyPatch
) -> None:
    from workbench.kernel import support

    monkeypatch.setattr(sys, "platform", "darwin")
    support._why_not_here.cache_clear()
    reason = support.why_not()
    monkeypatch.undo()
    support._why_not_here.cache_clear()
    assert reason == "forking a process that has loaded native libraries is not safe on darwin"
