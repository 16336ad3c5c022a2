"""What can go wrong, as one small tree.

    KneewiseError
    ├── UserError      shown plainly; says what to do next
    │   └── Busy       another process holds the database; try again
    ├── SourceError    a platform or a file did not give what was asked
    │   ├── BrokenFile     the bytes cannot be read; they are kept and can be retried
    │   └── SkippedFile    readable, but not an activity
    ├── DataError      what is stored contradicts itself
    └── AccessDenied   the viewer has no grant; worded like "not found"

Raised with facts, caught once, at the rim.
"""


class KneewiseError(Exception):
    """Root of every error this project raises on purpose."""


class UserError(KneewiseError):
    """Something the person at the keyboard can put right."""


class Busy(UserError):
    """Another process holds the database longer than we were willing to wait."""


class SourceError(KneewiseError):
    """A source did not give what was asked of it."""


class BrokenFile(SourceError):
    """The bytes cannot be read as the format they claim."""


class SkippedFile(SourceError):
    """The file is sound but holds no activity (settings, workout, route, monitoring)."""


class DataError(KneewiseError):
    """Stored rows contradict each other."""


class AccessDenied(KneewiseError):
    """The viewer may not see this; the message never says whether it exists."""
