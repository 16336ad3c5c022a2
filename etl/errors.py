"""What can go wrong, as one small tree.

    KneewiseError
    ├── UserError      shown plainly; says what to do next
    │   ├── Busy       another process holds the database; try again
    │   ├── Erasing    the runner is being erased, or was while somebody wrote
    │   ├── WrongKey   stored tokens do not open with this home's key; connect again
    │   ├── MailFailed   a letter did not leave, or nobody knows whether it did
    │   ├── AppUnknown   the platform does not know our application: its id or secret is wrong
    │   └── ConsentError a visit to a platform's consent page connected nothing
    ├── SourceError    a platform or a file did not give what was asked
    │   ├── BrokenFile     the bytes cannot be read; they are kept and can be retried
    │   ├── SkippedFile    readable, but not an activity
    │   ├── Unreachable    the platform is down, slow or talks nonsense; tried again by itself
    │   ├── LimitReached   the platform's limit is used up; goes on when it says
    │   ├── NotThere       the platform knows no such activity
    │   ├── AccessRevoked  the runner or the platform ended the connection
    │   ├── ScopeMissing   the connection lacks the permission to read runs
    │   └── AppInactive    the platform switched our application off
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


class Erasing(UserError):
    """Something was about to be written for a runner who is being erased, or was a moment ago."""


class WrongKey(UserError):
    """Stored tokens do not open with the key that is here."""


class MailFailed(UserError):
    """A letter did not leave; `state` says what comes of it, in one word.

    failed (nothing left: trying again sends one), refused (the server will never take this one),
    unclear (it may have left: trying again could send two).
    """

    def __init__(self, state: str, words: str) -> None:
        super().__init__(words)
        self.state = state


class AppUnknown(UserError):
    """The platform does not know our application; only its operator can put that right."""


class ConsentError(UserError):
    """A visit to a platform's consent page that connected nothing; `code` says why, in one word.

    restart (not begun here, or too long ago), refused, scope_missing, other_runner,
    other_account.
    """

    def __init__(self, code: str, words: str) -> None:
        super().__init__(words)
        self.code = code


class SourceError(KneewiseError):
    """A source did not give what was asked of it."""


class BrokenFile(SourceError):
    """The bytes cannot be read as the format they claim."""


class SkippedFile(SourceError):
    """The file is sound but holds no activity (settings, workout, route, monitoring)."""


class Unreachable(SourceError):
    """The platform did not answer, or not in its own format; nothing is lost, try later."""


class LimitReached(SourceError):
    """The platform refuses further calls until its window ends, or for as long as it said."""

    def __init__(self, words: str, *, retry_after_s: float | None = None) -> None:
        super().__init__(words)
        self.retry_after_s = retry_after_s


class NotThere(SourceError):
    """The platform knows no such activity, or no longer shows it to us."""


class AccessRevoked(SourceError):
    """The connection has ended; only the runner can make a new one."""


class ScopeMissing(SourceError):
    """The runner did not allow, or no longer allows, their runs to be read."""


class AppInactive(SourceError):
    """The platform refuses the whole application until its operator acts."""


class DataError(KneewiseError):
    """Stored rows contradict each other."""


class AccessDenied(KneewiseError):
    """The viewer may not see this; the message never says whether it exists."""
