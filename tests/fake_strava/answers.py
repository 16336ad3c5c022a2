"""JSON answers and the errors that Strava gives, as recorded or documented."""

from http import HTTPStatus
from typing import Any

from starlette.responses import JSONResponse, Response

JSON_TYPE = "application/json; charset=utf-8"


class Json(JSONResponse):
    """JSON with the content type that Strava gives it."""

    media_type = JSON_TYPE


def error(status: int, message: str, *errors: tuple[str, str, str]) -> Json:
    """An error answer; each of `errors` is (resource, field, code)."""
    found = [{"resource": r, "field": f, "code": c} for r, f, c in errors]
    return Json({"message": message, "errors": found}, status_code=status)


def bad_request(resource: str, field: str, code: str = "invalid") -> Json:
    return error(400, "Bad Request", (resource, field, code))


def not_authorized(resource: str, field: str, code: str = "invalid") -> Json:
    return error(401, "Authorization Error", (resource, field, code))


def not_found() -> Response:
    """Strava's recorded 404 calls itself JSON and has no body."""
    return Response(status_code=404, media_type=JSON_TYPE)


def too_many_requests() -> Json:
    body = {"errors": "Rate Limit Exceeded", "status": 429, "message": "Too Many Requests"}
    return Json(body, status_code=429)


def inactive_application() -> Json:
    """What every request gets once the app owner's subscription has lapsed."""
    return error(403, "Forbidden", ("Application", "Status", "Inactive"))


def of_status(status: int) -> Response:
    """A plausible answer of any status, for faults."""
    known: dict[int, Any] = {
        401: lambda: not_authorized("Athlete", "access_token"),
        404: lambda: error(404, "Record Not Found", ("Activity", "", "not found")),
    }
    if status in known:
        return known[status]()
    return error(status, HTTPStatus(status).phrase)
