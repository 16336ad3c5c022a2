"""Stride behind the five parts: a key of one's own, pages of five, originals as FIT."""

from datetime import datetime
from pathlib import Path
from typing import Any, ClassVar

import requests

from etl.errors import AccessRevoked, LimitReached, NotThere, Unreachable
from etl.settings import Settings
from etl.sources.common.facts import Facts
from etl.sources.platform import Grant, OnHeaders, Page, read_terms

PAGE_SIZE = 5
_READ_S = 5.0


class Stride:
    """One runner's way to Stride."""

    terms = read_terms(Path(__file__).with_name("terms.toml"))
    is_set_up = True
    base_url: ClassVar[str] = ""

    def __init__(self, settings: Settings, *, on_headers: OnHeaders | None = None) -> None:
        self._on_headers = on_headers or (lambda _headers: None)

    def connect(self, secret: str, *, is_renewal: bool = False) -> Grant:
        """A key for a token of a day."""
        answer = self._ask("POST", "/token", secret).json()
        return Grant(answer["token"], secret, answer["expires_at"], answer["runner"])

    def list_since(
        self, token: str, *, page: int, after: datetime | None, before: datetime | None
    ) -> Page:
        """Up to five activities; a page that is not full is the last."""
        span = {"after": after, "before": before}
        query = {name: at.isoformat() for name, at in span.items() if at is not None}
        found = self._ask("GET", "/activities", token, params={"page": page} | query).json()
        facts = tuple(
            Facts(
                source_activity_id=row["id"],
                started_at=datetime.fromisoformat(row["start"]),
                sport="Run",
                revision=row["revision"],
            )
            for row in found
        )
        return Page(facts, is_last=len(found) < PAGE_SIZE)

    def fetch_original(self, token: str, facts: Facts) -> bytes | None:
        """The file as the watch sent it."""
        return self._ask("GET", f"/originals/{facts.source_activity_id}", token).content

    def revoke(self, token: str) -> None:
        """Stride forgets the key."""
        self._ask("DELETE", "/token", token)

    def _ask(self, method: str, path: str, secret: str, **options: Any) -> requests.Response:
        headers = {"Authorization": f"Bearer {secret}"}
        address = self.base_url + path
        try:
            answer = requests.request(method, address, headers=headers, timeout=_READ_S, **options)
        except requests.RequestException:
            raise Unreachable("Stride does not answer.") from None
        self._on_headers(answer.headers)
        if answer.status_code == 401:
            raise AccessRevoked("Stride does not know this key.")
        if answer.status_code == 404:
            raise NotThere("Stride has no such file.")
        if answer.status_code == 429:
            pause_s = float(answer.headers.get("Retry-After", 0))
            raise LimitReached("Stride's limit is used up.", retry_after_s=pause_s)
        if not answer.ok:
            raise Unreachable(f"Stride answered with an error ({answer.status_code}).")
        return answer
