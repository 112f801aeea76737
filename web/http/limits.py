"""What one request, one client and one connection may cost the others."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class AnswerLimits:
    """What answers may cost.

    Attributes:
        seconds: that an answer may take before it is given up.
        exports: tables, feeds and parts of the sitemap that a process gives out at the same time.
        export_seconds: how long the transfer of one of them may take.
        rate: requests a minute of one client other than this machine; 0 for any number.
        proxies: in front, which are believed who asks, by which scheme and host.
    """

    seconds: float = 5
    exports: int = 2
    export_seconds: float = 600
    rate: int = 3000
    proxies: int = 0


@dataclass(frozen=True, slots=True)
class ConnectionLimits:
    """What connections may cost each process.

    Attributes:
        connections: that it holds; at this number idle ones give way.
        queue: requests that wait for a thread.
        header_bytes: of the head of a request.
        body_bytes: of its body.
        request_seconds: how long a request may take to arrive.
        idle_seconds: how long a connection is kept on which nothing is asked.
        send_seconds: how long a client may take nothing of its answer.
        end_seconds: how long requests at work may take to end when the server is told to.
    """

    connections: int = 1000
    queue: int = 200
    header_bytes: int = 32 << 10
    body_bytes: int = 64 << 10
    request_seconds: float = 20
    idle_seconds: float = 60
    send_seconds: float = 30
    end_seconds: float = 30


#: What holds where nothing else is told.
OF_ANSWERS = AnswerLimits()
OF_CONNECTIONS = ConnectionLimits()
