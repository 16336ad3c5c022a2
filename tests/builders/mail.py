"""A mail server on loopback: sign-in, STARTTLS with a certificate of its own, refused letters."""

import socket
import ssl
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from functools import cached_property
from ipaddress import ip_address
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

HOST = "127.0.0.1"
USER, PASSWORD = "kneewise", "CANARY-post"  # the mark that no log and no file may hold


@dataclass
class Mailbox:
    """What a server took, and what it answers: `refuses` an address with a reply of its own."""

    letters: list[tuple[str, EmailMessage]] = field(default_factory=list)
    refuses: dict[str, str] = field(default_factory=dict)
    sign_ins: int = 0
    breaks_off: bool = False
    """Take the letter, then go without an answer."""

    async def handle_RCPT(
        self, _server: Any, _session: Any, envelope: Any, address: str, _options: Any
    ) -> str:
        if address in self.refuses:
            return self.refuses[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, _session: Any, envelope: Any) -> str:
        parsed = message_from_bytes(envelope.content, policy=policy.default)
        assert isinstance(parsed, EmailMessage)
        self.letters.append((envelope.rcpt_tos[0], parsed))
        if self.breaks_off:
            server.transport.abort()
        return "250 OK"

    def authenticate(
        self, _server: Any, _session: Any, _envelope: Any, _way: str, data: Any
    ) -> AuthResult:
        is_right = (data.login, data.password) == (USER.encode(), PASSWORD.encode())
        self.sign_ins += is_right
        return AuthResult(success=is_right, handled=False)


@dataclass(frozen=True)
class Post:
    """A port that a mail server can be started at, again and again."""

    mailbox: Mailbox
    port: int
    folder: Path

    def settings(self, **changes: Any) -> dict[str, Any]:
        """Settings that lead there."""
        return {"smtp_host": HOST, "smtp_port": self.port, "smtp_from": "kneewise@example.org"} | (
            changes
        )

    @property
    def certificate(self) -> Path:
        """The certificate of the server, which signs itself."""
        return self._pair[0]

    @contextmanager
    def running(self, *, is_secured: bool = False, tls: str = "none") -> Generator[Mailbox]:
        """The server, up; `is_secured`: with sign-in after STARTTLS, or in TLS from the start."""
        given: dict[str, Any] = {}
        context = None
        if tls != "none":
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(*self._pair)
        if tls == "starttls":
            given |= {"tls_context": context, "require_starttls": True}
        if is_secured:
            given |= {
                "authenticator": self.mailbox.authenticate,
                "auth_required": True,
                "auth_require_tls": tls == "starttls",
            }
        controller = Controller(
            self.mailbox,
            hostname=HOST,
            port=self.port,
            ssl_context=context if tls == "tls" else None,
            **given,
        )
        controller.start()
        try:
            yield self.mailbox
        finally:
            controller.stop()

    @cached_property
    def _pair(self) -> tuple[Path, Path]:
        return _self_signed(self.folder)


def a_post(folder: Path) -> Post:
    """A free port with nobody at it yet."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port = probe.getsockname()[1]
    return Post(Mailbox(), port, folder)


def _self_signed(folder: Path) -> tuple[Path, Path]:
    """Certificate and key for 127.0.0.1, as PEM files."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "a mail server of the tests")])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(ip_address(HOST))]), critical=False
        )
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    paths = folder / "mail.pem", folder / "mail.key"
    paths[0].write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    paths[1].write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    return paths
