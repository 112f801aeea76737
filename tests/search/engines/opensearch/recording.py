"""A cluster's answers to the tests of its engine: recorded once, given again without a cluster.

The official client stays as it is; only the connection below it is another one. What is asked is
looked up by method, path, parameters and body. A request that was never recorded fails with what
it has otherwise than the nearest one.
"""

import difflib
import hashlib
import json
from collections import Counter
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from opensearchpy import Connection, TransportError
from opensearchpy.connection import Urllib3HttpConnection

FILE = Path(__file__).parent / "recorded" / "answers.json"

#: The archive that all is recorded of.
NAME = "newspaper"
ADDRESS = f"opensearch://recorded:9200/{NAME}"
INDEX = f"{NAME}-articles-20240101t000000-00000000"

#: Where the tests find what records.
RECORDER = "recorder of answers"

AGAIN = "record anew with: python -m tests.search.engines.opensearch.record"

Json = dict[str, Any]

#: Stands in the file before the digest of what comes again; shorter ones are written out.
PART = "§"
_SHORT = 45


#: What is in no two answers the same, with what stands in its place; and what nobody reads.
_CHANGING = {"stamp": "recorded", "creation_time": 0}
_UNREAD = frozenset({"took", "_index", "_id", "max_score", "key_as_string", "relation"})


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked of a cluster; of several searches at once each is a request of its own."""

    method: str
    path: str
    params: Json
    body: Any

    @property
    def key(self) -> str:
        """The same for the same request."""
        whole = [self.path, self.method, self.params, self.body]
        return json.dumps(whole, ensure_ascii=False, sort_keys=True)

    def lines(self) -> list[str]:
        """The request as lines to compare."""
        head = f"{self.method} {self.path} {json.dumps(self.params, sort_keys=True)}"
        body = json.dumps(self.body, ensure_ascii=False, sort_keys=True, indent=1)
        return [head, *body.splitlines()]


@dataclass(frozen=True, slots=True)
class Answer:
    """What a cluster answers: the status of HTTP and a body."""

    status: int
    body: Any


#: Gives the answer to a request.
Asked = Callable[[Request], Answer]


@dataclass
class Cluster:
    """What answers the client in a test, and what was asked of it.

    Attributes:
        address: of the archive.
        connection_class: of the client's connections.
        spoil: changes answers on their way, as a cluster in trouble would.
        asked: the searches, in order; those of one ``_msearch`` one by one.
        journeys: how many requests there were, a ``_msearch`` being one.
    """

    address: str
    connection_class: type[Connection]
    spoil: Callable[[Request, Answer], Answer] = lambda request, answer: answer
    asked: list[Request] = field(default_factory=list)
    journeys: int = 0

    def searches(self) -> list[Json]:
        """The bodies of the searches that were asked."""
        return [one.body for one in self.asked if one.path.endswith("search")]


def requests_of(
    method: str, url: str, params: Mapping[str, Any] | None, body: Any
) -> list[Request]:
    """Return what a call of a connection asks: one request, or those of an ``_msearch``."""
    text = body.decode() if isinstance(body, bytes) else body
    kept = {name: str(value) for name, value in sorted((params or {}).items())}
    path = unquote(url)
    if path.endswith("/_msearch"):
        lines = [json.loads(line) for line in text.splitlines()]
        return [Request(method, path, head, one) for head, one in zip(lines[::2], lines[1::2],
                                                                     strict=True)]  # fmt: skip
    return [Request(method, path, kept, json.loads(text) if text else None)]


def answer_together(path: str, answers: list[Answer]) -> Answer:
    """Return what a cluster answers to requests that it is asked at once."""
    if not path.endswith("/_msearch"):
        return answers[0]
    return Answer(200, {"responses": [one.body for one in answers]})


def replaying(answer: Asked) -> Cluster:
    """Return a cluster that gives recorded answers."""

    class Replayed(Connection):
        """Gives recorded answers to the client."""

        def perform_request(
            self,
            method: str,
            url: str,
            params: Mapping[str, Any] | None = None,
            body: Any = None,
            timeout: float | None = None,
            ignore: Collection[int] = (),
            headers: Mapping[str, str] | None = None,
        ) -> Any:
            requests = requests_of(method, url, params, body)
            found = answer_together(url, [cluster.spoil(one, answer(one)) for one in requests])
            cluster.asked += requests
            cluster.journeys += 1
            text = json.dumps(found.body, ensure_ascii=False)
            if not 200 <= found.status < 300 and found.status not in ignore:
                self._raise_error(found.status, text, "application/json")
            return found.status, {"content-type": "application/json"}, text

        def close(self) -> None:
            """There is nothing to let go."""

    cluster = Cluster(ADDRESS, Replayed)
    return cluster


def recorded(file: Path = FILE) -> Asked:
    """Return what gives the answers of a file.

    Args:
        file: what :class:`Recorder` wrote.
    """
    held: dict[str, Answer] = {}
    requests: list[Request] = []
    for one in unpacked(json.loads(file.read_text("utf-8"))):
        request = Request(one["method"], one["path"], one["params"], one["body"])
        requests.append(request)
        held[request.key] = Answer(one["status"], one["answer"])

    def answer(request: Request) -> Answer:
        if request.key not in held:
            raise AssertionError(_unknown(request, requests))
        return held[request.key]

    return answer


def _unknown(request: Request, known: list[Request]) -> str:
    """Say what a request has otherwise than the nearest that is known."""
    asked = request.lines()
    same = [
        one.lines() for one in known if (one.path, one.method) == (request.path, request.method)
    ]
    if not same:
        return f"never recorded: {asked[0]}; {AGAIN}"
    nearest = max(same, key=lambda lines: len(set(lines).intersection(asked)) / len(lines))
    changed = "\n".join(difflib.unified_diff(nearest, asked, "recorded", "asked", lineterm="", n=2))
    return f"never recorded: {asked[0]}; {AGAIN}\n{changed}"


def packed(said: list[Json]) -> str:
    """Return JSON in which what comes again stands once, under the digest of its text.

    Args:
        said: what was asked and answered, one by one.
    """
    times: Counter[str] = Counter()
    parts: dict[str, str] = {}

    def count(value: Any) -> None:
        text = _json(value) if isinstance(value, dict | list) else ""
        if len(text) >= _SHORT:
            times[text] += 1
            if times[text] == 1:
                for one in value.values() if isinstance(value, dict) else value:
                    count(one)

    def pack(value: Any) -> Any:
        if not isinstance(value, dict | list):
            return value
        text = _json(value)
        if isinstance(value, dict):
            value = {name: pack(one) for name, one in value.items()}
        else:
            value = [pack(one) for one in value]
        if times[text] < 2:
            return value
        digest = PART + hashlib.blake2b(text.encode(), digest_size=5).hexdigest()
        parts[digest] = _json(value)
        return digest

    for one in said:
        count(one)
    whole = ",\n".join(_json(pack(one)) for one in said)
    lines = ",\n".join(f'"{digest}":{text}' for digest, text in sorted(parts.items()))
    return f'{{"parts":{{\n{lines}\n}},"said":[\n{whole}\n]}}\n'


def unpacked(content: Json) -> list[Json]:
    """Return what :func:`packed` was given.

    Args:
        content: of the file.
    """
    made: dict[str, Any] = {}

    def unpack(value: Any) -> Any:
        match value:
            case list():
                return [unpack(one) for one in value]
            case dict():
                return {name: unpack(one) for name, one in value.items()}
            case str() if value.startswith(PART):
                if value not in made:
                    made[value] = unpack(content["parts"][value])
                return made[value]
        return value

    return [unpack(one) for one in content["said"]]


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


class Recorder:
    """Asks a real cluster, and keeps what it answers."""

    def __init__(self, address: str) -> None:
        """
        Args:
            address: of an archive; in what is kept it has another name.
        """
        self.address = address
        self._names = {address.rpartition("/")[2]: NAME}
        self._held: dict[str, Json] = {}

    def live(self, index: str) -> None:
        """Learn the name of the live index."""
        stamp = index.rpartition("-articles-")[2]
        self._names = {stamp: INDEX.rpartition("-articles-")[2], **self._names}

    def cluster(self) -> Cluster:
        """Return the cluster for one test."""
        recorder = self

        class Recording(Urllib3HttpConnection):
            """Asks the cluster, and has what it answers kept."""

            def perform_request(self, method: str, url: str, *args: Any, **options: Any) -> Any:
                given = dict(zip(("params", "body"), args, strict=False))
                try:
                    status, headers, text = super().perform_request(method, url, *args, **options)
                except TransportError as error:
                    if isinstance(error.status_code, int):
                        recorder.keep(method, url, given, error.status_code, error.info)
                    raise
                found = recorder.keep(method, url, given, status, json.loads(text))
                cluster.asked += [request for request, _ in found]
                cluster.journeys += 1
                spoiled = [cluster.spoil(request, answer) for request, answer in found]
                together = answer_together(url, spoiled)
                return together.status, headers, json.dumps(together.body)

        cluster = Cluster(self.address, Recording)
        return cluster

    def keep(
        self, method: str, url: str, given: Json, status: int, body: Any
    ) -> list[tuple[Request, Answer]]:
        """Keep an answer; return the requests, each with its own answer.

        Args:
            method: of the request, and
            url: its path.
            given: its ``params`` and ``body``.
            status: of the answer, and
            body: its content.
        """
        requests = requests_of(method, url, given.get("params"), given.get("body"))
        bodies = body["responses"] if url.endswith("/_msearch") else [body]
        if url.endswith("/_search/point_in_time") and "pit_id" in body:
            self._names[body["pit_id"]] = "held"
        answers = [Answer(status, one) for one in bodies]
        for request, answer in zip(requests, answers, strict=True):
            said = self._renamed({
                "method": request.method, "path": request.path, "params": request.params,
                "body": request.body, "status": answer.status, "answer": _lasting(answer.body),
            })  # fmt: skip
            key = Request(said["method"], said["path"], said["params"], said["body"]).key
            self._held[key] = said
        return list(zip(requests, answers, strict=True))

    def write(self, file: Path = FILE) -> int:
        """Write all that was kept; return how many answers there are."""
        file.parent.mkdir(exist_ok=True)
        file.write_text(packed([self._held[key] for key in sorted(self._held)]), "utf-8")
        return len(self._held)

    def _renamed(self, said: Json) -> Json:
        text = json.dumps(said, ensure_ascii=False)
        for real, name in self._names.items():
            text = text.replace(real, name)
        renamed: Json = json.loads(text)
        return renamed


def _lasting(body: Any) -> Any:
    """What of an answer is the same whenever it is recorded, and is read: no names of machines."""
    if isinstance(body, list):
        return [_lasting(one) for one in body]
    if not isinstance(body, dict):
        return body
    if "tagline" in body:
        told = body["version"]
        return {"version": {name: told[name] for name in ("distribution", "number")}}
    left_out = _UNREAD if "creation_time" in body else {*_UNREAD, "pit_id"}
    kept = {name: one for name, one in body.items() if name not in left_out}
    return {name: _CHANGING.get(name, _lasting(one)) for name, one in kept.items()}
