"""The commands `connect`, `sync`, `disconnect` and `webhook`: a platform's API from a shell."""

import webbrowser
from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import asdict
from enum import StrEnum
from typing import Annotated, Any

import typer
from rich.progress import Progress as ProgressBar
from rich.progress import SpinnerColumn, TextColumn, TimeElapsedColumn

from dashboard.cli.context import Here, JsonOption, RunnerOption, runner_of
from dashboard.cli.oauth_callback import listening
from dashboard.cli.output import err, print_json, say
from dashboard.data.connections.wording import (
    own_trouble_sentence,
    receipt_words,
    trouble_sentence,
    when_words,
)
from dashboard.ui import display
from etl.errors import UserError
from etl.journal.store import Runner
from etl.sources.platform import Consenting, Terms
from etl.sync.ledger.records import Account
from etl.sync.ledger.store import Ledger
from etl.sync.platforms import all_terms, open_platform, terms_of


class WebhookAction(StrEnum):
    """What can be done with the subscription to a platform's events."""

    CREATE = "create"
    SHOW = "show"
    DELETE = "delete"


def _known(name: str) -> Terms:
    """The platform of that name, as a usage error where there is none."""
    known = {terms.provider: terms for terms in all_terms()}
    if name.lower() not in known:
        raise typer.BadParameter(f"{name!r} is not one of {', '.join(map(repr, known))}.")
    return known[name.lower()]


PlatformArgument = Annotated[Terms, typer.Argument(parser=_known, metavar="PLATFORM")]


def connect(
    context: typer.Context,
    platform: PlatformArgument,
    runner: RunnerOption = None,
    no_browser: Annotated[
        bool, typer.Option("--no-browser", help="Print the address alone, open nothing.")
    ] = False,
    port: Annotated[int, typer.Option(help="Port on this machine; 0 takes a free one.")] = 0,
) -> None:
    """Connect your account: on the platform's own page, or with a key that it gave you."""
    here: Here = context.obj
    if here.settings.now is not None:
        raise UserError("The clock of this home stands still, so nothing can be connected here.")
    who = here.new_journal.ensure_runner(runner)
    if isinstance(open_platform(platform.provider, here.settings), Consenting):
        _connect_in_browser(here, platform, who, is_browser_ours=not no_browser, port=port)
    else:
        _connect_with_key(here, platform, who)


def _connect_with_key(here: Here, platform: Terms, who: Runner) -> None:
    from etl.sync import connect as sync_connect  # noqa: PLC0415  a second to load

    key = typer.prompt(f"Your {platform.title} key", hide_input=True, err=True)
    sync_connect.connect_with_key(
        here.home,
        here.settings,
        runner_id=who.runner_id,
        provider=platform.provider,
        key=key,
        now=here.settings.current_time(),
    )
    say(f"{platform.title} is connected to {who.display_name}. kneewise sync brings the runs.")


def _connect_in_browser(
    here: Here, platform: Terms, who: Runner, *, is_browser_ours: bool, port: int
) -> None:
    from etl.sync import connect as sync_connect  # noqa: PLC0415  a second to load

    with listening(port) as server:
        consent = sync_connect.ask_consent(
            here.home,
            here.settings,
            runner_id=who.runner_id,
            provider=platform.provider,
            redirect_uri=server.redirect_uri,
            now=here.settings.current_time(),
        )
        _send_to(consent.address, platform.title, is_browser_ours=is_browser_ours)

        def finish(query: dict[str, str]) -> str:
            connected = sync_connect.finish_consent(
                here.home,
                here.settings,
                provider=platform.provider,
                state=query.get("state", ""),
                browser_secret=consent.browser_secret,
                code=None if "error" in query else query.get("code"),
                scope=query.get("scope"),
                now=here.settings.current_time(),
            )
            name = f"{platform.title} is connected to {who.display_name}."
            return f"{name} {connected.missing}" if connected.missing else name

        sentence = f"{server.wait(consent.state, finish)} kneewise sync brings the runs."
        _tell(sentence, is_output_for_programs=not is_browser_ours)


def sync(context: typer.Context, runner: RunnerOption = None, as_json: JsonOption = False) -> None:
    """Bring in what is new from connected accounts, within their limits."""
    from etl.operations.sync import sync as sync_all  # noqa: PLC0415  a second to load
    from etl.sync import schedule  # noqa: PLC0415  a second to load

    here: Here = context.obj
    ledger, who = Ledger(here.home), None if runner is None else runner_of(here, runner)
    accounts = [a for a in ledger.accounts() if who is None or a.runner_id == who.runner_id]
    if not accounts:
        sync_all(here.home, here.settings)  # whatever has had its time goes all the same
        raise UserError("No account is connected here: kneewise connect strava connects one.")
    # Where nothing is due, somebody who asks wants a look at what is new: one call an account.
    is_asked = not schedule.is_due(here.home, here.settings, now=here.settings.current_time())
    with _sync_progress() as on_progress:
        report = sync_all(
            here.home,
            here.settings,
            runner_id=who.runner_id if who else None,
            is_asked=is_asked,
            on_progress=on_progress,
        )
    answer = _sync_answer(here, accounts, report)
    if as_json:
        print_json(answer)
    else:
        _print_sync(here, answer)
    if any(row["trouble"] for row in answer["runners"]):
        raise typer.Exit(3)


