"""The certificate of the phone's page: made on the spot, for one address, gone with the app.

No authority knows the address of a home network, so a phone's browser warns of this certificate;
who wants to be sure compares its fingerprint with the one that the laptop shows.
"""

from __future__ import annotations

import secrets
import ssl
import tempfile
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from ipaddress import IPv4Address
from pathlib import Path
from typing import Final

VALID: Final = timedelta(days=30)
"""Longer than any app stays open. The key is gone when it ends."""

_EARLY: Final = timedelta(hours=12)
"""By so much a phone's clock may be behind."""


@dataclass(frozen=True, slots=True)
class Certificate:
    """What a listener encrypts with.

    Attributes:
        context: For TLS 1.2 and later.
        fingerprint: SHA-256 of the certificate, pairs of hexadecimal digits with colons between.
    """

    context: ssl.SSLContext
    fingerprint: str


def make_certificate(address: str) -> Certificate:
    """Make a key and a certificate for one address.

    The key touches the disk only for the moment in which it is loaded, encrypted under a password
    that is never written: Python's `ssl` reads keys from files alone.

    Args:
        address: IPv4, as in `192.168.1.20`.
    """
    # Deferred: only who asks for a phone needs it.
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "formcheck phone camera")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - _EARLY)
        .not_valid_after(now + VALID)
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(IPv4Address(address))]), False)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), False)
        .sign(key, hashes.SHA256())
    )
    password = secrets.token_bytes(32)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "pair.pem"
        file.write_bytes(
            made.public_bytes(serialization.Encoding.PEM)
            + key.private_bytes(
                serialization.Encoding.PEM,
                serialization.PrivateFormat.PKCS8,
                serialization.BestAvailableEncryption(password),
            )
        )
        context.load_cert_chain(file, password=password)
    return Certificate(context, made.fingerprint(hashes.SHA256()).hex(":").upper())
