"""What is to be known of an OpenSearch cluster besides its address."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class ClusterOptions:
    """How a cluster is spoken to, and how its indexes are made.

    Attributes:
        hosts: further hosts of the cluster, each with its port.
        tls: whether they are spoken to by https.
        user: name to be known by; empty for none.
        password: of the user.
        ca: file of the authority that signed the certificates; empty: those that the system trusts.
        certificate: file of a certificate to be known by.
        key: file of its key; empty where it is in the same file.
        shards: in how many parts a new index is split.
        replicas: how many copies of each part are kept: a number, or a range such as ``0-1`` for
            as many as there are nodes.
        kept: how many replaced indexes stay after a new one is published.
        timeout: seconds that a search may take.
        lock_seconds: how long a writer waits for another one to end.
        patience: seconds that a writer goes on trying where the cluster does not take what it
            sends.
    """

    hosts: tuple[str, ...] = ()
    tls: bool = False
    user: str = ""
    password: str = field(default="", repr=False)
    ca: str = ""
    certificate: str = ""
    key: str = ""
    shards: int = 1
    replicas: str = "0-1"
    kept: int = 1
    timeout: float = 10.0
    patience: float = 300.0
    lock_seconds: float = 0.0


#: Where nothing is set.
DEFAULTS = ClusterOptions()
