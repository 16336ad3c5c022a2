"""A session begins at the provider, ends by signing out, by its limits, and for good."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from etl import clock
from etl.home import Home
from etl.people.sign_ins import SignIns, key_of, login_of
from etl.settings import Settings

MARA, BEN = login_of("https://a.example", "1"), login_of("https://a.example", "2")
NOON = datetime(2026, 5, 4, 12, tzinfo=UTC)


@pytest.fixture
def sign_ins(tmp_path: Path) -> SignIns:
    """Those of an empty home: twelve hours, two of them idle."""
    return SignIns(Home(tmp_path), Settings(home=tmp_path))


def at(monkeypatch: pytest.MonkeyPatch, *, hours: float) -> None:
    """So long after noon."""
    monkeypatch.setattr(clock, "read", lambda: NOON + timedelta(hours=hours))


def test_a_session_ends_after_its_hours_and_after_two_without_a_click(
    sign_ins: SignIns, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Clicks put off the second of them alone."""
    at(monkeypatch, hours=0)
    sign_ins.begin(key="k", login=MARA, device="Firefox")
    for hours in (1.9, 3.8, 5.7, 7.6, 9.5, 11.4):
        at(monkeypatch, hours=hours)
        assert sign_ins.is_live("k", is_used=True)
    at(monkeypatch, hours=12.01)
    assert not sign_ins.is_live("k", is_used=True)
    sign_ins.begin(key="idle", login=MARA, device="Firefox")
    at(monkeypatch, hours=14.0)
    assert sign_ins.is_live("idle")
    at(monkeypatch, hours=14.02)
    assert not sign_ins.is_live("idle", is_used=True)
    assert sign_ins.of(MARA) == []


def test_what_was_begun_before_a_fast_clock_was_put_right_is_over(
    sign_ins: SignIns, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else it would go on for as long as the clock was ahead."""
    at(monkeypatch, hours=5)
    sign_ins.begin(key="k", login=MARA, device="Firefox")
    at(monkeypatch, hours=0)
    assert not sign_ins.is_live("k")


def test_whoever_ends_theirs_ends_nobody_elses(sign_ins: SignIns) -> None:
    """One, or all of one person's."""
    for key, login in (("a", MARA), ("b", MARA), ("c", BEN)):
        sign_ins.begin(key=key, login=login, device="Safari on Mac")
    assert sign_ins.end("a") and not sign_ins.end("a")
    assert [one.key for one in sign_ins.of(MARA)] == ["b"]
    assert sign_ins.end_all(MARA) == 1
    assert not sign_ins.is_live("b") and sign_ins.is_live("c")


def test_a_key_is_of_one_sign_in_and_of_what_the_provider_signed_alone() -> None:
    """Not of what Streamlit adds: the page and the server must come to the same one."""
    signed = {"iss": "i", "sub": "s", "nonce": "n"}
    added = {"origin": "http://x", "is_logged_in": True, "provider": "default", "tokens": {}}
    assert key_of(signed) == key_of(signed | added)
    assert key_of(signed) != key_of(signed | {"nonce": "m"})


def test_the_file_is_its_owners_and_names_nobody(sign_ins: SignIns, tmp_path: Path) -> None:
    """It holds hashes, times and a device's name."""
    sign_ins.begin(key="k", login=login_of("https://a.example", "mara-4711"), device="Safari")
    path = Home(tmp_path).sign_ins
    assert path.stat().st_mode & 0o077 == 0
    assert b"mara" not in path.read_bytes() and b"example" not in path.read_bytes()


def test_a_damaged_file_lets_nobody_in_and_everybody_sign_in_again(sign_ins: SignIns) -> None:
    """What a disk leaves of it is no session, and no reason to answer nobody any more."""
    sign_ins.begin(key="k", login=MARA, device="Firefox")
    path = sign_ins._path
    path.write_bytes(b"no database at all, as after a damaged disk" * 100)
    assert not sign_ins.is_live("k")
    assert not path.exists()
    sign_ins.begin(key="later", login=MARA, device="Firefox")
    assert sign_ins.is_live("later") and not sign_ins.is_live("k")
