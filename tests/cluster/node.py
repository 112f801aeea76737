"""One node: a Java process of its own, started and ended at will."""

import contextlib
import json
import os
import pwd
import shutil
import signal
import subprocess
import time
from collections.abc import Mapping
from pathlib import Path

from tests.cluster.artifacts import Unprepared

# What bin/opensearch passes on. Called without it, a node starts without five short Java
# processes before its own. The heap is not touched in advance: a test rarely fills it. Nodes live
# for minutes: the first compiler alone makes them start in half the time.
_JAVA_OPTIONS = (
    "-Xss1m",
    "-XX:+UseSerialGC",
    "-XX:TieredStopAtLevel=1",
    "-XX:-OmitStackTraceInFastThrow",
    "-XX:+ExitOnOutOfMemoryError",
    "-Djava.awt.headless=true",
    "-Dfile.encoding=UTF-8",
    "-Djava.security.manager=allow",
    "-Djava.locale.providers=SPI,COMPAT",
    "-Djava.util.concurrent.ForkJoinPool.common.threadFactory="
    "org.opensearch.secure_sm.SecuredForkJoinWorkerThreadFactory",
    "-Djna.nosys=true",
    "-Dio.netty.noUnsafe=true",
    "-Dio.netty.noKeySetOptimization=true",
    "-Dio.netty.recycler.maxCapacityPerThread=0",
    "-Dio.netty.allocator.numDirectArenas=0",
    "-Dlog4j.shutdownHookEnabled=false",
    "-Dlog4j2.disable.jmx=true",
    "-Dopensearch.networkaddress.cache.ttl=60",
    "-Dopensearch.networkaddress.cache.negative.ttl=10",
    "-Dopensearch.distribution.type=zip",
    "-Dopensearch.bundled_jdk=false",
)


def unprivileged() -> pwd.struct_passwd | None:
    """Who nodes run as: they refuse to be root; ``None`` stands for whoever runs this."""
    return pwd.getpwnam("nobody") if os.geteuid() == 0 else None


def java() -> str:
    """The path of Java.

    Raises:
        Unprepared: there is none.
    """
    for variable in ("OPENSEARCH_JAVA_HOME", "JAVA_HOME"):
        if home := os.environ.get(variable):
            return str(Path(home) / "bin" / "java")
    if found := shutil.which("java"):
        return found
    raise Unprepared("Java is missing: install version 17 or 21, so that java is on the path")


class Node:
    """A node in a folder of its own, which outlives it and brings its data back.

    The folder alone tells of the process, so that another program can end what one began.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._process: subprocess.Popen[bytes] | None = None

    def prepare(self, settings: Mapping[str, object]) -> None:
        """Make the folder, with a configuration; the parts that are there stay."""
        for name in ("config", "data", "logs", "temporary"):
            (self.folder / name).mkdir(parents=True, exist_ok=True)
        here = {"path.data": str(self.folder / "data"), "path.logs": str(self.folder / "logs")}
        lines = (f"{name}: {json.dumps(value)}\n" for name, value in {**here, **settings}.items())
        (self.folder / "config/opensearch.yml").write_text("".join(lines), encoding="utf-8")

    def start(self, home: Path, heap: str) -> None:
        """Start the process; it is up when it answers.

        Args:
            home: the unpacked distribution.
            heap: of Java, such as ``512m``.
        """
        command = [
            java(), f"-Xms{heap}", f"-Xmx{heap}", *_JAVA_OPTIONS,
            f"-XX:ErrorFile={self.folder}/logs/java_error.log",
            f"-Djava.io.tmpdir={self.folder}/temporary",
            f"-Dopensearch.path.home={home}",
            f"-Dopensearch.path.conf={self.folder}/config",
            "-cp", f"{home}/lib/*",
            "org.opensearch.bootstrap.OpenSearch",
        ]  # fmt: skip
        user = unprivileged()
        with (self.folder / "logs/console.log").open("ab") as log:
            self._process = subprocess.Popen(
                command,
                cwd=self.folder,
                env={"PATH": os.environ.get("PATH", os.defpath), "LANG": "C.UTF-8"},
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                user=user and user.pw_uid,
                group=user and user.pw_gid,
                extra_groups=None if user is None else [],
            )
        (self.folder / "pid").write_text(str(self._process.pid), encoding="utf-8")

    @property
    def alive(self) -> bool:
        """Whether the process runs."""
        if self._process is not None:
            return self._process.poll() is None
        return self._pid() is not None

    def _pid(self) -> int | None:
        # A number may have gone to another process by now: the command line decides.
        try:
            pid = int((self.folder / "pid").read_text(encoding="utf-8"))
        except FileNotFoundError:
            return None
        return pid if str(self.folder / "config") in _command_line(pid) else None

    def kill(self) -> None:
        """End the process at once, as a loss of power does."""
        self._signal(signal.SIGKILL)
        while self.alive:
            time.sleep(0.02)

    def freeze(self) -> None:
        """Let the process hang: connections stay open, and nothing answers."""
        self._signal(signal.SIGSTOP)

    def thaw(self) -> None:
        """Let a process that hangs go on."""
        self._signal(signal.SIGCONT)

    def _signal(self, number: signal.Signals) -> None:
        pid = self._process.pid if self._process is not None else self._pid()
        if pid is not None and self.alive:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(pid, number)

    def last_words(self, lines: int = 15) -> str:
        """The end of what the process wrote, without traces of calls."""
        log = self.folder / "logs/console.log"
        if not log.exists():
            return f"{log} does not exist"
        written = log.read_text(encoding="utf-8", errors="replace").splitlines()
        told = [line[:500] for line in written if not line.startswith(("\tat ", "\t..."))]
        return "\n".join([f"last lines of {log}:", *told[-lines:]])


def _command_line(pid: int) -> str:
    if Path("/proc/self/cmdline").exists():
        try:
            return Path(f"/proc/{pid}/cmdline").read_text(encoding="utf-8", errors="replace")
        except (FileNotFoundError, ProcessLookupError):
            return ""
    command = ["ps", "-ww", "-o", "command=", "-p", str(pid)]
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout
