"""Fixtures: archives on real OpenSearch nodes; docs/testing-opensearch.md says how to run them."""

import os
import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import NoReturn

import pytest

from tests.cluster.__main__ import SETTING
from tests.cluster.artifacts import Unprepared
from tests.cluster.asking import OPEN, Access, Refused, ask
from tests.cluster.blueprint import OLD, THREE, Blueprint
from tests.cluster.cluster import Cluster
from tests.cluster.secured import PASSWORD, READER, READER_PASSWORD, USER, Papers, papers, secured

REQUIRED = "FIHRIS_REQUIRE_OPENSEARCH"


@dataclass(frozen=True, slots=True)
class SecureNode:
    """A node that speaks TLS only, and what opens it.

    Attributes:
        address: host and port.
        papers: the authority that signed its certificate, a client's certificate that it takes
            for a user, and ones that are not to be trusted.
        user: may do everything with archives.
        password: of the user; with signs that addresses have to escape.
        reader: may only search.
        reader_password: of the reader.
    """

    address: str
    papers: Papers
    user: str = USER
    password: str = PASSWORD
    reader: str = READER
    reader_password: str = READER_PASSWORD

    @property
    def access(self) -> Access:
        """As the user, for :func:`tests.cluster.asking.ask`."""
        return Access(self.papers.authority, self.user, self.password)


@pytest.fixture(scope="session")
def opensearch_nodes() -> tuple[str, ...]:
    """Host and port of each node of the cluster that tests share; none of them is ever killed."""
    nodes = tuple(filter(None, map(str.strip, os.environ.get(SETTING, "").split(","))))
    if not nodes:
        absent(
            f"{SETTING} names no OpenSearch node; start three with: "
            'eval "$(python -m tests.cluster start)"'
        )
    for node in nodes:
        try:
            ask(node, "/", seconds=20)
        except (OSError, ValueError, Refused) as trouble:
            pytest.fail(f"{SETTING} names {node}, which does not answer: {trouble}")
    return nodes


@pytest.fixture
def opensearch_address(opensearch_nodes: tuple[str, ...]) -> Iterator[str]:
    """The address of an archive that is not there yet, on the shared cluster."""
    with fresh_archive(opensearch_nodes) as address:
        yield address


@pytest.fixture(scope="module")
def opensearch_module_address(opensearch_nodes: tuple[str, ...]) -> Iterator[str]:
    """The same for all tests of a module together."""
    with fresh_archive(opensearch_nodes) as address:
        yield address


@pytest.fixture(scope="session")
def own_cluster(opensearch_nodes: tuple[str, ...]) -> Iterator[Cluster]:
    """Three nodes besides the shared ones; tests take them by :func:`cluster`."""
    with started(THREE) as cluster:
        yield cluster


@pytest.fixture
def cluster(own_cluster: Cluster) -> Iterator[Cluster]:
    """Three nodes to kill, freeze and restart; they are whole again for the next test."""
    own_cluster.mend()
    yield own_cluster
    own_cluster.mend()


@pytest.fixture
def cluster_address(cluster: Cluster) -> Iterator[str]:
    """The address of an archive that is not there yet, on the nodes that may be killed."""
    with fresh_archive(cluster.addresses) as address:
        yield address
        cluster.mend()


@pytest.fixture(scope="session")
def secure_node(
    opensearch_nodes: tuple[str, ...], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[SecureNode]:
    """A node that asks who is there."""
    try:
        made = papers(tmp_path_factory.mktemp("papers"))
    except Unprepared as trouble:
        absent(str(trouble))
    with started(secured(made)) as cluster:
        yield SecureNode(cluster.addresses[0], made)


@pytest.fixture(scope="session")
def old_node(opensearch_nodes: tuple[str, ...]) -> Iterator[str]:
    """Host and port of a node of a version that is too old."""
    with started(OLD) as cluster:
        yield cluster.addresses[0]


def absent(message: str) -> NoReturn:
    """Skip, or fail where OpenSearch must be there.

    Args:
        message: what is missing and what to do.
    """
    if os.environ.get(REQUIRED) == "1":
        pytest.fail(message)
    pytest.skip(message)


@contextmanager
def started(blueprint: Blueprint) -> Iterator[Cluster]:
    """A cluster of its own; where Java or Maven is missing, see :func:`absent`."""
    cluster = Cluster(blueprint)
    try:
        cluster.start()
    except Unprepared as trouble:
        absent(str(trouble))
    with cluster:
        yield cluster


@contextmanager
def fresh_archive(nodes: Sequence[str], access: Access = OPEN) -> Iterator[str]:
    """The address of an archive that is not there yet; what it left is removed in the end.

    Args:
        nodes: host and port of each; the address names the first.
        access: how they let us in.
    """
    name = f"test-{uuid.uuid4().hex}"
    try:
        yield f"opensearch://{nodes[0]}/{name}"
    finally:
        remove(nodes[0], name, access)


def remove(node: str, name: str, access: Access = OPEN) -> None:
    """Remove every index, with its aliases, and every template whose name begins with this."""
    for index in ask(node, f"/{name}*/_alias?expand_wildcards=all", access=access):
        ask(node, f"/{index}", "DELETE", access=access)
    try:
        ask(node, f"/_index_template/{name}*", "DELETE", access=access)
    except Refused as refusal:
        if refusal.status != 404:
            raise
