"""Consent, codes, tokens and their end."""

from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
import requests

from tests.fake_strava import FakeStrava
from tests.fake_strava_tests.conftest import Get

CALLBACK = "http://127.0.0.1:8501/strava/callback"
ASKED = "read,activity:read_all"


def _consent_url(strava: FakeStrava, **changes: str) -> str:
    asked = {
        "client_id": strava.client_id,
        "redirect_uri": CALLBACK,
        "response_type": "code",
        "approval_prompt": "auto",
        "scope": ASKED,
        "state": "a state",
    }
    return f"{strava.base_url}/oauth/authorize?{urlencode(asked | changes)}"


def _answer(location: str) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(urlsplit(location).query).items()}


def _token(strava: FakeStrava, **form: str) -> requests.Response:
    client = {"client_id": strava.client_id, "client_secret": strava.client_secret}
    return requests.post(f"{strava.base_url}/oauth/token", data=client | form, timeout=5)


def _redeem(strava: FakeStrava, code: str) -> requests.Response:
    return _token(strava, grant_type="authorization_code", code=code)


def _refresh(strava: FakeStrava, refresh_token: str) -> requests.Response:
    return _token(strava, grant_type="refresh_token", refresh_token=refresh_token)


def _first_error(answer: requests.Response) -> tuple[int, str, str, str]:
    error = answer.json()["errors"][0]
    return answer.status_code, error["resource"], error["field"], error["code"]


def test_consent_leads_back_with_a_code_that_becomes_tokens(strava: FakeStrava) -> None:
    """The whole way of a person who agrees to everything."""
    location = strava.authorize(_consent_url(strava))
    answer = _answer(location)

    assert location.startswith(CALLBACK + "?state=")
    assert (answer["state"], answer["scope"]) == ("a state", ASKED)
    token = _redeem(strava, answer["code"]).json()
    assert token["athlete"]["id"] == 1
    assert token["expires_in"] == 6 * 3600
    assert token["expires_at"] == int((strava.now() + timedelta(hours=6)).timestamp())
    assert [call.kind for call in strava.calls] == ["authorize", "authorize", "token"]
    assert strava.count("token", athlete_id=1) == 1


def test_everything_secret_can_be_recognised_where_it_should_not_be(strava: FakeStrava) -> None:
    """Tests of the product search its logs and files for this word."""
    code = _answer(strava.authorize(_consent_url(strava)))["code"]
    token = strava.grant(1)

    for secret in (code, token["access_token"], token["refresh_token"], strava.client_secret):
        assert "CANARY" in secret


def test_a_person_may_untick_a_scope(strava: FakeStrava) -> None:
    """The product must look at what was granted, not at what it asked for."""
    answer = _answer(strava.authorize(_consent_url(strava), scopes=["read"]))

    assert answer["scope"] == "read"


def test_cancel_leads_back_without_a_code(strava: FakeStrava) -> None:
    """Strava says access_denied and returns the state."""
    answer = _answer(strava.authorize(_consent_url(strava), deny=True))

    assert answer == {"state": "a state", "error": "access_denied"}


def test_the_consent_page_is_a_form_that_a_person_can_send(strava: FakeStrava) -> None:
    """Scopes are ticked; several athletes are chosen from; what was asked is escaped."""
    strava.add_athlete(2)
    page = requests.get(_consent_url(strava, state="<'\">"), timeout=5).text

    assert page.count("type='checkbox'") == page.count(" checked>") == 2
    assert "<option value='2'>" in page
    assert "value='authorize'" in page and "value='cancel'" in page
    assert "<'\">" not in page


def test_one_of_several_athletes_signs_in(strava: FakeStrava) -> None:
    """The first unless another is chosen."""
    strava.add_athlete(2)
    code = _answer(strava.authorize(_consent_url(strava), athlete_id=2))["code"]

    assert _redeem(strava, code).json()["athlete"]["id"] == 2


@pytest.mark.parametrize(
    "changes",
    [
        {"client_id": "999"},
        {"redirect_uri": "https://elsewhere.example/callback"},
        {"response_type": "token"},
        {"scope": "everything"},
    ],
    ids=lambda changes: next(iter(changes)),
)
def test_a_wrong_question_gets_no_consent_page(strava: FakeStrava, changes: dict[str, str]) -> None:
    """Strava answers 400 and names the field."""
    answer = requests.get(_consent_url(strava, **changes), timeout=5)

    assert answer.status_code == 400
    assert answer.json()["errors"][0]["field"] == next(iter(changes))


def test_a_code_works_once(strava: FakeStrava) -> None:
    """A reload of the callback must not count as a connection."""
    code = _answer(strava.authorize(_consent_url(strava)))["code"]
    _redeem(strava, code)

    assert _first_error(_redeem(strava, code)) == (400, "RequestToken", "code", "invalid")


def test_a_code_lasts_ten_minutes(strava: FakeStrava) -> None:
    """By the fake's clock."""
    code = _answer(strava.authorize(_consent_url(strava)))["code"]
    strava.advance(timedelta(minutes=10))

    assert _redeem(strava, code).status_code == 400


