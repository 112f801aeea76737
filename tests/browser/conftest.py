"""A real browser, and archives served to it.

With ``FIHRIS_SCREENSHOTS`` set to a folder, pictures of the pages are kept there.
"""

import os
import shutil
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from threading import Thread
from typing import Any, Protocol

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright
from waitress import create_server

from index.indexing import reindex
from index.stores import open_store
from search.searcher import open_archive
from tests.patience import PATIENT
from tests.tables import ROOT
from web import create_app

_NAMES = ("chromium", "chromium-browser", "google-chrome")
_DESKTOP = {"width": 1280, "height": 800}
_PHONE = {"width": 360, "height": 640}

# Waiting ends when the page is ready; a slow machine needs longer, and no test may fail for that.
expect.set_options(timeout=20_000)


class Opener(Protocol):
    """Opens a page of its own, with settings of a Playwright context."""

    def __call__(self, address: str, **settings: Any) -> Page: ...


class Camera(Protocol):
    """Keeps a picture of a page, by default of the one opened last."""

    def __call__(self, name: str, page: Page | None = None) -> None: ...


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    program = next(filter(None, map(shutil.which, _NAMES)), None)
    if program is None:
        message = f"no browser found; install one of {', '.join(_NAMES)}"
        if os.environ.get("FIHRIS_REQUIRE_BROWSER") == "1":
            pytest.fail(message)
        pytest.skip(message)
    with sync_playwright() as playwright:
        arguments = ["--no-sandbox", "--disable-gpu"]
        browser = playwright.chromium.launch(executable_path=program, args=arguments)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where the application is served, over a small archive."""
    with served(tmp_path_factory.mktemp("browser"), ROOT / "tests/web/articles.jsonl") as where:
        yield where


@pytest.fixture(scope="session")
def facts_address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The same over the archive case with copies, teasers, places and dates."""
    articles = ROOT / "tests/archives/facts/articles.jsonl"
    with served(tmp_path_factory.mktemp("facts"), articles) as where:
        yield where


@pytest.fixture(scope="session")
def sample_address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The same over the sample archive: several pages of results, long lists of values."""
    with served(tmp_path_factory.mktemp("sample"), ROOT / "sample") as where:
        yield where


@contextmanager
def served(folder: Path, articles: Path) -> Iterator[str]:
    """The application over these articles, in a thread of its own."""
    archive = f"whoosh:{folder}"
    reindex(open_store(archive), [articles])
    with serving(archive) as where:
        yield where


@contextmanager
def serving(archive: str) -> Iterator[str]:
    """The application over an archive, in a thread of its own."""
    engine = open_archive(archive)
    app = create_app(lambda: engine, limits=PATIENT)
    server = create_server(app, host="127.0.0.1", port=0)
    thread = Thread(target=server.run)
    thread.start()
    yield f"http://127.0.0.1:{server.effective_port}"
    # Closed by its own thread, which would otherwise wait on a socket that is gone.
    server.trigger.pull_trigger(server.close)
    thread.join(timeout=10)
    server.task_dispatcher.shutdown()
    assert not thread.is_alive()
    engine.close()


@pytest.fixture
def opened() -> list[Page]:
    """The pages of a test, in the order they were opened."""
    return []


@pytest.fixture
def open_page(browser: Browser, opened: list[Page]) -> Iterator[Opener]:
    """Opens pages; none of them may have had an error in a script, or asked for a forbidden one."""
    complaints: list[str] = []
    with ExitStack() as contexts:

        def open_one(address: str, **settings: Any) -> Page:
            settings = {"viewport": _DESKTOP, **settings}
            context: BrowserContext = contexts.enter_context(
                browser.new_context(base_url=address, **settings)
            )
            context.set_default_timeout(20_000)
            page = context.new_page()
            page.on("pageerror", lambda error: complaints.append(str(error)))
            page.on(
                "console",
                lambda said: (
                    complaints.append(said.text) if "Content Security Policy" in said.text else None
                ),
            )
            opened.append(page)
            return page

        yield open_one
    assert complaints == []


@pytest.fixture
def page(open_page: Opener, address: str) -> Page:
    """A page over the small archive."""
    return open_page(address)


@pytest.fixture
def sample_page(open_page: Opener, sample_address: str) -> Page:
    """A page over the sample archive."""
    return open_page(sample_address)


@pytest.fixture
def phone(open_page: Opener, sample_address: str) -> Page:
    """A phone, over the sample archive."""
    return open_page(sample_address, viewport=_PHONE, has_touch=True, is_mobile=True)


@pytest.fixture
def plain_page(open_page: Opener, sample_address: str) -> Page:
    """A page without JavaScript, over the sample archive."""
    return open_page(sample_address, java_script_enabled=False)


@pytest.fixture
def shot(opened: list[Page]) -> Camera:
    """Keeps pictures where ``FIHRIS_SCREENSHOTS`` says, or none."""
    folder = os.environ.get("FIHRIS_SCREENSHOTS")

    def keep(name: str, page: Page | None = None) -> None:
        if folder:
            # No test may fail for a picture that a loaded machine takes long for.
            path = Path(folder) / f"{name}.png"
            (page or opened[-1]).screenshot(path=path, full_page=False, timeout=120_000)

    return keep
