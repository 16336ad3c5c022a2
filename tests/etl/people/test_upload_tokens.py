"""Tokens of programs: for one runner, until a day, and nothing that could be used is kept."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from etl.errors import UserError
from etl.home import Home
from etl.people.upload_tokens import MOST, UploadToken, UploadTokens
from etl.settings import Settings

TODAY = date(2026, 5, 3)
NOON = datetime(2026, 5, 3, 12, tzinfo=UTC)


def tokens_at(folder: Path, now: datetime = NOON) -> UploadTokens:
    """Those of the home in that folder, at that time."""
    return UploadTokens(Home(folder), Settings(home=folder, now=now))


def made(tokens: UploadTokens, **given: Any) -> tuple[UploadToken, str]:
    """A token of Mara's for four weeks, but for what is given."""
    usual: dict[str, Any] = {
        "runner_id": "mara",
        "person_id": None,
        "name": "Phone",
        "until": TODAY + timedelta(days=28),
        "today": TODAY,
        "time_zone": "Pacific/Auckland",
    }
    return tokens.make(**usual | given)


def test_a_token_is_found_by_its_words_and_by_no_others(tmp_path: Path) -> None:
    """Nor by those of another home, of another token, or by what is nearly them."""
    tokens = tokens_at(tmp_path)
    assert tokens.find("anything") is None
    token, words = made(tokens)
    other, others_words = made(tokens, name="Script")
    assert tokens.find(words) == token
    mixed = "_".join([*words.split("_")[:2], others_words.split("_", 2)[2]])
    last = "A" if words[-1] != "A" else "B"
    for wrong in (mixed, words[:-1] + last, words[:-1], f"{words} ", words.upper(), "", other.name):
        assert tokens.find(wrong) is None, wrong
    (elsewhere := tmp_path / "elsewhere").mkdir()
    assert tokens_at(elsewhere).find(words) is None


def test_the_file_is_its_owners_and_holds_no_secret(tmp_path: Path) -> None:
    """Also not after a token was ended, and of a runner who is erased nothing at all."""
    tokens = tokens_at(tmp_path)
    token, words = made(tokens)
    file = Home(tmp_path).upload_tokens
    assert file.stat().st_mode & 0o077 == 0
    assert words.split("_", 2)[2].encode() not in file.read_bytes()
    assert tokens.end(token.token_id, runner_id="mara")
    ended = tokens.find(words)
    assert ended is not None and not ended.is_of_use(NOON)
    made(tokens, person_id="p1", name="Watch")
    assert tokens.forget_person("p1") == 1 and tokens.forget_runner("mara") == 1
    assert b"mara" not in file.read_bytes() and tokens.of() == []


def test_a_token_ends_with_its_day_where_the_runner_is(tmp_path: Path) -> None:
    """Auckland's 31 May is over at noon in Greenwich."""
    token, words = made(tokens_at(tmp_path))
    assert token.ends_at == datetime(2026, 5, 31, 12, tzinfo=UTC)
    for now, is_of_use in ((token.ends_at - timedelta(seconds=1), True), (token.ends_at, False)):
        found = tokens_at(tmp_path, now).find(words)
        assert found is not None and found.is_of_use(now) is is_of_use


def test_nobody_ends_anothers(tmp_path: Path) -> None:
    """A page sends an id, and the owner is who is signed in."""
    tokens = tokens_at(tmp_path)
    token, words = made(tokens)
    assert not tokens.end(token.token_id, runner_id="ben")
    assert tokens.find(words) is not None
    assert tokens.of("ben") == [] and tokens.of("mara") == [token]


@pytest.mark.parametrize(
    "given",
    [
        {"name": ""},
        {"name": "two\nlines"},
        {"until": TODAY - timedelta(days=1)},
        {"until": TODAY + timedelta(days=367)},
    ],
)
def test_what_is_no_name_and_no_day_is_refused(tmp_path: Path, given: dict[str, object]) -> None:
    """In one sentence; nothing is made."""
    tokens = tokens_at(tmp_path)
    with pytest.raises(UserError):
        made(tokens, **given)
    assert tokens.of() == []


def test_there_are_so_many_and_no_more(tmp_path: Path) -> None:
    """One that has ended makes room; another runner's counts for them."""
    tokens = tokens_at(tmp_path)
    several = [made(tokens)[0] for _ in range(MOST)]
    with pytest.raises(UserError, match=str(MOST)):
        made(tokens)
    made(tokens, runner_id="ben")
    tokens.end(several[0].token_id, runner_id="mara")
    made(tokens)


def test_when_it_was_last_used_is_told_by_the_minute(tmp_path: Path) -> None:
    """Of hundreds of files in a row one is written down."""
    token, words = made(tokens_at(tmp_path))
    tokens_at(tmp_path).note_used(token)
    for seconds, used in ((30, NOON), (90, NOON + timedelta(seconds=90))):
        tokens = tokens_at(tmp_path, NOON + timedelta(seconds=seconds))
        found = tokens.find(words)
        assert found is not None
        tokens.note_used(found)
        assert tokens.of("mara")[0].used_at == used
