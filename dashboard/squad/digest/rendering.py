"""A digest as HTML, as plain text and as an e-mail of both: nothing is fetched when it is read."""

import hashlib
import re
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from functools import cache
from importlib.resources import files

from jinja2 import Environment, FunctionLoader, StrictUndefined

from dashboard.squad.digest.contents import Digest
from dashboard.squad.digest.wording import BY_MAIL

# Mid-tones that read on light and on dark, since a mail program may turn either into the other.
_TONES = {
    "violet": "#b0489a",
    "red": "#d0453a",
    "orange": "#c77a1a",
    "yellow": "#b08a2a",
    "blue": "#3d8bd4",
    None: "#8c9492",
}
_GAPS = re.compile(r"\n{3,}")


def as_html(digest: Digest, *, is_mail: bool = False) -> str:
    """The whole digest as one HTML file: inline styles, no script, no picture."""
    return _filled("digest.html.j2", digest, is_mail=is_mail)


def as_text(digest: Digest, *, is_mail: bool = False) -> str:
    """The same as plain text; each name stays on its own line."""
    return _GAPS.sub("\n\n", _filled("digest.txt.j2", digest, is_mail=is_mail))


def as_message(
    digest: Digest, *, to: str, sender: str, person_id: str, written_at: datetime
) -> EmailMessage:
    """The e-mail. Its id is one a person and week, so that a second copy is known for one."""
    message = EmailMessage(policy=SMTP)
    message["From"] = sender
    message["To"] = to
    message["Subject"] = heading_of(digest)
    message["Date"] = format_datetime(written_at)
    message["Message-ID"] = _message_id(digest, sender=sender, person_id=person_id)
    message["Auto-Submitted"] = "auto-generated"  # RFC 3834: no holiday notice answers it
    message.set_content(as_text(digest, is_mail=True))
    message.add_alternative(as_html(digest, is_mail=True), subtype="html")
    return message


def heading_of(digest: Digest) -> str:
    """Counts only: a subject is read on locked screens."""
    return f"Kneewise: {digest.title}"


def _message_id(digest: Digest, *, sender: str, person_id: str) -> str:
    of_week = f"{person_id}|{digest.week_start_date.isoformat()}"
    host = sender.rpartition("@")[2].strip("<> ") or "kneewise.invalid"
    return f"<digest-{hashlib.sha256(of_week.encode()).hexdigest()[:32]}@{host}>"


def _filled(template: str, digest: Digest, *, is_mail: bool) -> str:
    return (
        _templates()
        .get_template(template)
        .render(
            digest=digest,
            heading=heading_of(digest),
            tones=_TONES,
            closing=BY_MAIL if is_mail else (),
        )
    )


@cache
def _templates() -> Environment:
    def source(name: str) -> str:
        return files("dashboard.squad.digest").joinpath(name).read_text("utf-8")

    return Environment(
        loader=FunctionLoader(source),
        autoescape=lambda name: name is not None and name.endswith(".html.j2"),
        undefined=StrictUndefined,
    )
