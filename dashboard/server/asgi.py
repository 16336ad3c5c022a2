"""The server's entry: Streamlit's pages, a health endpoint, Strava's routes and the one for files.

Started by `dashboard.server.serve`, or by `streamlit run dashboard/server/asgi.py`.
"""

import asyncio
import gc
import os
import sys
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path

# Imported here, once, so that the first visitor does not wait for them.
import plotly.graph_objects  # noqa: F401
import polars  # noqa: F401
import streamlit as st
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse
from starlette.routing import Route

from dashboard import session
from dashboard.access.sign_in import auth_secrets
from dashboard.server import without_pandas
from dashboard.server.background_jobs import background
from dashboard.server.files_api.routes import ROUTES as FILES
from dashboard.server.stack import middleware
from dashboard.server.strava_routes import ROUTES
from dashboard.server.upkeep.left_sessions import end_what_expires
from dashboard.ui.navigation.links import SCRIPT as SCRIPT_PATH
from etl.home import PRIVATE_UMASK

without_pandas.install()
SCRIPT = Path(__file__).resolve().parent.with_name("app.py")
ASSETS = SCRIPT.with_name("assets")


async def answer_health(_request: Request) -> JSONResponse:
    """Say that the server answers; unknown paths would answer with a page."""
    return JSONResponse({"status": "ok"}, headers={"cache-control": "no-store"})


async def answer_script(_request: Request) -> FileResponse:
    """The script of the frame: it tells nothing of anybody."""
    return FileResponse(ASSETS / "frame.js", media_type="text/javascript")


@asynccontextmanager
async def live(_app: st.App) -> AsyncGenerator[None]:
    """Prepare the first visitor's data beside the start, then sync in the background until the end.

    One after the other: the visitor waits for the page, nobody for the sync.
    """
    os.umask(PRIVATE_UMASK)
    session.current_home().make_private()
    end_what_expires()
    task = asyncio.create_task(asyncio.to_thread(_warm_up_and_sync))
    yield
    await task
    await asyncio.to_thread(background.stop)
    await asyncio.to_thread(session.keep_reads)


# A thread that wants to go on waits so long for another's Python: at 5 ms, its default, a page that
# asks the database a hundred times waited seconds beside a few others.
SWITCH_INTERVAL_S = 0.001


def _warm_up_and_sync() -> None:
    sys.setswitchinterval(SWITCH_INTERVAL_S)
    session.finish_erasures()
    session.warm_up()
    _leave_out_of_collections()
    background.start()


def _leave_out_of_collections() -> None:
    """What stands once everything is loaded stays until the end, so nobody need look at it again.

    A collection over all libraries takes a tenth of a second, and everybody waits for it.
    """
    gc.collect()
    gc.freeze()


_ROUTES = [Route("/healthz", answer_health), Route(SCRIPT_PATH, answer_script), *ROUTES, *FILES]
app = st.App(
    SCRIPT,
    lifespan=live,
    routes=_ROUTES,
    middleware=middleware(_ROUTES),
    secrets=auth_secrets(session.current_settings(), address=session.current_address()),
)
