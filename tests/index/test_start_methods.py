"""Processes that are begun from a folder of articles run nothing that lies in it."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.tables import ROOT

#: A second thread forbids a fork, so a new interpreter is begun, and with it a tracker.
_BEGINNING = f"""
import sys, threading
sys.path.insert(0, {str(ROOT)!r})
from operator import neg
from index.workers import Workers
threading.Thread(target=threading.Event().wait, daemon=True).start()
if __name__ == "__main__":
    with Workers(2) as workers:
        print(list(workers.map(neg, range(4))))
"""


@pytest.mark.parametrize(
    "foreign", ["index/__init__.py", "multiprocessing.py", "socket.py", "numpy.py", "index/x.txt"]
)
def test_code_in_the_folder_is_not_run(tmp_path: Path, foreign: str) -> None:
    folder = tmp_path / "articles"
    lying = folder / foreign
    lying.parent.mkdir(parents=True)
    lying.write_text(f"open({str(tmp_path / 'run')!r}, 'w')\n")
    script = tmp_path / "begin.py"
    script.write_text(_BEGINNING)
    ended = subprocess.run(
        [sys.executable, script], cwd=folder, capture_output=True, text=True, timeout=120
    )
    assert (ended.returncode, ended.stdout, ended.stderr) == (0, "[0, -1, -2, -3]\n", "")
    assert not (tmp_path / "run").exists()
