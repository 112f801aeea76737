"""Record anew what a cluster answers: ``python -m tests.search.engines.opensearch.record``.

Needs nodes as the other tests on OpenSearch do (docs/testing-opensearch.md). It indexes the
articles of ``newspaper.py`` there, runs the tests ``test_replayed_*.py`` on them, and where these
pass writes what was answered to ``recorded/answers.json``.
"""

import os
import sys
from pathlib import Path

import pytest

from index.stores.address import parse_address
from index.stores.opensearch.store import OpenSearchStore
from tests.cluster.__main__ import SETTING
from tests.conftest import PARTED, build_at
from tests.opensearch import fresh_archive
from tests.search.engines.opensearch.newspaper import ARTICLES, LEADS
from tests.search.engines.opensearch.recording import FILE, RECORDER, Recorder

#: What this module has imported already, pytest cannot rewrite any more.
OPTIONS = ("-q", "-p", "no:cacheprovider", "-W", "ignore::pytest.PytestAssertRewriteWarning")


class Plugin:
    """Hands the recorder to the tests."""

    def __init__(self, recorder: Recorder) -> None:
        self.recorder = recorder

    def pytest_configure(self, config: pytest.Config) -> None:
        """Be found by name."""
        config.pluginmanager.register(self.recorder, RECORDER)


def main() -> int:
    """Record all answers; 0 if every test passed."""
    nodes = tuple(filter(None, map(str.strip, os.environ.get(SETTING, "").split(","))))
    if not nodes:
        print(f"{SETTING} names no OpenSearch node; see docs/testing-opensearch.md")
        return 1
    tests = sorted(map(str, Path(__file__).parent.glob("test_replayed_*.py")))
    with fresh_archive(nodes) as address:
        build_at(address, ARTICLES, LEADS, PARTED)
        recorder = Recorder(address)
        recorder.live(OpenSearchStore(parse_address(address)).live().index.name)
        failed = pytest.main([*OPTIONS, *tests], plugins=[Plugin(recorder)])
    if failed:
        print(f"nothing was written to {FILE.name}: see what failed above")
        return 1
    print(f"{recorder.write()} answers in {FILE.name}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
