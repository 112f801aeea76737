"""The nodes that other tests rely on: they really come, go, refuse and come back."""

import os
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest

from tests.cluster.__main__ import SETTING, main
from tests.cluster.artifacts import unpack
from tests.cluster.asking import Access, Refused, ask
from tests.cluster.blueprint import OLD, Blueprint
from tests.cluster.cluster import Cluster, NotUp
from tests.cluster.node import Node
from tests.cluster.records import Record
from tests.opensearch import REQUIRED, SecureNode, absent, fresh_archive, started


def test_without_nodes_tests_are_skipped_and_fail_where_they_must_run(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv(REQUIRED, raising=False)
    with pytest.raises(pytest.skip.Exception, match="no node"):
        absent("no node")
    monkeypatch.setenv(REQUIRED, "1")
    with pytest.raises(pytest.fail.Exception, match="no node"):
        absent("no node")


def test_unpacking_keeps_the_right_to_run(tmp_path: Path) -> None:
    entry = zipfile.ZipInfo("bin/run")
    entry.external_attr = 0o755 << 16
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as file:
        file.writestr(entry, "echo")
        file.writestr("bin/read", "text")
    unpack(tmp_path / "a.zip", tmp_path / "a")
    assert os.access(tmp_path / "a/bin/run", os.X_OK)
    assert (tmp_path / "a/bin/read").read_text(encoding="utf-8") == "text"


def test_the_process_of_somebody_else_is_no_node(tmp_path: Path) -> None:
    other = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    (tmp_path / "pid").write_text(str(other.pid), encoding="utf-8")
    node = Node(tmp_path)
    assert not node.alive
    node.kill()
    assert other.poll() is None
    other.communicate(b"\n")
    assert other.returncode == 0


def test_a_node_that_does_not_come_up_says_why(opensearch_nodes: tuple[str, ...]) -> None:
    wrong = Blueprint(nodes=1, heap="256m", settings={"no.such.setting": 1})
    with pytest.raises(NotUp, match=r"unknown setting \[no.such.setting\]"), started(wrong):
        pass


def test_what_an_archive_leaves_is_removed(opensearch_nodes: tuple[str, ...]) -> None:
    node = opensearch_nodes[0]
    with fresh_archive(opensearch_nodes) as address:
        name = address.rpartition("/")[2]
        assert address == f"opensearch://{node}/{name}"
        ask(node, f"/_index_template/{name}", "PUT", {"index_patterns": [f"{name}-*"]})
        ask(node, f"/{name}-1", "PUT", {"aliases": {name: {}}})
        assert list(ask(node, f"/_alias/{name}")) == [f"{name}-1"]
    for path in (f"/_alias/{name}", f"/{name}-1", f"/_index_template/{name}"):
        with pytest.raises(Refused, match="HTTP 404"):
            ask(node, path)


def test_nodes_die_one_by_one_and_come_back_with_their_data(cluster: Cluster) -> None:
    with fresh_archive(cluster.addresses) as address:
        name = address.rpartition("/")[2]
        shards = {
            "number_of_shards": 3,
            "number_of_replicas": 1,
            "unassigned.node_left.delayed_timeout": "0s",
        }
        cluster.ask(f"/{name}", "PUT", {"settings": {"index": shards}})
        for number in range(20):
            cluster.ask(f"/{name}/_doc/{number}", "PUT", {"number": number})
        cluster.ask(f"/{name}/_refresh", "POST")
        cluster.wait_for("green", nodes=3)

        cluster.kill(0)
        with pytest.raises(OSError, match="refused"):
            ask(cluster.addresses[0], "/")
        cluster.wait_for("green", nodes=2)
        assert cluster.ask(f"/{name}/_count")["count"] == 20

        cluster.kill(1)
        # The node that is left needs a moment to see that the other is gone.
        assert until_refused(cluster.addresses[2], "/_cluster/health?master_timeout=1s") == 503

        cluster.restart(0)
        cluster.restart(1)
        cluster.wait_for("yellow", nodes=3)
        assert cluster.ask(f"/{name}/_count")["count"] == 20

        # What Cluster.mend says: it depends on who is elected whether the node that was left alone
        # can give copies of its shards before it is started anew.
        cluster.kill(2)
        cluster.wait_for("red", nodes=2)
        cluster.restart(2)
        cluster.wait_for("green", nodes=3)
        assert cluster.ask(f"/{name}/_count")["count"] == 20


def until_refused(node: str, path: str) -> int:
    """Ask again until the node refuses to answer, at most a minute; the status of its refusal."""
    end = time.monotonic() + 60
    while time.monotonic() < end:
        try:
            ask(node, path)
        except Refused as refusal:
            return refusal.status
        time.sleep(0.1)
    raise AssertionError(f"{node} still answers {path}")


def test_a_frozen_node_takes_connections_and_does_not_answer(cluster: Cluster) -> None:
    cluster.freeze(2)
    with pytest.raises(TimeoutError):
        ask(cluster.addresses[2], "/", seconds=1)
    cluster.thaw(2)
    cluster.wait_for("green", nodes=3)
    assert ask(cluster.addresses[2], "/")["name"] == "node-2"


def test_the_command_finds_a_cluster_that_runs(
    own_cluster: Cluster, capsys: pytest.CaptureFixture[str]
) -> None:
    own_cluster.mend()
    assert main(["start"], own_cluster.name) == 0
    assert capsys.readouterr().out == f"export {SETTING}={','.join(own_cluster.addresses)}\n"
    assert main(["status"], own_cluster.name) == 0
    shown = capsys.readouterr().out
    for number, address in enumerate(own_cluster.addresses):
        assert f"{own_cluster.name}\tnode-{number}\t{address}\tversion 2.19.4" in shown


def test_the_command_ends_what_another_process_began(opensearch_nodes: tuple[str, ...]) -> None:
    with started(OLD) as cluster:
        record = Record.read(cluster.name)
        assert record is not None
        assert record.nodes[0].alive
        ended = subprocess.run(
            [sys.executable, "-c", "import sys; from tests.cluster.__main__ import main; "
             f"sys.exit(main(['stop'], {cluster.name!r}))"],
            check=False,
        )  # fmt: skip
        assert ended.returncode == 0
        # A node that was told to end may take a moment to be gone.
        end = time.monotonic() + 60
        while cluster.nodes[0].alive and time.monotonic() < end:
            time.sleep(0.1)
        assert not cluster.nodes[0].alive
        assert not record.folder.exists()
        assert Record.read(cluster.name) is None


def test_the_old_node_is_old(old_node: str) -> None:
    assert ask(old_node, "/")["version"]["number"] == "1.3.20"


def test_the_secure_node_knows_its_users(secure_node: SecureNode) -> None:
    papers = secure_node.papers
    by_certificate = Access(papers.authority, certificate=papers.client, key=papers.client_key)
    reader = Access(papers.authority, secure_node.reader, secure_node.reader_password)
    for access in (secure_node.access, by_certificate):
        with fresh_archive([secure_node.address], access) as address:
            name = address.rpartition("/")[2]
            ask(secure_node.address, f"/{name}-1", "PUT", access=access)
            path = f"/{name}-1/_search"
            assert ask(secure_node.address, path, access=reader)["hits"]["hits"] == []
            with pytest.raises(Refused, match="HTTP 403"):
                ask(secure_node.address, f"/{name}-1", "DELETE", access=reader)


@pytest.mark.parametrize(("user", "password"), [("fihris", "wrong"), ("nobody", "x"), ("", "")])
def test_the_secure_node_refuses_strangers(
    secure_node: SecureNode, user: str, password: str
) -> None:
    with pytest.raises(Refused, match="HTTP 401"):
        ask(secure_node.address, "/", access=Access(secure_node.papers.authority, user, password))


def test_papers_of_a_stranger_open_nothing(secure_node: SecureNode) -> None:
    papers = secure_node.papers
    with pytest.raises(OSError, match="CERTIFICATE_VERIFY_FAILED"):
        ask(secure_node.address, "/", access=Access(papers.stranger, "fihris", "x"))
    forged = Access(papers.authority, certificate=papers.forged, key=papers.forged_key)
    with pytest.raises(OSError, match=r"(?i)alert|closed|reset"):
        ask(secure_node.address, "/", access=forged)
    with pytest.raises(OSError, match=r"(?i)closed|reset"):
        ask(secure_node.address, "/")
