"""Which tests go together on a worker."""

import pytest
from xdist.scheduler import LoadScopeScheduling  # type: ignore[import-untyped]

from tests.distribution import ByGroups, group_of


@pytest.mark.parametrize(
    ("nodeid", "group"),
    [
        ("tests/test_settings.py::test_a_cluster", "tests/test_settings.py"),
        ("tests/test_settings.py::test_a[b::c]", "tests/test_settings.py"),
        ("tests/search/test_a.py::test_a[whoosh]", "tests/search/test_a.py whoosh"),
        ("tests/search/test_a.py::test_a[opensearch-x]", "tests/search/test_a.py opensearch"),
        ("tests/search/test_a.py::test_a[x-opensearch]", "tests/search/test_a.py opensearch"),
        ("tests/web/test_a.py::test_b[/opensearch.xml]", "tests/web/test_a.py"),
        ("tests/faults/test_refusals.py::test_a[no user]", "nodes of their own"),
        ("tests/test_cluster.py::test_the_old_node_is_old", "nodes of their own"),
    ],
)  # fmt: skip
def test_what_goes_together(nodeid: str, group: str) -> None:
    assert group_of(nodeid) == group
    # The scheduler asks by a name that is not public.
    assert LoadScopeScheduling._split_scope is not ByGroups._split_scope
    assert ByGroups._split_scope(ByGroups.__new__(ByGroups), nodeid) == group
