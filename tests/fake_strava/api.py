"""Reading an athlete's data below /api/v3."""

from collections.abc import Callable

from starlette.responses import Response
from starlette.routing import Route

from tests.fake_strava.answers import Json, bad_request, not_authorized, not_found
from tests.fake_strava.athlete.activities import detail, summary
from tests.fake_strava.athlete.athletes import detailed_athlete, summary_athlete
from tests.fake_strava.athlete.gears import detailed_gear
from tests.fake_strava.athlete.records import FakeActivity, FakeAthlete, Kind
from tests.fake_strava.athlete.streams import has_streams, streams
from tests.fake_strava.state import State
from tests.fake_strava.tokens import AccessToken
from tests.fake_strava.visits import Visit, Work, endpoint

MOST_PER_PAGE = 200
PER_PAGE = 30
_READ_ACTIVITIES = {"activity:read", "activity:read_all"}
_ALL_METHODS = ["GET", "POST", "PUT", "DELETE", "PATCH"]

Reader = Callable[[State, Visit, AccessToken, FakeAthlete], Response]


def routes(state: State) -> list[Route]:
    def route(path: str, kind: Kind, work: Work) -> Route:
        handler = endpoint(state, kind, work, is_counted=True)
        return Route(f"/api/v3{path}", handler, methods=["GET"])

    unknown = endpoint(state, "other", _unknown, is_counted=True)
    elsewhere = endpoint(state, "other", _unknown)
    return [
        route("/athlete", "athlete", _authorized(_athlete)),
        route("/athlete/activities", "list", _authorized(_list, of_activities=True)),
        route("/activities/{id:int}", "detail", _authorized(_detail, of_activities=True)),
        route("/activities/{id:int}/streams", "streams", _authorized(_streams, of_activities=True)),
        route("/gear/{id}", "gear", _authorized(_gear)),
        Route("/api/v3/{rest:path}", unknown, methods=_ALL_METHODS),
        Route("/{rest:path}", elsewhere, methods=_ALL_METHODS),
    ]


def _unknown(_state: State, _visit: Visit) -> Response:
    return not_found()


def _authorized(read: Reader, *, of_activities: bool = False) -> Work:
    """Only with a valid bearer token, and its scope where activities are read."""

    def work(state: State, visit: Visit) -> Response:
        token = state.tokens.valid(visit.bearer, state.now())
        if token is None or "access_token" in visit.query:
            return not_authorized("Athlete", "access_token")
        if of_activities and not _READ_ACTIVITIES.intersection(token.scopes):
            return not_authorized("AccessToken", "activity:read_permission", "missing")
        return read(state, visit, token, state.athletes[token.athlete_id])

    return work


def _athlete(_state: State, _visit: Visit, token: AccessToken, athlete: FakeAthlete) -> Response:
    if "profile:read_all" in token.scopes:
        return Json(detailed_athlete(athlete))
    return Json(summary_athlete(athlete))


def _list(_state: State, visit: Visit, token: AccessToken, athlete: FakeAthlete) -> Response:
    """Newest first; oldest first with `after` and no `before`."""
    numbers = {name: _number(visit, name) for name in ("before", "after", "page", "per_page")}
    wrong = next((name for name, value in numbers.items() if value == _WRONG), None)
    if wrong is not None:
        return bad_request("Application", wrong)
    per_page = numbers["per_page"] or PER_PAGE
    if per_page > MOST_PER_PAGE:
        return bad_request("Application", "per_page", "limit exceeded")
    found = [
        one
        for one in athlete.newest_first()
        if _visible(one, token) and _within(one, numbers["before"], numbers["after"])
    ]
    if numbers["after"] is not None and numbers["before"] is None:
        found.reverse()
    first = ((numbers["page"] or 1) - 1) * per_page
    return Json([summary(athlete, one) for one in found[first : first + per_page]])


_WRONG = -1


def _number(visit: Visit, name: str) -> int | None:
    text = visit.query.get(name)
    if not text:
        return None
    return int(text) if text.isdecimal() else _WRONG


def _within(activity: FakeActivity, before: int | None, after: int | None) -> bool:
    start = activity.start.timestamp()
    return (before is None or start < before) and (after is None or start > after)


def _visible(activity: FakeActivity, token: AccessToken) -> bool:
    return not activity.is_only_me or "activity:read_all" in token.scopes


def _one(visit: Visit, token: AccessToken, athlete: FakeAthlete) -> FakeActivity | None:
    """The athlete's own activity that this token may see."""
    found = athlete.activities.get(int(visit.path["id"]))
    return found if found is not None and _visible(found, token) else None


def _detail(_state: State, visit: Visit, token: AccessToken, athlete: FakeAthlete) -> Response:
    activity = _one(visit, token, athlete)
    return not_found() if activity is None else Json(detail(athlete, activity))


def _streams(state: State, visit: Visit, token: AccessToken, athlete: FakeAthlete) -> Response:
    """Only the types asked for; the distance when none is named, as recorded."""
    types = [name for name in visit.query.get("keys", "distance").split(",") if name]
    state.latlng_asked = state.latlng_asked or "latlng" in types
    activity = _one(visit, token, athlete)
    if activity is None or not has_streams(activity):
        return not_found()
    found = streams(activity, types)
    if visit.query.get("key_by_type", "").lower() == "true":
        return Json(found)
    return Json([{"type": name} | stream for name, stream in found.items()])


def _gear(_state: State, visit: Visit, _token: AccessToken, athlete: FakeAthlete) -> Response:
    found = detailed_gear(athlete, visit.path["id"])
    return not_found() if found is None else Json(found)
