"""File handles: how many there are, and how many connections they do for."""

from dataclasses import replace

from web.http.limits import ConnectionLimits

try:
    import resource
except ImportError:  # Windows
    resource = None  # type: ignore[assignment]

# What an archive, its next publication, logs and waiting threads need at most.
_RESERVE = 128

# A connection, and the temporary file of an answer that is not taken.
_EACH = 2

# Connections that select can wait for on Windows, where there is no poll.
_BY_SELECT = 480


def with_handles_for(limits: ConnectionLimits) -> ConnectionLimits:
    """Ask the system for as many handles as the connections need; return what it lets be.

    Args:
        limits: that are wanted.

    Returns:
        The same, with fewer connections where there are not so many handles.
    """
    if resource is None:
        return replace(limits, connections=min(limits.connections, _BY_SELECT))
    handles = _raised(limits.connections * _EACH + _RESERVE)
    spare = handles - min(_RESERVE, handles // 2)
    return replace(limits, connections=min(limits.connections, max(1, spare // _EACH)))


def _raised(wanted: int) -> int:
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft == resource.RLIM_INFINITY or soft >= wanted:
        return wanted
    most = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
    try:
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))
    except (OSError, ValueError):  # a system that allows less than it says
        return soft
    return most
