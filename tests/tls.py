"""A door with TLS in front of a server that has none, with a certificate of our own making."""

from __future__ import annotations

import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from select import select

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
)
from cryptography.x509.oid import NameOID

PIECE = 2**16
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Certificate:
    """A certificate that vouches for itself, and its key, in files."""

    certificate: Path
    key: Path

    @classmethod
    def made_for(cls, host: str, folder: Path) -> Certificate:
        key = ec.generate_private_key(ec.SECP256R1())
        name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, host)])
        now = datetime.now(UTC)
        certificate = (
            x509.CertificateBuilder()
            .subject_name(name)
            .issuer_name(name)
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(now - DAY)
            .not_valid_after(now + DAY)
            .add_extension(x509.SubjectAlternativeName([x509.DNSName(host)]), critical=False)
            .sign(key, SHA256())
        )
        made = cls(folder / f"{host}.pem", folder / f"{host}.key")
        made.certificate.write_bytes(certificate.public_bytes(Encoding.PEM))
        made.key.write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
        return made


@contextmanager
def tls_door(to: tuple[str, int], certificate: Certificate) -> Iterator[int]:
    """Yield a port of this machine at which *to* is reached by TLS."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate.certificate, certificate.key)
    with socket.create_server(("127.0.0.1", 0)) as door:
        threading.Thread(target=_let_in, args=(door, context, to), daemon=True).start()
        yield door.getsockname()[1]
        door.shutdown(socket.SHUT_RDWR)


def _let_in(door: socket.socket, context: ssl.SSLContext, to: tuple[str, int]) -> None:
    with suppress(OSError):  # the door is closed
        while True:
            visitor, _address = door.accept()
            threading.Thread(target=_serve, args=(visitor, context, to), daemon=True).start()


def _serve(visitor: socket.socket, context: ssl.SSLContext, to: tuple[str, int]) -> None:
    """Pass on what comes from either side until one of them ends."""
    with (
        suppress(OSError),
        visitor,
        context.wrap_socket(visitor, server_side=True) as inside,
        socket.create_connection(to) as server,
    ):
        other = {inside: server, server: inside}
        while True:
            for source in select(list(other), [], [])[0]:
                piece = source.recv(PIECE)
                if not piece:
                    return
                other[source].sendall(piece)
