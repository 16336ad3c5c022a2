"""What every request passes before Streamlit, from the outside in."""

from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.routing import Route
from starlette.types import Scope

from dashboard import session
from dashboard.server.answers import AnswerHeaders, content_policy, index_of_streamlit
from dashboard.server.known_paths import KnownPaths
from dashboard.server.limits import Limits, UploadQuota
from dashboard.server.local_door import LocalDoor
from dashboard.server.own_origin import OwnOrigin
from dashboard.server.serve import LOCAL_HOSTS
from dashboard.server.sessions import Sessions
from dashboard.server.sign_in.live_sessions import LiveSessions
from dashboard.server.sign_in.return_to_page import DeepLinks
from dashboard.server.sign_in.whose_request import who_signed_in
from dashboard.server.token import home_token, one_visit

# Streamlit leaves its scripts uncompressed, 4.6 MB for charts alone. Level 3 takes a third of
# the time of level 9 for a twentieth more bytes.
COMPRESSION_LEVEL = 3


def middleware(routes: list[Route]) -> list[Middleware]:
    """Headers, known paths, whose page asks, who gets in, limits, compression; `routes`: ours."""
    ours = [route.path for route in routes]
    is_team = session.is_team()
    sessions = Sessions()
    settings = session.current_settings()
    return [
        Middleware(
            AnswerHeaders,
            policy=content_policy(index_of_streamlit()),
            is_encrypted=session.current_address().startswith("https:"),
        ),
        Middleware(KnownPaths, ours=ours),
        Middleware(OwnOrigin, addresses=[session.current_address()], refused=session.note_refused),
        *(_sign_in() if is_team else [_local_door(ours)]),
        Middleware(
            Limits,
            settings=settings,
            who=who_signed_in if is_team else _the_owner,
            sessions=sessions,
            quota=UploadQuota(settings, sessions.held_bytes),
            refused=session.note_refused,
        ),
        Middleware(GZipMiddleware, minimum_size=1024, compresslevel=COMPRESSION_LEVEL),
    ]


def _sign_in() -> list[Middleware]:
    is_encrypted = session.current_address().startswith("https:")
    return [
        Middleware(LiveSessions, sign_ins=session.current_sign_ins()),
        Middleware(DeepLinks, is_encrypted=is_encrypted),
    ]


def _local_door(open_paths: list[str]) -> Middleware:
    """Our own routes stay open: what Strava and its consent page call has secrets of its own."""
    return Middleware(
        LocalDoor,
        token=home_token(session.current_home()),
        one_visit=one_visit,
        address=session.local_address(),
        local_hosts=LOCAL_HOSTS,
        open_paths=open_paths,
    )


async def _the_owner(_scope: Scope) -> str:
    return "local"
