"""The machine's clock, read in this one place, so that a test can set it back or forward.

It tells when something was written, for people to read. Which of two rows is the newer one it never
decides: that is told by `saved_order` (`etl.storage.saved_order`), whatever the clock says.
"""

from datetime import UTC, datetime


def read() -> datetime:
    """The present instant as the machine has it, in UTC."""
    return datetime.now(UTC)


def written_now() -> datetime:
    """When something is really written, even under a fixed clock: UTC without a zone, as stored."""
    return read().astimezone(UTC).replace(tzinfo=None)
