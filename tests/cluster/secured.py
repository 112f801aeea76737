"""A node that asks who is there: TLS, users with passwords, and client certificates.

Everything here is made for tests: the keys anew each time, the passwords below.
"""

import json
import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from tests.cluster.artifacts import SECURITY, Unprepared
from tests.cluster.asking import Access
from tests.cluster.blueprint import Blueprint

#: May do everything with archives. The password has signs that addresses have to escape.
USER, PASSWORD = "fihris", "open:s@me/50%"
#: May search in archives, and change nothing.
READER, READER_PASSWORD = "reader", "only-reading"

# The common name in the client certificate, taken for the name of a user.
_CERTIFIED = "fihris-by-certificate"

# bcrypt of the passwords, by org.opensearch.security.tools.Hasher of the plugin.
_HASHES = {
    USER: "$2y$12$F9Wbkry8nnXb6VwG8U/gouibZDZfr5wnN.nc8AkcgwHJ/z6fnMdJC",
    READER: "$2y$12$3zafjyyRRzubSHXarxsA..ngckt/sINfkd5Zcow.QNpFbPpuozYSe",
}

_NODE_EXTENSIONS = """\
subjectAltName = IP:127.0.0.1, DNS:localhost
extendedKeyUsage = serverAuth, clientAuth
"""


@dataclass(frozen=True, slots=True)
class Papers:
    """Certificates and keys, as PEM files.

    Attributes:
        authority: who signed the node's certificate and the client's.
        node: the certificate of the node, for 127.0.0.1 and localhost.
        node_key: its key.
        client: a certificate that the node takes for a user.
        client_key: its key.
        stranger: an authority that signed neither.
        forged: a certificate with the client's name, signed by the stranger.
        forged_key: its key.
    """

    authority: Path
    node: Path
    node_key: Path
    client: Path
    client_key: Path
    stranger: Path
    forged: Path
    forged_key: Path


def papers(folder: Path) -> Papers:
    """Make certificates in a folder, with the command ``openssl``.

    Raises:
        Unprepared: the command is missing or fails.
    """
    authority = _authority(folder, "authority")
    stranger = _authority(folder, "stranger")
    usage = "extendedKeyUsage = clientAuth\n"
    node, node_key = _signed(folder, "node", "node", "authority", _NODE_EXTENSIONS)
    client, client_key = _signed(folder, "client", _CERTIFIED, "authority", usage)
    forged, forged_key = _signed(folder, "forged", _CERTIFIED, "stranger", usage)
    return Papers(authority, node, node_key, client, client_key, stranger, forged, forged_key)


def _authority(folder: Path, name: str) -> Path:
    _openssl(
        folder, "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "30",
        "-subj", f"/O=Fihris tests/CN={name}",
        "-keyout", f"{name}.key", "-out", f"{name}.pem",
    )  # fmt: skip
    return folder / f"{name}.pem"


def _signed(folder: Path, name: str, common: str, by: str, extensions: str) -> tuple[Path, Path]:
    (folder / f"{name}.ext").write_text(extensions, encoding="utf-8")
    _openssl(
        folder, "req", "-newkey", "rsa:2048", "-nodes", "-subj", f"/O=Fihris tests/CN={common}",
        "-keyout", f"{name}.key", "-out", f"{name}.csr",
    )  # fmt: skip
    _openssl(
        folder, "x509", "-req", "-in", f"{name}.csr", "-CA", f"{by}.pem", "-CAkey", f"{by}.key",
        "-CAcreateserial", "-days", "30", "-sha256", "-extfile", f"{name}.ext",
        "-out", f"{name}.pem",
    )  # fmt: skip
    return folder / f"{name}.pem", folder / f"{name}.key"


def _openssl(folder: Path, *arguments: str) -> None:
    if shutil.which("openssl") is None:
        raise Unprepared("openssl is missing: install openssl, so that it is on the path")
    ran = subprocess.run(
        ["openssl", *arguments], cwd=folder, capture_output=True, text=True, check=False
    )
    if ran.returncode != 0:
        raise Unprepared(f"openssl {arguments[0]} failed: {' '.join(ran.stderr.split())}")


def secured(made: Papers) -> Blueprint:
    """One node that speaks TLS only and knows the users of this module."""
    tls = {
        "pemcert_filepath": "node.pem",
        "pemkey_filepath": "node.key",
        "pemtrustedcas_filepath": "authority.pem",
    }
    settings: dict[str, object] = {
        f"plugins.security.ssl.{layer}.{name}": value
        for layer in ("transport", "http")
        for name, value in tls.items()
    }
    settings |= {
        "plugins.security.ssl.http.enabled": True,
        "plugins.security.ssl.http.clientauth_mode": "OPTIONAL",
        "plugins.security.ssl.transport.enforce_hostname_verification": False,
        "plugins.security.nodes_dn": ["CN=node,O=Fihris tests"],
        "plugins.security.allow_default_init_securityindex": True,
        "plugins.security.audit.type": "noop",
    }
    certificates = {path.name: path for path in (made.authority, made.node, made.node_key)}
    return Blueprint(
        nodes=1,
        plugins=(SECURITY,),
        heap="384m",
        settings=settings,
        files={
            **{name: path.read_text(encoding="utf-8") for name, path in certificates.items()},
            **{f"{SECURITY.name}/{name}": text for name, text in _access_rules().items()},
        },
        access=Access(made.authority, USER, PASSWORD),
    )


def _access_rules() -> dict[str, str]:
    """The plugin's tables of users and rights, in place of those that it brings."""
    certificates = _domain(
        0,
        {"type": "clientcert", "challenge": False, "config": {"username_attribute": "cn"}},
        "noop",
    )
    # Last, since it refuses whoever brings no password.
    passwords = _domain(1, {"type": "basic", "challenge": True}, "intern")
    dynamic = {"authc": {"certificates": certificates, "passwords": passwords}}
    return {
        "config.yml": _table("config", {"config": {"dynamic": dynamic}}),
        "internal_users.yml": _table(
            "internalusers", {name: {"hash": hashed} for name, hashed in _HASHES.items()}
        ),
        "roles.yml": _table(
            "roles",
            {
                "archivist": _role(["*"], ["*"]),
                "reader": _role(
                    ["cluster_composite_ops_ro", "cluster_monitor"],
                    # What is published stands in the mapping.
                    ["read", "indices:admin/mappings/get"],
                ),
            },
        ),
        "roles_mapping.yml": _table(
            "rolesmapping",
            {"archivist": {"users": [USER, _CERTIFIED]}, "reader": {"users": [READER]}},
        ),
    }


def _domain(order: int, authenticator: Mapping[str, object], backend: str) -> dict[str, object]:
    return {
        "http_enabled": True,
        "order": order,
        "http_authenticator": authenticator,
        "authentication_backend": {"type": backend},
    }


def _role(cluster: list[str], indexes: list[str]) -> dict[str, object]:
    rights = {"index_patterns": ["*"], "allowed_actions": indexes}
    return {"cluster_permissions": cluster, "index_permissions": [rights]}


def _table(kind: str, rows: Mapping[str, object]) -> str:
    # JSON is YAML.
    return json.dumps({"_meta": {"type": kind, "config_version": 2}, **rows})
