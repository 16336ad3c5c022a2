"""Settings, read from the environment once, at the rim."""

import os
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from platformdirs import user_data_path
from pydantic import BaseModel, ConfigDict, Field, SecretStr, model_validator

from etl import clock
from etl.home import Home

_PREFIX = "KNEEWISE_"


class Settings(BaseModel):
    """What an operator or a runner may set; each field is `KNEEWISE_<NAME>` in the environment.

    What is passed by name comes before the environment.
    """

    model_config = ConfigDict(frozen=True, extra="ignore")

    home: Path = Field(default_factory=lambda: user_data_path("kneewise", appauthor=False))
    time_zone: str | None = None
    """IANA zone of a new runner; without it, the machine's zone."""
    now: datetime | None = None
    """Fixed clock for demonstrations and tests; without it, the real one."""
    workers: int | None = Field(default=None, ge=1)
    """Processes that read files during an import; without it, one a core."""
    reading_s: float = Field(default=120.0, gt=0)
    """So long one file of an import may be read: most take 30 ms, the largest allowed 20 s."""
    reading_memory_mb: int = Field(default=1024, ge=64)
    """So much one file may take while it is read (on Linux): a day of records takes about 100."""
    lock_wait_s: float = Field(default=30.0, gt=0)
    """How long to wait for another process that holds the database."""
    slice_memory_mb: int | None = Field(default=None, ge=1)
    """For what people look at, kept between two clicks: one runner's ten years are about 30.
    Without it a tenth of the machine's memory, 100 to 1,000."""
    query_memory_mb: int | None = Field(default=None, ge=100)
    """The most that one question may take; one that needs more is refused. Without it 2,048, and
    no more than half of the machine's memory."""
    query_s: float = Field(default=60.0, gt=0)
    """So long one question may take, unless its answer goes into a file."""

    backup_to: Path | None = None
    """Folder of the nightly backups, best on another disk; without it one in the home, which holds
    the journal and no originals."""
    backup_keep: int = Field(default=7, ge=0)
    """So many of the nightly backups stay; 0: none is made."""
    backup_recipient: str | None = None
    """Public key of age (age1…) that they are encrypted for; its secret is kept elsewhere."""

    upload_account_mb: int = Field(default=2000, ge=1)
    """Of one account, on their way or in memory at once: a bulk export of many years fits."""
    upload_account_day_mb: int = Field(default=6000, ge=1)
    """Of one account in a day (UTC): such an export three times, should it fail twice."""
    upload_server_mb: int = Field(default=4000, ge=1)
    """Of everybody at once, since uploads are held in memory: two such exports."""
    upload_token_days: int = Field(default=180, ge=1)
    """So long a new upload token is of use unless its runner says otherwise."""
    upload_token_most_days: int = Field(default=366, ge=1)
    """The longest that one may be of use."""
    upload_token_mb: int = Field(default=200, ge=1)
    """Of one request by a token: a ZIP of a year; a run has less than one."""
    upload_token_hourly: int = Field(default=240, ge=1)
    """Requests of one token in an hour: a phone that sends what it has kept, one by one."""
    watch: Path | None = None
    """Folder that a running server watches for files: the one runner's, or with a folder each."""
    watch_polling: bool = False
    """Look at watched folders each second instead of waiting to be told: for network folders, and
    for containers where the system says nothing."""
    session_wait_s: int = Field(default=120, ge=1)
    """So long a page whose connection broke, and what it uploaded, wait for its browser."""
    sockets_per_account: int = Field(default=50, ge=1)
    """Open pages of one account: more tabs and devices than anybody looks at."""
    anonymous_sockets: int = Field(default=100, ge=1)
    """Open pages of people who have not signed in, all together: each takes about a megabyte."""
    anonymous_sockets_per_address: int = Field(default=20, ge=1)
    """Of them from one network address: a clinic's reception, all at the sign-in page at once."""
    anonymous_idle_s: float = Field(default=120.0, gt=0)
    """After so long without a click such a page is disconnected; its browser connects again."""

    strava_client_id: str | None = None
    """Of the operator's own application at Strava; without it nobody can connect."""
    strava_client_secret: SecretStr | None = None
    strava_base_url: str = "https://www.strava.com"
    """All of Strava's addresses derive from it; it becomes www.api-v3.strava.com by 2027-06-01."""
    strava_api_shareable: bool = False
    """Only with Strava's written leave: grants then cover rows from its API too."""
    public_url: str | None = None
    """Where browsers and Strava reach this server; without it, 127.0.0.1 and the port."""
    secret_key: SecretStr | None = None
    """Encrypts tokens at rest (32 bytes, base64); without it, a key file in the home."""

    oidc_issuer: str | None = None
    """Address of an OpenID Connect provider; with it, people sign in before they see anything."""
    oidc_client_id: str | None = None
    oidc_client_secret: SecretStr | None = None
    oidc_cookie_secret: SecretStr | None = None
    """Signs the cookie of who is signed in: 32 random characters or more."""
    oidc_email_trusted: bool = False
    """The provider is known to confirm every address, and does not say `email_verified`."""
    audit_ends: Path | None = None
    """File that says where each chain of reads ends, best on another disk; else one in the home."""
    session_hours: float = Field(default=12.0, gt=0)
    """So long after signing in somebody signs in again, whatever they do."""
    session_idle_hours: float = Field(default=2.0, gt=0)
    """So long after the last click, too: a clinic's computer that was left is nobody's."""

    smtp_host: str | None = None
    """Mail server that the weekly digest leaves through; without it there is a file to download."""
    smtp_port: int | None = Field(default=None, ge=1, le=65535)
    """Without it 587 (starttls), 465 (tls) or 25 (none)."""
    smtp_user: str | None = None
    smtp_password: SecretStr | None = None
    smtp_tls: str | None = None
    """starttls, tls or none; without it starttls, on this machine none."""
    smtp_from: str | None = None
    """Address that the digest comes from."""
    smtp_ca_file: Path | None = None
    """Certificates (PEM) that are trusted instead of the machine's: of an authority of your own."""

    @model_validator(mode="before")
    @classmethod
    def _from_environment(cls, given: dict[str, Any]) -> dict[str, Any]:
        """An empty folder, as in many a compose file, names none: least of all this one."""
        around = {name.upper(): value for name, value in os.environ.items()}
        names = {name: f"{_PREFIX}{name.upper()}" for name in cls.model_fields}
        values = {name: around[told] for name, told in names.items() if told in around} | given
        for folder in ("home", "watch"):
            named = values.get(folder)
            if isinstance(named, str) and not named.strip():
                del values[folder]
        return values

    @property
    def has_mail(self) -> bool:
        """A mail server is named; what else is missing is said when something is sent."""
        return self.smtp_host is not None

    @property
    def has_strava(self) -> bool:
        """An application at Strava is set up."""
        return self.strava_client_id is not None and self.strava_client_secret is not None

    @property
    def is_team(self) -> bool:
        """Several people sign in. Half of the settings counts too: it must never mean "anybody"."""
        given = (
            self.oidc_issuer,
            self.oidc_client_id,
            self.oidc_client_secret,
            self.oidc_cookie_secret,
        )
        return any(value is not None for value in given)

    def at(self, home: Home) -> "Settings":
        """The same settings in a home that may stand still at a fixed instant (the demo's)."""
        if self.now is not None or not home.clock.is_file():
            return self
        now = datetime.fromisoformat(home.clock.read_text("utf-8").strip())
        return self.model_copy(update={"now": now})

    def current_time(self) -> datetime:
        """The present instant in UTC, or the fixed one."""
        return (self.now or clock.read()).astimezone(UTC)

    def local_date(self, time_zone: str) -> date:
        """The calendar day in a runner's zone."""
        return self.current_time().astimezone(ZoneInfo(time_zone)).date()
