"""Files sent with a token: what comes in, and that without one of use nothing does."""

import io
import zipfile
from collections.abc import Generator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import requests
from starlette.applications import Starlette

from dashboard import session
from dashboard.server.files_api import body, routes
from dashboard.server.files_api.bounds import AT_ONCE_BY_TOKEN, HOUR_S, WRONG_A_MINUTE, Bounds
from dashboard.server.files_api.routes import PATH, ROUTES
from etl.home import Home
from etl.ingest import worker
from etl.journal.store import Journal
from etl.operations.arrivals.bring_in import EXPORT
from etl.operations.erase_runner import erase_runner
from etl.people.accounts import add_person, remove_person
from etl.people.refusals import read_refusals
from etl.people.upload_tokens import UploadTokens
from etl.settings import Settings
from etl.storage.erasures import begin_erasure
from etl.storage.runner_archive import CONTENTS
from etl.warehouse.tables import Warehouse
from tests.builders import a_run
from tests.builders.homes import NOW, a_new_home
from tests.fake_strava.serving import Serving

DAY = NOW.date() - timedelta(days=1)
TEAM = {"oidc_issuer": "https://accounts.example.org"}


class Site:
    """The route alone, over HTTP, in front of a home with a runner."""

    def __init__(self, home: Home, settings: Settings, address: str) -> None:
        self.home, self.settings, self.address = home, settings, address
        self.runner_id = Journal(home, settings).ensure_runner("Mara").runner_id

    def token(self, *, person_id: str | None = None) -> str:
        """The words of a new token of the runner's."""
        return UploadTokens(self.home, self.settings).make(
            runner_id=self.runner_id,
            person_id=person_id,
            name="Phone",
            until=NOW.date(),
            today=NOW.date(),
            time_zone="Europe/Berlin",
        )[1]

    def post(self, token: str | None, content: Any = None, **given: Any) -> requests.Response:
        """Send a body as a program does; `given` goes to requests."""
        headers = {} if token is None else {"authorization": f"Bearer {token}"}
        if "files" not in given:
            headers["content-type"] = "application/octet-stream"
            given["data"] = a_run(DAY, km=5) if content is None else content
        headers |= given.pop("headers", {})
        return requests.post(self.address + PATH, headers=headers, timeout=60, **given)

    @property
    def run_count(self) -> int:
        """How many recordings the runner has."""
        warehouse = Warehouse(self.home, self.settings)
        warehouse.prepare()
        return len(warehouse.activity_ids(self.runner_id))


def serve(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, **settings: Any) -> Generator[Site]:
    """The route in front of a new home, and what reads files in this process."""

    def here(work: Any, *given: Any, bounds: worker.Bounds) -> Any:
        return work(*given)

    monkeypatch.setattr(worker, "in_worker", here)
    monkeypatch.setattr(worker, "begin", lambda: None)
    monkeypatch.setattr(routes, "bounds", Bounds())
    monkeypatch.setattr(session, "_bound", None)
    home = a_new_home(tmp_path / "home")
    given = Settings(home=home.root, now=NOW, workers=1, **settings)
    session.bind(home, given)
    serving = Serving(Starlette(routes=[*ROUTES]), port=0)
    serving.start()
    try:
        yield Site(home, given, serving.base_url)
    finally:
        serving.stop()


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Generator[Site]:
    """A home alone."""
    yield from serve(tmp_path, monkeypatch, upload_token_mb=1, upload_token_hourly=12)


