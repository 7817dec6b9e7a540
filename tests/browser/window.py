"""The window that the pages of a test run share."""

from __future__ import annotations

from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext

HERE = "http://127.0.0.1/"


class Window:
    """What all pages of a test run have in common: the files that were fetched, and a process with compiled scripts.

    JupyterLab is 10 MB of JavaScript, and most of what a page of it takes is to fetch and compile them. Nothing else
    goes from one page to the next.
    """

    def __init__(self, context: BrowserContext) -> None:
        self.context = context
        self.seen: set[str] = set()
        context.on("framenavigated", lambda frame: self.seen.add(frame.url))
        # It is never closed, and so keeps the process of its site. Nothing need listen there.
        self.first = context.new_page()
        self.first.route("**", lambda route: route.fulfill(body="", content_type="text/html"))
        self.first.goto(HERE)
        self.storage = context.new_cdp_session(self.first)

    def clear(self) -> None:
        """Close the pages and forget what they stored: cookies, and all that scripts can keep."""
        for page in self.context.pages:
            if page is not self.first:
                page.close()
        self.context.clear_cookies()
        self.context.clear_permissions()
        for origin in {f"{at.scheme}://{at.netloc}" for at in map(urlsplit, self.seen)}:
            if origin.startswith(("http", "file")):
                self.storage.send("Storage.clearDataForOrigin", {"origin": origin, "storageTypes": "all"})
        self.seen.clear()
