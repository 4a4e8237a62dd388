"""Chromium for the tests of pages: it opens them, and notes every request and complaint."""

import os
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path

import pytest
import uvicorn
from fastapi import FastAPI
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, sync_playwright

CHROMIUM = Path(os.environ.get("ECOGRAPH_TEST_CHROMIUM", "/usr/bin/chromium"))
_ARGUMENTS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
_RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa")
_MOST_TABS = 300
# What stands on a page when its script is done.
_DRAWN = {
    "/docs": ".opblock",
    "/map": "canvas",
    "/embed/map": "canvas",
    "/sparql": ".CodeMirror",
}
# A status that says no is an answer, and not a fault of the page.
_EXPECTED = "Failed to load resource: the server responded with a status of"


@contextmanager
def chromium() -> Iterator[Browser]:
    """Give a browser; where there is none, fail in CI and skip elsewhere."""
    if not CHROMIUM.is_file():
        missing = f"there is no Chromium at {CHROMIUM} (set ECOGRAPH_TEST_CHROMIUM)"
        if "CI" in os.environ:
            pytest.fail(missing)
        pytest.skip(missing)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=_ARGUMENTS)
        yield browser
        browser.close()


@contextmanager
def served(application: FastAPI) -> Iterator[str]:
    """Serve an application on a free port of this machine, and give its address."""
    config = uvicorn.Config(application, port=0, log_level="warning", lifespan="off")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        thread.join(0.01)
    port = server.servers[0].sockets[0].getsockname()[1]
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join()


# Some colours fade into others, which takes half a second.
_SETTLED = """async () => {
  for (let running = [1]; running.length;) {
    for (const _ of [1, 2]) await new Promise(requestAnimationFrame);
    running = document.getAnimations().filter(each =>
      each.playState === "running" && each.effect.getComputedTiming().endTime !== Infinity);
    await Promise.allSettled(running.map(each => each.finished));
  }
}"""


class Visit:
    """A page that is open in the browser, the requests that left its server, its complaints."""

    def __init__(self, page: Page, home: str) -> None:
        self.page = page
        self.home = home
        self.requests: list[str] = []
        self.complaints: list[str] = []
        page.on("request", self.note_request)
        page.on("console", self.note_message)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def note_request(self, request: Request) -> None:
        """Note a request that leaves the server."""
        if not request.url.startswith((f"{self.home}/", "data:")):
            self.requests.append(request.url)

    def note_message(self, message: ConsoleMessage) -> None:
        """Note what the page complains of, such as something that its policy forbids."""
        if message.type in {"error", "warning"} and not message.text.startswith(_EXPECTED):
            self.complaints.append(message.text)

    def begin_again(self) -> None:
        """Leave the page, and forget what pages kept, asked for and complained of."""
        if self.page.url.startswith(f"{self.home}/"):
            self.page.evaluate("localStorage.clear(); sessionStorage.clear()")
        self.page.goto("about:blank")
        self.page.mouse.move(0, 0)
        self.page.context.clear_cookies()
        self.requests.clear()
        self.complaints.clear()

    def open(self, path: str) -> Page:
        """Open a page and wait until it has loaded everything, and drawn what a script draws."""
        self.page.goto(f"{self.home}{path}", wait_until="load")
        if drawn := _DRAWN.get(path.partition("?")[0]):
            self.page.wait_for_selector(drawn)
        return self.page

    def barriers(self, path: str) -> list[str]:
        """Open a page and return what axe finds on it, at WCAG 2.1 A and AA."""
        self.open(path)
        return self.barriers_here()

    def barriers_here(self, rules: Sequence[str] = _RULES) -> list[str]:
        """Return what axe finds on the page that is open, at WCAG 2.1 A and AA."""
        if not self.page.evaluate("'axe' in window"):
            self.page.evaluate((files("axe_playwright_python") / "axe.min.js").read_text("utf-8"))
        options = {"runOnly": list(rules), "resultTypes": ["violations"]}
        found = self.page.evaluate("options => axe.run(document, options)", options)["violations"]
        return [f"{rule['id']}: {node['html']}" for rule in found for node in rule["nodes"]]

    def faint_in_the_dark(self) -> list[str]:
        """Return what dark colours do not tell from its background on the page that is open."""
        self.page.emulate_media(color_scheme="dark")
        self.page.evaluate(_SETTLED)
        found = self.barriers_here(["color-contrast"])
        self.page.emulate_media(color_scheme="light")
        return found

    def tab_to(self, selector: str) -> None:
        """Press the tabulator until the element that fits has the focus."""
        for _ in range(_MOST_TABS):
            if self.page.evaluate("s => document.activeElement?.matches(s) ?? false", selector):
                return
            self.page.keyboard.press("Tab")
        pytest.fail(f"the tabulator never reached {selector} on {self.page.url}")


@contextmanager
def visiting(
    browser: Browser, home: str, *, width: int = 1280, scheme: str = "light", script: bool = True
) -> Iterator[Visit]:
    """Open a window of this width on a site, in a colour scheme, with or without script."""
    context = browser.new_context(
        viewport={"width": width, "height": 800},
        color_scheme="dark" if scheme == "dark" else "light",
        java_script_enabled=script,
    )
    yield Visit(context.new_page(), home)
    context.close()


def wider_than_window(page: Page) -> Sequence[str]:
    """Return the elements that stick out on the right, beside those in a box that scrolls."""
    return [str(name) for name in page.evaluate(_STICKING_OUT)]


_STICKING_OUT = """() => [...document.body.querySelectorAll("*")]
  .filter((e) => !e.closest(".scroll, .hidden, .skip, .CodeMirror, svg, textarea"))
  .filter((e) => e.getBoundingClientRect().right > document.documentElement.clientWidth + 1)
  .map((e) => e.outerHTML.slice(0, 120))"""
