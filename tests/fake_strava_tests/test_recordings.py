"""Keys, JSON types and headers beside answers recorded from Strava, where those are at hand."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import requests

from tests.fake_strava import FakeStrava, a_fake_run
from tests.fake_strava_tests.conftest import NOON, Get


@pytest.fixture(scope="session")
def recorded(shared_data: Path) -> Path:
    folder = shared_data / "strava_api"
    if not folder.is_dir():
        pytest.skip("the folder of recorded Strava answers is not here")
    return folder


def _model(recorded: Path, name: str) -> dict[str, Any]:
    return json.loads((recorded / "rubyclient" / "models" / f"{name}.json").read_text())


def _recorded_body(recorded: Path, name: str) -> dict[str, Any]:
    """The JSON of a recording's last answer."""
    text = (recorded / "rubyclient" / f"{name}.yml").read_text()
    quoted = re.findall(r"^      string: '(\{.*?\}|)\s*'$", text, re.MULTILINE | re.DOTALL)[-1]
    return json.loads(re.sub(r"\n+\s+", " ", quoted).replace("''", "'"))


def _recorded_headers(recorded: Path, name: str) -> dict[str, str]:
    """The headers of the limits in a recording's first answer."""
    text = (recorded / "rubyclient" / f"{name}.yml").read_text()
    return {
        name.lower(): value
        for name, value in re.findall(r"      (X-\w*[Rr]ate[Ll]imit-\w+):\n      - '(.+)'", text)
    }


def _differences(ours: Any, theirs: Any, where: str = "") -> Iterator[str]:
    """Keys that are missing or extra, and values of another JSON type; null fits any."""
    if isinstance(ours, dict) and isinstance(theirs, dict):
        for key in sorted(set(ours) ^ set(theirs)):
            yield f"{where}.{key} only {'ours' if key in ours else 'theirs'}"
        for key in sorted(set(ours) & set(theirs)):
            yield from _differences(ours[key], theirs[key], f"{where}.{key}")
    elif isinstance(ours, list) and isinstance(theirs, list):
        if ours and theirs:
            yield from _differences(ours[0], theirs[0], f"{where}[]")
    elif None not in (ours, theirs) and type(ours) is not type(theirs):
        yield f"{where} is {type(ours).__name__}, recorded {type(theirs).__name__}"


def _run(strava: FakeStrava, **changes: Any) -> int:
    strava.add_activity(1, a_fake_run(7, NOON, **changes))
    return 7


def _ask_token(strava: FakeStrava, **form: str) -> Any:
    client = {"client_id": strava.client_id, "client_secret": strava.client_secret}
    return requests.post(f"{strava.base_url}/oauth/token", data=client | form, timeout=5).json()


def test_a_summary_activity_is_as_recorded(recorded: Path, strava: FakeStrava, get: Get) -> None:
    """A run of October 2025 by a Garmin watch, key for key."""
    _run(strava)
    ours = get("/athlete/activities", per_page=1).json()[0]

    assert list(_differences(ours, _model(recorded, "summary_activity"))) == []


def test_a_detailed_activity_is_as_recorded(recorded: Path, strava: FakeStrava, get: Get) -> None:
    """A run of 2018 from a phone, without heart rate, steps and temperature."""
    unmeasured = {"has_heartrate": False, "average_cadence": None, "average_temp": None}
    ours = get(f"/activities/{_run(strava, **unmeasured)}").json()

    assert list(_differences(ours, _model(recorded, "detailed_activities__run"))) == []


def test_laps_and_splits_are_as_recorded(recorded: Path, strava: FakeStrava, get: Get) -> None:
    """Of a watch; its laps lack the pace zone that the phone's have, its climb came as 0."""
    ours = get(f"/activities/{_run(strava)}").json()
    lap = _differences(ours["laps"][0], _model(recorded, "lap"))
    split = _differences(ours["splits_metric"][0], _model(recorded, "split"))

    known = [".pace_zone only ours", ".total_elevation_gain is float, recorded int"]
    assert list(lap) == known
    assert list(split) == []


def test_an_athlete_is_as_recorded(recorded: Path, strava: FakeStrava, get: Get) -> None:
    """With profile:read_all, everything."""
    token = strava.grant(1, ("read", "profile:read_all"))["access_token"]
    ours = get("/athlete", token=token).json()

    assert list(_differences(ours, _model(recorded, "detailed_athlete"))) == []


@pytest.mark.parametrize(("gear_id", "name"), [("g11", "shoe"), ("b19", "bike")])
def test_gear_is_as_recorded(recorded: Path, get: Get, gear_id: str, name: str) -> None:
    """Shoes know when to warn, bicycles their weight."""
    ours = get(f"/gear/{gear_id}").json()

    assert list(_differences(ours, _model(recorded, f"detailed_gear__{name}"))) == []


def test_streams_are_as_recorded(recorded: Path, strava: FakeStrava, get: Get) -> None:
    """The type of every value; recorded with time as the base, which differs in no key."""
    theirs = json.loads((recorded / "runpandas" / "streams.json").read_text())
    path = f"/activities/{_run(strava)}/streams"
    ours = get(path, keys=",".join(theirs), key_by_type="true").json()

    assert list(_differences(ours, theirs)) == []


def test_streams_without_keys_are_as_recorded(recorded: Path, strava: FakeStrava, get: Get) -> None:
    """Who names none gets the distance."""
    ours = get(f"/activities/{_run(strava)}/streams", key_by_type="true").json()

    assert list(_differences(ours, _recorded_body(recorded, "client/activity_streams"))) == []


def test_token_answers_are_as_recorded(recorded: Path, strava: FakeStrava) -> None:
    """Of a code, whose athlete has grown by body and weight since 2018, and of a refresh."""
    first = strava.grant(1)
    for_code = _recorded_body(recorded, "oauth/token_authorization_code")
    for_refresh = _recorded_body(recorded, "oauth/token_refresh_token")
    refresh = {"grant_type": "refresh_token", "refresh_token": first["refresh_token"]}
    since = [".athlete.bio only ours", ".athlete.weight only ours"]

    assert list(_differences(first, for_code)) == since
    assert list(_differences(_ask_token(strava, **refresh), for_refresh)) == []


def test_errors_are_word_for_word_as_recorded(recorded: Path, strava: FakeStrava, get: Get) -> None:
    """Unknown code, unknown app, wrong secret, too many requests."""
    code = {"grant_type": "authorization_code", "code": "unknown"}
    ours = {
        "oauth/token_invalid_code": _ask_token(strava, **code),
        "oauth/token_invalid_client": _ask_token(strava, client_id="unknown", **code),
        "client/authorization_error": _ask_token(strava, client_secret="wrong", **code),
    }
    strava.limits.read = (0, 0)
    ours["client/activity_with_ratelimit_exceeded"] = get("/athlete").json()

    assert ours == {name: _recorded_body(recorded, name) for name in ours}


def test_limits_are_told_as_recorded(recorded: Path, get: Get) -> None:
    """The same headers, content type and, for a new app, limits."""
    theirs = _recorded_headers(recorded, "client/gear")
    ours = {name.lower(): value for name, value in get("/athlete").headers.items()}

    assert ours["content-type"] == "application/json; charset=utf-8"
    assert set(theirs) <= set(ours)
    assert {n: v for n, v in theirs.items() if n.endswith("limit")} == {
        n: v for n, v in ours.items() if n.endswith("ratelimit-limit")
    }