@pytest.fixture
def team(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Generator[Site]:
    """A home where people sign in."""
    yield from serve(tmp_path, monkeypatch, **TEAM)


def a_zip(**members: bytes) -> bytes:
    """A ZIP of files."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, content in members.items():
            archive.writestr(name.replace("_", "."), content)
    return packed.getvalue()


def test_a_body_a_zip_and_a_form_come_in_and_what_came_is_told(site: Site) -> None:
    """The same file again is here already; a broken one is named, and the rest comes in."""
    token = site.token()
    name = {"content-disposition": 'attachment; filename="../../secret/lake.fit"'}
    first = site.post(token, headers=name)
    assert first.status_code == 200
    assert [(one["file"], one["status"]) for one in first.json()["items"]] == [
        ("lake.fit", "imported")
    ]
    assert site.post(token, headers=name).json()["duplicate"] == 1
    packed = site.post(token, a_zip(a_fit=a_run(DAY - timedelta(days=3), km=6)))
    assert [one["file"] for one in packed.json()["items"]] == ["file.zip!a.fit"]
    run = a_run(DAY - timedelta(days=5), km=7)
    files = [("file", (f"{name}", content)) for name, content in (("b.fit", run), ("b.fit", b"x"))]
    form = site.post(token, files=files, params=None)
    assert {one["file"]: one["status"] for one in form.json()["items"]} == {
        "b.fit": "imported",
        "2 b.fit": "failed",
    }
    assert site.run_count == 3
    nothing = site.post(token, b"no recording at all")
    assert nothing.status_code == 422 and nothing.json()["skipped"] == 1
    (used,) = UploadTokens(site.home, site.settings).of(site.runner_id)
    assert used.used_at is not None


def test_whoever_has_no_token_of_use_gets_one_answer_and_nothing(site: Site) -> None:
    """Wrong, ended, of another home, elsewhere than in the header: nobody learns which."""
    token = site.token()
    ended = site.token()
    UploadTokens(site.home, site.settings).end(ended.split("_")[1], runner_id=site.runner_id)
    other_home = Home(site.home.root / "other").create()
    foreign = UploadTokens(other_home, site.settings).make(
        runner_id=site.runner_id,
        person_id=None,
        name="Phone",
        until=NOW.date(),
        today=NOW.date(),
        time_zone="UTC",
    )[1]
    basic = {"authorization": f"Basic {token}"}
    tries = [site.post(one) for one in (None, "", "kneewise_", token[:-1], ended, foreign)]
    tries += [site.post(None, headers=basic), site.post(None, params={"token": token})]
    tries += [site.post(None, headers={"cookie": f"token={token}"})]
    assert {one.status_code for one in tries} == {401}
    assert len({one.text for one in tries}) == 1
    assert {one.headers["www-authenticate"] for one in tries} == {"Bearer"}
    assert site.run_count == 0
    told = {(one.who, one.what) for one in read_refusals(site.home)}
    assert {who.split()[0] for who, _ in told} == {"address", "token"}
    assert not any(token.split("_", 2)[2] in str(one) for one in told)


def test_a_token_goes_with_the_account_and_the_runner(team: Site) -> None:
    """Made by who is that runner; another's, a removed account's and an erased runner's bring
    nothing."""
    journal = Journal(team.home, team.settings)
    add_person(journal, email="admin@example.org", roles=["admin"])
    mara = add_person(journal, email="mara@example.org", own_runner_id=team.runner_id)
    ben = add_person(journal, email="ben@example.org", own_runner_id="ben")
    theirs = team.token(person_id=mara.person_id)
    of_ben, of_nobody = team.token(person_id=ben.person_id), team.token()
    assert team.post(theirs).status_code == 200
    assert [team.post(one).status_code for one in (of_ben, of_nobody)] == [401, 401]
    assert team.run_count == 1
    remove_person(journal, email="mara@example.org")
    assert team.post(theirs).status_code == 401
    assert UploadTokens(team.home, team.settings).forget_person(mara.person_id) == 1


def test_an_erased_runner_takes_tokens_along(site: Site) -> None:
    """From the moment it begins."""
    token = site.token()
    site.post(token)
    begin_erasure(site.home, runner_id=site.runner_id, display_name="Mara")
    assert site.post(token).status_code == 401
    erase_runner(site.home, site.settings, runner_id=site.runner_id)
    assert UploadTokens(site.home, site.settings).of() == []
    assert site.post(token).status_code == 401


@pytest.mark.parametrize("step", ["_load", "finish_batch"])
def test_what_was_cut_off_comes_in_once_when_it_is_sent_again(
    site: Site, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    """Nothing is said to be in that is not; the log tells the kind of failure and no name."""
    token = site.token()

    def cut_off(*_: object, **__: object) -> None:
        raise RuntimeError("lake.fit")

    with monkeypatch.context() as patched:
        patched.setattr(f"etl.operations.import_files.{step}", cut_off)
        answer = site.post(token)
    assert answer.status_code == 503 and "lake" not in answer.text
    assert answer.headers["retry-after"]
    again = site.post(token)
    assert again.status_code == 200 and site.run_count == 1
    assert again.json()["failed"] == 0


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"content-type": "application/x-www-form-urlencoded"}, 415),
        ({"content-type": "application/json"}, 415),
        ({"content-encoding": "gzip"}, 415),
        ({"content-length": "0"}, 400),
        ({"content-type": "multipart/form-data"}, 400),
    ],
)
def test_what_is_no_file_is_refused(site: Site, headers: dict[str, str], status: int) -> None:
    """With a sentence that says how to send one."""
    content = b"" if "content-length" in headers else None
    answer = site.post(site.token(), content, headers=headers)
    assert answer.status_code == status and answer.json()["error"]
    assert site.run_count == 0


def test_what_is_too_large_is_refused_whether_it_says_so_or_not(site: Site) -> None:
    """Announced, nothing of it is received; sent piece by piece, no more than may come."""
    token = site.token()
    pieces = (b"x" * 100_000 for _ in range(100))
    assert site.post(token, b"x" * 1_100_000).status_code == 413
    assert site.post(token, pieces).status_code == 413
    form = site.post(token, files=[("file", ("a.fit", b"x" * 1_100_000))])
    assert form.status_code == 413
    assert not list(site.home.root.glob("upload-*"))


def test_a_token_brings_files_and_nothing_else(site: Site) -> None:
    """No diary, though an export is a file; no other way to ask is known."""
    token = site.token()
    answer = site.post(token, a_zip(**{CONTENTS.replace(".", "_"): b"{}"}))
    assert answer.status_code == 422
    assert [one["reason"] for one in answer.json()["items"]] == [EXPORT]
    headers = {"authorization": f"Bearer {token}"}
    for method in ("GET", "PUT", "DELETE", "OPTIONS"):
        other = requests.request(method, site.address + PATH, headers=headers, timeout=60)
        assert other.status_code == 405
        assert not any(name.lower().startswith("access-control") for name in other.headers)


def test_the_rate_of_requests_is_bounded_for_each_token_and_each_address(site: Site) -> None:
    """A token has its hour; an address that tries without one waits a minute, a token does not."""
    token = site.token()
    answers = [site.post(None) for _ in range(WRONG_A_MINUTE + 1)]
    assert [one.status_code for one in answers[-2:]] == [401, 429]
    assert int(answers[-1].headers["retry-after"]) >= 1
    answers = [site.post(token, b"", headers={"content-length": "0"}) for _ in range(13)]
    assert [one.status_code for one in answers[-2:]] == [400, 429]
    assert answers[-1].json()["error"]


def test_bounds_count_what_is_under_way_and_what_came_in_a_day() -> None:
    """And let go of it: by the hour, by the day, and when a request is over."""
    now = [1_000_000.0]
    bounds, settings = Bounds(clock=lambda: now[0]), Settings(upload_account_day_mb=1)
    for _ in range(AT_ONCE_BY_TOKEN):
        assert bounds.begin("t", "mara", settings) is None
    assert bounds.begin("t", "mara", settings) is not None
    bounds.end("t", "mara", 600_000)
    assert bounds.begin("t", "mara", settings) is None
    bounds.end("t", "mara", 600_000)
    day = bounds.begin("t", "mara", settings)
    assert day is not None and "day" in day.words and day.wait_s <= 86_400
    assert bounds.begin("o", "ben", settings) is None
    now[0] += 86_400
    assert bounds.begin("t", "mara", settings) is None
    few = Settings(upload_token_hourly=1)
    assert bounds.begin("h", "mara", few) is None
    bounds.end("h", "mara", 0)
    assert bounds.begin("h", "mara", few) is not None
    now[0] += HOUR_S
    assert bounds.begin("h", "mara", few) is None


@pytest.mark.parametrize(
    ("given", "name"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\runs\\a.fit", "a.fit"),
        (".hidden", "hidden"),
        ("", "file"),
        ("..", "file"),
        (f"{'x' * 300}.fit.gz", f"{'x' * 120}.fit.gz"),
    ],
)
def test_a_name_is_its_last_part_alone(tmp_path: Path, given: str, name: str) -> None:
    """Whatever a program calls its file, it lies in the folder that we made."""
    assert body._place(tmp_path, given) == tmp_path / name