def disconnect(
    context: typer.Context,
    platform: PlatformArgument,
    runner: RunnerOption = None,
    as_json: JsonOption = False,
) -> None:
    """End a connection: what was lent goes, with a receipt; your own files stay."""
    from etl.sync import disconnect as sync_disconnect  # noqa: PLC0415  a second to load

    here: Here = context.obj
    who = runner_of(here, runner)
    ended = sync_disconnect.disconnect(
        here.home, here.settings, runner_id=who.runner_id, provider=platform.provider
    )
    receipt = asdict(ended)
    if as_json:
        print_json(receipt)
    else:
        say(receipt_words(receipt))


def webhook(
    context: typer.Context,
    action: Annotated[WebhookAction, typer.Argument(help="create, show or delete")],
    as_json: JsonOption = False,
) -> None:
    """Let Strava tell of changes at once instead of looking once a day."""
    from etl.sources.strava_api import subscription  # noqa: PLC0415  a second to load

    here: Here = context.obj
    ended = 0
    if action is WebhookAction.CREATE:
        known = [subscription.create(Ledger(here.home), here.settings)]
    elif action is WebhookAction.SHOW:
        known = subscription.show(here.settings)
    else:
        known, ended = [], subscription.delete(Ledger(here.home), here.settings)
    if as_json:
        print_json({"subscriptions": [asdict(one) for one in known], "deleted": ended})
        return
    for one in known:
        say(f"Strava posts events to {one.callback_url} (subscription {one.subscription_id}).")
    if not known:
        say("Strava posts no events here; new runs are found once a day.")


def _send_to(address: str, title: str, *, is_browser_ours: bool) -> None:
    if not is_browser_ours:
        typer.echo(address)
        return
    if webbrowser.open(address):
        say(f"Your browser shows {title}'s page: allow the connection there.")
    else:
        say(f"Open this address in your browser on this machine: {address}")


def _tell(sentence: str, is_output_for_programs: bool) -> None:
    """On standard output, unless the address alone belongs there."""
    if is_output_for_programs:
        err.print(sentence, highlight=False, markup=False, soft_wrap=True)
    else:
        say(sentence)


# What a sync did


@contextmanager
def _sync_progress() -> Generator[Callable[[Any], None]]:
    """Counts on standard error while it runs, gone when done."""
    columns = (SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    with ProgressBar(*columns, console=err, transient=True) as bar:
        task = bar.add_task("Asking", total=None)

        def show(progress) -> None:
            listed, detailed = progress.listed_count, progress.detailed_count
            bar.update(task, description=f"{listed:,} listed, {detailed:,} in detail")

        yield show


def _sync_answer(here: Here, accounts: list[Account], report) -> dict[str, Any]:
    """The object `kneewise sync --json` prints."""
    names = {known.runner_id: known for known in here.journal.runners()}
    return {
        "calls": report.call_count,
        "listed": report.listed_count,
        "detailed": report.detailed_count,
        "removed": report.removed_count,
        "resume_at": report.resume_at,
        "trouble": report.trouble,
        "runners": [
            _account_answer(here, names.get(account.runner_id), account, report)
            for account in accounts
        ],
    }


def _account_answer(here: Here, who: Runner | None, before: Account, report) -> dict[str, Any]:
    from etl.sync.status import stand  # noqa: PLC0415  a second to load

    now = here.settings.current_time()
    standing = stand(
        here.home,
        here.settings,
        runner_id=before.runner_id,
        provider=before.provider,
        now=now,
    )
    account, counts = standing.account, standing.counts
    trouble = report.troubles.get(before.runner_id) or (account.trouble if account else None)
    return {
        "runner": who.display_name if who else before.runner_id,
        "runner_id": before.runner_id,
        "platform": before.provider,
        "state": account.state if account else "ended",
        "activities": counts.activity_count,
        "runs": counts.run_count,
        "detailed": counts.detailed_count,
        "wanted": counts.wanted_count,
        "complete_at": standing.complete_at,
        "trouble": trouble,
    }


def _print_sync(here: Here, answer: dict[str, Any]) -> None:
    now = here.settings.current_time()
    zones = {known.runner_id: known.time_zone for known in here.journal.runners()}
    say(
        f"{display.count(answer['calls'], 'call')}: {answer['listed']:,} listed, "
        f"{answer['detailed']:,} in detail, {answer['removed']:,} gone."
    )
    for row in answer["runners"]:
        zone = zones.get(row["runner_id"], "UTC")
        words = f"{row['runner']}: {display.count(row['runs'], 'run')}, {row['detailed']:,}"
        words += " of them in detail"
        if row["wanted"] and row["complete_at"]:
            words += f"; the rest comes by {when_words(row['complete_at'], zone, now)}"
        say(f"{words}.")
        if row["trouble"]:
            resume_at = answer["resume_at"]
            when = when_words(resume_at, zone, now) if resume_at else None
            terms = terms_of(row["platform"])
            if terms.is_lent:
                say(f"  {trouble_sentence(row['trouble'], when=when)}")
            else:
                words = own_trouble_sentence(row["trouble"], title=terms.title, when=when)
                say(f"  {words}")
