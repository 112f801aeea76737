"""What a cluster is to be made of."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from tests.cluster.artifacts import OLD_OPENSEARCH, OPENSEARCH, Artifact
from tests.cluster.asking import OPEN, Access


@dataclass(frozen=True, slots=True)
class Blueprint:
    """The plan of a cluster.

    Attributes:
        nodes: how many.
        distribution: what each of them is.
        plugins: put into all of them.
        heap: of each, for Java.
        settings: of each, besides those that every cluster has.
        files: texts for the folder ``config`` of each, by name.
        access: how they let us in.
    """

    nodes: int = 3
    distribution: Artifact = OPENSEARCH
    plugins: tuple[Artifact, ...] = ()
    heap: str = "512m"
    settings: Mapping[str, object] = field(default_factory=dict)
    files: Mapping[str, str] = field(default_factory=dict)
    access: Access = OPEN


#: Three nodes, as most tests want them.
THREE = Blueprint()

#: One node of a version that Fihris does not speak to.
OLD = Blueprint(nodes=1, distribution=OLD_OPENSEARCH, heap="384m")