def test_a_token_with_more_than_an_hour_left_is_kept(strava: FakeStrava) -> None:
    """Refreshing early changes nothing."""
    before = strava.grant(1)
    strava.advance(timedelta(hours=4, minutes=59))
    after = _refresh(strava, before["refresh_token"]).json()

    assert after["access_token"] == before["access_token"]
    assert after["refresh_token"] == before["refresh_token"]
    assert after["expires_in"] == 3660


def test_a_refresh_rotates_the_refresh_token(strava: FakeStrava, get: Get) -> None:
    """The old one stops working; who loses the answer has to authorise again."""
    before = strava.grant(1)
    strava.advance(timedelta(hours=5))
    after = _refresh(strava, before["refresh_token"]).json()

    assert after["access_token"] != before["access_token"]
    assert after["refresh_token"] != before["refresh_token"]
    assert "athlete" not in after
    again = _refresh(strava, before["refresh_token"])
    assert _first_error(again) == (400, "RefreshToken", "refresh_token", "invalid")
    assert _refresh(strava, after["refresh_token"]).status_code == 200
    assert get("/athlete", token=before["access_token"]).status_code == 200  # for its last hour
    assert get("/athlete", token=after["access_token"]).status_code == 200


def test_wrong_credentials_of_the_app_are_refused(strava: FakeStrava) -> None:
    """An unknown id as recorded in 2018, a wrong secret as an authorization error."""
    unknown = _token(strava, client_id="client-id", grant_type="authorization_code", code="x")
    wrong = _token(strava, client_secret="wrong", grant_type="authorization_code", code="x")

    assert _first_error(unknown) == (400, "Application", "client_id", "invalid")
    assert _first_error(wrong) == (401, "Application", "", "invalid")


def test_secrets_in_the_address_are_not_read(strava: FakeStrava) -> None:
    """Addresses end up in logs; the fake refuses what the product must not do."""
    token = strava.grant(1)
    form = {"client_id": strava.client_id, "client_secret": strava.client_secret}
    form |= {"grant_type": "refresh_token", "refresh_token": token["refresh_token"]}
    url = f"{strava.base_url}/oauth/token"

    assert requests.post(url, params=form, timeout=5).status_code == 400
    assert requests.post(url, data=form, timeout=5).status_code == 200


def test_a_token_ends_after_six_hours(strava: FakeStrava, get: Get) -> None:
    """Then Strava answers 401 until it is refreshed."""
    strava.advance(timedelta(hours=6))

    assert _first_error(get("/athlete")) == (401, "Athlete", "access_token", "invalid")


def test_a_token_in_the_address_is_refused(strava: FakeStrava, get: Get) -> None:
    """Also beside a good header."""
    token = strava.grant(1)["access_token"]
    alone = requests.get(f"{strava.base_url}/api/v3/athlete?access_token={token}", timeout=5)

    assert alone.status_code == 401
    assert get("/athlete", access_token=token).status_code == 401


@pytest.mark.parametrize("credentials", ["form", "basic"])
def test_revoking_either_token_ends_all_of_the_athlete(
    strava: FakeStrava, get: Get, credentials: str
) -> None:
    """RFC 7009, with the app's credentials in the form or as basic authorization."""
    token = strava.grant(1)
    given: dict[str, Any] = {"data": {"token": token["refresh_token"]}}
    if credentials == "basic":
        given["auth"] = (strava.client_id, strava.client_secret)
    else:
        given["data"] |= {"client_id": strava.client_id, "client_secret": strava.client_secret}
    answer = requests.post(f"{strava.base_url}/oauth/revoke", timeout=5, **given)

    assert answer.status_code == 200
    assert get("/athlete", token=token["access_token"]).status_code == 401
    assert _refresh(strava, token["refresh_token"]).status_code == 400
    assert strava.count("revoke", athlete_id=1) == 1


def test_revoking_an_unknown_token_is_fine(strava: FakeStrava) -> None:
    """Revoked twice is revoked; but not by a stranger."""
    client = {"client_id": strava.client_id, "client_secret": strava.client_secret}
    url = f"{strava.base_url}/oauth/revoke"

    assert requests.post(url, data=client | {"token": "unknown"}, timeout=5).status_code == 200
    assert requests.post(url, data={"token": "unknown"}, timeout=5).status_code == 400


def test_the_older_deauthorize_answers_as_recorded(strava: FakeStrava, get: Get) -> None:
    """With the bearer token; the body names it."""
    token = strava.grant(1)["access_token"]
    headers = {"Authorization": f"Bearer {token}"}
    answer = requests.post(f"{strava.base_url}/oauth/deauthorize", headers=headers, timeout=5)

    assert answer.json() == {"access_token": token}
    assert get("/athlete", token=token).status_code == 401


def test_an_athlete_withdraws_in_stravas_settings(strava: FakeStrava, get: Get) -> None:
    """The product learns of it by a 401 or an event; the call is still known as that athlete's."""
    token = strava.grant(1)
    strava.revoke_by_athlete(1)

    assert get("/athlete", token=token["access_token"]).status_code == 401
    assert _refresh(strava, token["refresh_token"]).status_code == 400
    assert [call.athlete_id for call in strava.calls] == [1, 1]
