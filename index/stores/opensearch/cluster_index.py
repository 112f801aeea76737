"""One index of a cluster, with the requests that all who read and write it make."""

from collections.abc import Callable, Generator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from opensearchpy import OpenSearch

from index.errors import EngineFailed, FihrisError, IndexDamaged
from index.stores.opensearch.errors import raise_for

#: What a request asks or is answered, in JSON.
Json = dict[str, Any]

#: Seconds for what a cluster does as a whole, such as making an index or showing new articles.
LONG = 120

#: Where a node knows no manager of the cluster, it waits so long for one before it says so.
FOR_A_MANAGER = {"cluster_manager_timeout": "10s"}

# How long the cluster holds an index as it is between two batches of hits.
_HELD = "10m"


@dataclass(frozen=True, slots=True)
class ClusterIndex:
    """An index; its requests raise an ``EngineError``, or ``IndexMissing`` where it is not there.

    Attributes:
        client: of the cluster.
        name: of the index or an alias; or several names with commas between.
        where: the archive that it belongs to, for messages.
    """

    client: OpenSearch
    name: str
    where: str

    def search(
        self, body: Mapping[str, Any], *, seconds: float = LONG, whole: bool = True, **options: Any
    ) -> Json:
        """Return the answer to a search.

        Args:
            body: in OpenSearch's language.
            seconds: how long to wait for the answer.
            whole: whether a part of the index that does not answer is an error.
            options: further parameters of the request, as its address has them.
        """
        # A point in time says by itself of what index it is.
        name = None if "pit" in body else self.name
        params = {"allow_partial_search_results": str(not whole).lower(), **options}
        answer: Json = self.client.search(
            index=name, body=body, params=params, request_timeout=seconds
        )
        return answer

    def search_each(
        self, bodies: Sequence[Mapping[str, Any]], *, seconds: float = LONG, whole: bool = True
    ) -> list[Json]:
        """Return the answers to several searches in one request; see :meth:`search`."""
        head = {"allow_partial_search_results": not whole}
        lines = [line for body in bodies for line in (head, body)]
        answers: list[Json] = self.client.msearch(
            index=self.name, body=lines, request_timeout=seconds
        )["responses"]
        for answer in answers:
            raise_for(answer, self.where)
        return answers

    def hits(
        self,
        body: Mapping[str, Any],
        batch: int,
        *,
        seconds: Callable[[], float] = lambda: LONG,
        **options: Any,
    ) -> Generator[Json, None, None]:
        """Yield all hits of a search in its order, as the index was at the first of them.

        Args:
            body: with a ``sort`` that no two hits share.
            batch: how many hits to ask for at once.
            seconds: gives how long to wait for the next batch.
            options: further parameters of the requests.
        """
        params = {"keep_alive": _HELD, "allow_partial_pit_creation": "false"}
        held = self.client.create_pit(index=self.name, params=params)["pit_id"]
        pit = {"id": held, "keep_alive": _HELD}
        page = {**body, "size": batch, "pit": pit, "track_total_hits": False}
        try:
            while hits := self.search(page, seconds=seconds(), **options)["hits"]["hits"]:
                yield from hits
                page["search_after"] = hits[-1]["sort"]
        finally:
            # All is read, or an error says why not; it goes by itself after a while.
            with suppress(FihrisError):
                self.client.delete_pit(body={"pit_id": [held]})

    def count(self) -> int:
        """Return how many articles it holds.

        Raises:
            IndexDamaged: a part of it does not answer.
        """
        answer = self.client.count(index=self.name, request_timeout=LONG)
        shards = answer["_shards"]
        self._must_answer(shards["total"] - shards["successful"])
        return int(answer["count"])

    def refresh(self) -> None:
        """Let searches see all that was put in.

        Raises:
            IndexDamaged: a part of it does not answer.
        """
        answer = self.client.indices.refresh(index=self.name, request_timeout=LONG)
        self._must_answer(answer["_shards"]["failed"])

    def _must_answer(self, missing: int) -> None:
        if missing:
            raise self.damaged(f"{missing} of its parts do not answer")

    def health(self, **options: Any) -> Json:
        """Return what the cluster says of its parts and their copies."""
        params = {**FOR_A_MANAGER, **options}
        told: Json = self.client.cluster.health(
            index=self.name, params=params, request_timeout=LONG + 10
        )
        return told

    def exists(self, seconds: float = LONG) -> bool:
        """Return whether it is there."""
        there: bool = self.client.indices.exists(
            index=self.name, params=FOR_A_MANAGER, request_timeout=seconds
        )
        return there

    def create(self, body: Mapping[str, Any], seconds: float = LONG) -> None:
        """Make it, unless it is there.

        The client sends again what it has no answer to, and may meet what it made itself.

        Args:
            body: its mapping and settings.
            seconds: how long to wait for the answer.
        """
        try:
            self.client.indices.create(
                index=self.name, body=body, params=FOR_A_MANAGER, request_timeout=seconds
            )
        except EngineFailed as error:
            if getattr(error.__cause__, "error", "") != "resource_already_exists_exception":
                raise

    def delete(self) -> None:
        """Delete it, if it is there."""
        self.client.indices.delete(
            index=self.name, ignore=404, params=FOR_A_MANAGER, request_timeout=LONG
        )

    def get(self, record: str, seconds: float = LONG) -> Json | None:
        """Return a record with its version, ``None`` where there is none of this name."""
        found: Json = self.client.get(
            index=self.name, id=record, ignore=404, request_timeout=seconds
        )
        return found if found.get("found") else None

    def put(
        self, record: str, values: Mapping[str, Any], seconds: float = LONG, **options: Any
    ) -> Json:
        """Write a record; return what the cluster says of it, such as its version."""
        params = {"timeout": "10s", **options}
        written: Json = self.client.index(
            index=self.name, id=record, body=values, params=params, request_timeout=seconds
        )
        return written

    def remove(self, record: str, seconds: float = LONG) -> None:
        """Remove a record, if it is there."""
        self.client.delete(index=self.name, id=record, ignore=404, request_timeout=seconds)

    def damaged(self, what: str) -> IndexDamaged:
        """Return the error to raise where it is not as it was published."""
        return IndexDamaged(
            f"{self.name}: {what}; build the index anew with: manage.py reindex PATH"
        )


def answered_whole(shards: Mapping[str, int]) -> bool:
    """Return whether all parts of an index took part in a search or count.

    A part that is on no node is neither counted as successful nor as failed.

    Args:
        shards: what the answer tells of them, its ``_shards``.
    """
    return shards["successful"] == shards["total"]
