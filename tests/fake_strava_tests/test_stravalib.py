"""stravalib takes the fake for Strava: its models parse every answer, its client every error."""

from datetime import timedelta
from typing import Any

import pytest
import requests
from requests.adapters import HTTPAdapter
from stravalib import exc, model, strava_model
from stravalib.protocol import ApiV3

from tests.fake_strava import FakeStrava, a_fake_run
from tests.fake_strava_tests.conftest import NOON, Get

ALL_STREAMS = ",".join(strava_model.StreamSet.model_fields)


class ToTheFake(HTTPAdapter):
    """Sends what is meant for https://www.strava.com to the fake."""

    def __init__(self, base_url: str) -> None:
        super().__init__()
        self.base_url = base_url

    def send(self, request: requests.PreparedRequest, *rest: Any, **named: Any) -> Any:
        assert request.url is not None
        request.url = request.url.replace("https://www.strava.com", self.base_url)
        return super().send(request, *rest, **named)


@pytest.fixture
def client(strava: FakeStrava, monkeypatch: pytest.MonkeyPatch) -> ApiV3:
    """stravalib's low level client with athlete 1's token."""
    monkeypatch.setenv("SILENCE_TOKEN_WARNINGS", "true")
    session = requests.Session()
    session.mount("https://www.strava.com", ToTheFake(strava.base_url))
    return ApiV3(access_token=strava.grant(1)["access_token"], requests_session=session)


@pytest.mark.parametrize("kind", ["Run", "TrailRun", "Ride", "manual", "trainer", "bare"])
def test_models_parse_activities_of_every_kind(strava: FakeStrava, get: Get, kind: str) -> None:
    """Generated from the published schema and stravalib's own, stricter ones."""
    changes: dict[str, dict[str, Any]] = {
        "manual": {"manual": True},
        "trainer": {"trainer": True},
        "bare": {"has_heartrate": False, "average_cadence": None, "gear_id": None},
    }
    sport = kind if kind[0].isupper() else "Run"
    strava.add_activity(1, a_fake_run(7, NOON, sport_type=sport, **changes.get(kind, {})))
    summary = get("/athlete/activities", per_page=1).json()[0]
    detail = get("/activities/7").json()

    # Strava gives [] where no place is known, which only stravalib's own models allow for.
    for schema in (model,) if kind in ("manual", "trainer") else (strava_model, model):
        assert schema.SummaryActivity.model_validate(summary).id == 7
        parsed = schema.DetailedActivity.model_validate(detail)
        assert parsed.sport_type is not None
        assert parsed.laps is not None and len(parsed.laps) == 1


def test_models_parse_athletes(strava: FakeStrava, get: Get) -> None:
    """The summary, and the detailed one that needs profile:read_all."""
    wide = strava.grant(1, ("read", "profile:read_all"))["access_token"]
    summary, detail = get("/athlete").json(), get("/athlete", token=wide).json()

    for schema in (strava_model, model):
        assert schema.SummaryAthlete.model_validate(summary).id == 1
        shoes = schema.DetailedAthlete.model_validate(detail).shoes
        assert shoes is not None and len(shoes) == 2
    assert strava_model.SummaryAthlete.model_validate(strava.grant(1)["athlete"]).id == 1


def test_models_parse_gear(get: Get) -> None:
    """Shoes and a bicycle."""
    for gear_id in ("g11", "g12", "b19"):
        gear = get(f"/gear/{gear_id}").json()
        assert strava_model.DetailedGear.model_validate(gear).id == gear_id
        assert strava_model.SummaryGear.model_validate(gear).name


@pytest.mark.parametrize("sport", ["Run", "Ride"])
def test_models_parse_streams(strava: FakeStrava, get: Get, sport: str) -> None:
    """All eleven types that the schema knows; a run has no power."""
    strava.add_activity(1, a_fake_run(7, NOON, sport_type=sport))
    found = get("/activities/7/streams", keys=ALL_STREAMS, key_by_type="true").json()
    streams = strava_model.StreamSet.model_validate(found)

    empty = {name for name in strava_model.StreamSet.model_fields if getattr(streams, name) is None}
    assert empty == ({"watts"} if sport == "Run" else set())


def test_its_client_goes_through_consent_and_refresh(client: ApiV3, strava: FakeStrava) -> None:
    """Address, code, tokens, refresh, as stravalib does it."""
    asked = client.authorization_url(
        12345, "http://localhost:8501/callback", scope=["read", "activity:read_all"], state="s"
    )
    location = strava.authorize(asked.replace("https://www.strava.com", strava.base_url))
    code = location.split("code=")[1].split("&")[0]
    access, athlete = client.exchange_code_for_token(
        12345, strava.client_secret, code, return_athlete=True
    )
    assert athlete is not None and athlete["id"] == 1
    strava.advance(timedelta(hours=5, minutes=30))
    newer = client.refresh_access_token(12345, strava.client_secret, access["refresh_token"])

    assert newer["refresh_token"] != access["refresh_token"]
    assert client.get("athlete")["id"] == 1


def test_its_client_reads_pages_and_streams(client: ApiV3, strava: FakeStrava) -> None:
    """With its way of writing addresses and parameters."""
    strava.add_activity(1, a_fake_run(7, NOON))
    page = client.get("athlete/activities", per_page=10, page=1)
    streams = client.get("activities/{id}/streams", id=7, keys="time,temp", key_by_type=True)

    assert (len(page), page[0]["id"]) == (10, 7)
    assert set(streams) == {"time", "temp"}


@pytest.mark.parametrize(
    ("fault", "raised"),
    [
        (401, exc.AccessUnauthorized),
        (404, exc.ObjectNotFound),
        (500, exc.Fault),
        ("html", exc.Fault),
        ("429", exc.Fault),
        ("inactive", exc.ApplicationInactive),
    ],
)
def test_its_client_knows_the_errors(
    client: ApiV3, strava: FakeStrava, fault: str | int, raised: type[Exception]
) -> None:
    """Each becomes the exception that stravalib keeps for it."""
    strava.faults.add(fault, kind="athlete")

    with pytest.raises(raised):
        client.get("athlete")


def test_its_client_knows_the_fakes_own_errors(client: ApiV3, strava: FakeStrava) -> None:
    """An empty 404, and a token that has ended."""
    with pytest.raises(exc.ObjectNotFound):
        client.get("activities/{id}", id=404404)
    client.post("oauth/deauthorize")
    with pytest.raises(exc.AccessUnauthorized):
        client.get("athlete")
