"""What this process and others take of memory and disk, as Linux tells it (proc(5))."""

from pathlib import Path


def limit_memory(allowed: int) -> int:
    """Let this process take so many bytes more; return how many it has, 0 where nobody knows."""
    before = held()
    if before:
        import resource

        _, most = resource.getrlimit(resource.RLIMIT_DATA)
        wanted = before + allowed
        if most == resource.RLIM_INFINITY or wanted < most:
            resource.setrlimit(resource.RLIMIT_DATA, (wanted, most))
    return before


def held() -> int:
    """Return how many bytes of memory are this process's own; 0 where that is not told."""
    try:
        for line in Path("/proc/self/status").read_text("ascii").splitlines():
            if line.startswith("VmData:"):
                return int(line.split()[1]) << 10
    except (OSError, ValueError, IndexError):
        pass
    return 0


def bytes_read(process: int | None) -> int:
    """Return how many bytes a process has read so far; below 0 where that is not told."""
    try:
        told = Path(f"/proc/{process}/io").read_text("ascii")
        return int(told.partition("rchar:")[2].split()[0])
    except (OSError, ValueError, IndexError):
        return -1
