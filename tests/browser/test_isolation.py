"""A test sees nothing of what the pages of the one before it have stored, though they share a window."""

from __future__ import annotations

import functools
import http.server
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from window import Window

STORE = """async () => {
  document.cookie = 'known=yes; max-age=1000';
  localStorage.known = sessionStorage.known = 'yes';
  await new Promise(done => {
    const asked = indexedDB.open('known');
    asked.onupgradeneeded = () => asked.result.createObjectStore('all');
    asked.onsuccess = () => { asked.result.close(); done(); };
  });
  if (globalThis.caches) await caches.open('known');
}"""
STORED = """async () => [
  document.cookie, localStorage.length, sessionStorage.length, (await indexedDB.databases()).length,
  globalThis.caches ? (await caches.keys()).length : 0,
]"""


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_: Any) -> None:
        pass


@pytest.fixture
def addresses(tmp_path: Path) -> Iterator[list[str]]:
    """Of one page, from a file and from a server."""
    (tmp_path / "page.html").write_text("<!doctype html><title>A page</title>")
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=tmp_path)) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield [(tmp_path / "page.html").as_uri(), f"http://127.0.0.1:{server.server_port}/page.html"]
        server.shutdown()


def test_what_a_page_has_stored_is_gone_with_it(window: Window, addresses: list[str]) -> None:
    for address in addresses:
        page = window.context.new_page()
        page.goto(address)
        page.evaluate(STORE)
        beside = window.context.new_page()
        beside.goto(address)
        assert beside.evaluate("localStorage.known") == "yes"
        window.clear()
        assert window.context.pages == [window.first]
        page = window.context.new_page()
        page.goto(address)
        assert page.evaluate(STORED) == ["", 0, 0, 0, 0]
        window.clear()
