"""What can go wrong with a mail server, a sentence each."""

import smtplib
import socket
import ssl

NOT_THIS_ADDRESS = "does not take letters to this address"
NOT_THIS_SENDER = "does not take letters from KNEEWISE_SMTP_FROM"
NOT_THE_LETTER = "did not take the letter"
NOT_THESE_LETTERS = "The mail server cannot write to this address: it has letters beyond ASCII."
BROKE_OFF = "The mail server broke off: the letter may have left, so it is not sent again."


def fault_words(error: smtplib.SMTPException | OSError, where: str, *, timeout_s: float) -> str:
    """One sentence for what can go wrong before the first letter."""
    if isinstance(error, ssl.SSLCertVerificationError):
        return (
            f"The certificate of the mail server {where} is not trusted: name it rightly, or its "
            "authority with KNEEWISE_SMTP_CA_FILE."
        )
    if isinstance(error, ssl.SSLError):
        return f"The mail server {where} does not speak TLS there: try KNEEWISE_SMTP_TLS=starttls."
    if isinstance(error, smtplib.SMTPAuthenticationError):
        return (
            f"The mail server refused the sign-in ({error.smtp_code}): check KNEEWISE_SMTP_USER "
            "and KNEEWISE_SMTP_PASSWORD."
        )
    if isinstance(error, smtplib.SMTPNotSupportedError):
        return (
            f"The mail server {where} offers no encryption or no sign-in: nothing was sent. Check "
            "KNEEWISE_SMTP_TLS and KNEEWISE_SMTP_PORT."
        )
    # smtplib tells a server that is silent as one that has gone.
    if isinstance(error, TimeoutError) or isinstance(error.__context__, TimeoutError):
        return f"The mail server {where} did not answer within {timeout_s:.0f} seconds."
    if isinstance(error, ConnectionRefusedError):
        return f"Nobody answers at {where}: is the mail server running there?"
    if isinstance(error, socket.gaierror):
        return f"There is no machine called {where.rpartition(':')[0]}: check KNEEWISE_SMTP_HOST."
    if isinstance(error, FileNotFoundError):
        return "The file of KNEEWISE_SMTP_CA_FILE is not there."
    return f"The mail server {where} could not be spoken to: {type(error).__name__}."


def answer_words(words: str, code: int, *, is_for_now: bool) -> str:
    """What the server answered, with its code."""
    return f"The mail server {words}{' just now' if is_for_now else ''} ({code})."
