"""`kneewise demo`, `serve` and `address`: the dashboard in a browser."""

from dataclasses import replace
from typing import Annotated

import typer
from platformdirs import user_data_path

from dashboard.cli.context import Here
from dashboard.cli.output import err, progress_bar, say
from etl.home import Home
from etl.settings import Settings

PortOption = Annotated[int, typer.Option(help="Port on this machine.")]
NoBrowserOption = Annotated[bool, typer.Option("--no-browser", help="Open no browser.")]


def demo(
    context: typer.Context,
    port: PortOption = 8501,
    build_only: Annotated[bool, typer.Option(help="Build the runners, do not serve.")] = False,
    no_browser: NoBrowserOption = False,
) -> None:
    """Build invented runners if they are missing, then show them; never among real ones."""
    from etl.demo import build_demo

    here: Here = context.obj
    if not here.is_named:
        own = Home(user_data_path("kneewise-demo", appauthor=False))
        here = replace(here, chosen=own)
    with progress_bar("Inventing runners") as on_progress:
        build_demo(here.new_home, here.settings, on_progress)
    if not build_only:
        _serve(here, host="127.0.0.1", port=port, no_browser=no_browser)


def serve(
    context: typer.Context,
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: PortOption = 8501,
    no_browser: NoBrowserOption = False,
) -> None:
    """Show the dashboard of your own data."""
    _serve(context.obj, host=host, port=port, no_browser=no_browser)


def address(context: typer.Context, port: PortOption = 8501) -> None:
    """Print the address that opens the dashboard in a browser; it is for you alone."""
    here: Here = context.obj
    from dashboard.server import local_address

    say(_opening_address(here.new_home, here.settings, local_address("127.0.0.1", port)))


def _serve(here: Here, *, host: str, port: int, no_browser: bool) -> None:
    from dashboard import server
    from dashboard.server.open_browser import (
        has_somebody_to_look,
        open_when_ready,
    )

    server.check(here.settings, host=host)
    place = server.local_address(host, port)
    shown = _opening_address(here.new_home, here.settings, place)
    err.print(f"Kneewise is at {shown}  (Ctrl+C stops it)", highlight=False, soft_wrap=True)
    if not no_browser and not here.settings.is_team and has_somebody_to_look():
        open_when_ready(place)
    server.serve(here.new_home, here.settings, host=host, port=port)


def _opening_address(home: Home, settings: Settings, place: str) -> str:
    """With the home's token; where people sign in there is none."""
    from dashboard.server.token import address_with, home_token

    if settings.is_team:
        return settings.public_url or place
    return address_with(place, home_token(home))
