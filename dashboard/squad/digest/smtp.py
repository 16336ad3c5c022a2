"""Handing a letter to a mail server: encrypted, once, with a clear sentence for what goes wrong."""

import smtplib
import ssl
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import EmailMessage
from ipaddress import ip_address

from pydantic import SecretStr

from dashboard.squad.digest import smtp_wording as wording
from etl.errors import MailFailed, UserError
from etl.settings import Settings

TLS_MODES = ("starttls", "tls", "none")
TIMEOUT_S = 20.0  # for each answer of the server
_PORTS = {"starttls": 587, "tls": 465, "none": 25}


@dataclass(frozen=True, slots=True, kw_only=True)
class MailServer:
    """Where letters are handed over, checked: never a password without encryption or loopback."""

    host: str
    port: int
    tls: str
    sender: str
    user: str | None = None
    password: SecretStr | None = field(default=None, repr=False)
    ca_file: str | None = None


def mail_server(settings: Settings) -> MailServer:
    """The server of these settings. Raises UserError that names what is missing or cannot be."""
    if settings.smtp_host is None or not settings.smtp_from:
        raise UserError("To send e-mail set KNEEWISE_SMTP_HOST and KNEEWISE_SMTP_FROM as well.")
    if "@" not in settings.smtp_from or not settings.smtp_from.isprintable():
        raise UserError("KNEEWISE_SMTP_FROM is an e-mail address, such as kneewise@example.org.")
    if (settings.smtp_user is None) != (settings.smtp_password is None):
        raise UserError("Set KNEEWISE_SMTP_USER and KNEEWISE_SMTP_PASSWORD both, or neither.")
    is_here = _is_loopback(settings.smtp_host)
    tls = settings.smtp_tls or ("none" if is_here else "starttls")
    if tls not in TLS_MODES:
        raise UserError(f"KNEEWISE_SMTP_TLS is one of {', '.join(TLS_MODES)}.")
    if tls == "none" and settings.smtp_user is not None and not is_here:
        raise UserError(
            "A password is not sent without encryption: set KNEEWISE_SMTP_TLS to starttls or tls."
        )
    return MailServer(
        host=settings.smtp_host,
        port=settings.smtp_port or _PORTS[tls],
        tls=tls,
        sender=settings.smtp_from,
        user=settings.smtp_user,
        password=settings.smtp_password,
        ca_file=None if settings.smtp_ca_file is None else str(settings.smtp_ca_file),
    )


class Line:
    """An open line to a mail server."""

    def __init__(self, connection: smtplib.SMTP, server: MailServer) -> None:
        self._connection, self._server = connection, server

    def send(self, message: EmailMessage) -> None:
        """Hand one letter over. Raises MailFailed, with the server's code alone."""
        try:
            self._connection.send_message(message)
        except smtplib.SMTPRecipientsRefused as error:
            codes = [code for code, _ in error.recipients.values()]
            raise _answered(wording.NOT_THIS_ADDRESS, codes[0]) from error
        except smtplib.SMTPSenderRefused as error:
            raise _answered(wording.NOT_THIS_SENDER, error.smtp_code) from error
        except smtplib.SMTPDataError as error:
            raise _answered(wording.NOT_THE_LETTER, error.smtp_code) from error
        except smtplib.SMTPNotSupportedError as error:
            raise MailFailed("refused", wording.NOT_THESE_LETTERS) from error
        except (smtplib.SMTPException, OSError) as error:
            # The line broke somewhere between the first word and the last answer.
            raise MailFailed("unclear", wording.BROKE_OFF) from error


@contextmanager
def line_to(server: MailServer) -> Generator[Line]:
    """A line, encrypted and signed in as the settings say.

    Raises MailFailed with a sentence for a server that is down, slow, unencrypted, not who it says
    it is, or refuses the sign-in. Nothing has left by then, so trying again is right.
    """
    connection = _connected(server)
    try:
        yield Line(connection, server)
    finally:
        try:
            connection.quit()
        except (smtplib.SMTPException, OSError):
            connection.close()  # it has gone already


def _connected(server: MailServer) -> smtplib.SMTP:
    where = f"{server.host}:{server.port}"
    connection: smtplib.SMTP | None = None
    try:
        context = ssl.create_default_context(cafile=server.ca_file)
        if server.tls == "tls":
            connection = smtplib.SMTP_SSL(
                server.host, server.port, timeout=TIMEOUT_S, context=context
            )
        else:
            connection = smtplib.SMTP(server.host, server.port, timeout=TIMEOUT_S)
        if server.tls == "starttls":
            connection.starttls(context=context)
        if server.user is not None and server.password is not None:
            connection.login(server.user, server.password.get_secret_value())
        return connection
    except (smtplib.SMTPException, OSError) as error:
        if connection is not None:
            connection.close()
        raise MailFailed(
            "failed", wording.fault_words(error, where, timeout_s=TIMEOUT_S)
        ) from error


def _answered(words: str, code: int) -> MailFailed:
    """RFC 5321: 4yz may go well another time, 5yz will not."""
    if 400 <= code < 500:
        return MailFailed("failed", wording.answer_words(words, code, is_for_now=True))
    return MailFailed("refused", wording.answer_words(words, code, is_for_now=False))


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
