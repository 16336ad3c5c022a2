"""A clinician's change of a limit: one runner, its dates, its reason."""

import shutil
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from dashboard.access.gateway import Gateway, Viewer
from etl.errors import UserError
from etl.home import Home
from etl.journal.rule_overrides import RuleOverride, override_rule
from etl.journal.store import Journal
from etl.operations.import_files import import_sources
from etl.settings import Settings
from tests.builders import a_home, a_run, an_upload

SATURDAYS = ("2026-04-04", "2026-04-11", "2026-04-18", "2026-04-25")
JUMPS = (("2026-04-27", 12.0), ("2026-05-02", 15.0))
"""20 % and 25 % over the longest of the 30 days before."""


@pytest.fixture(scope="module")
def ran_the_same(tmp_path_factory: pytest.TempPathFactory) -> tuple[Home, Settings, str, str]:
    """Ada and Bea ran the same; their ids. Tests change copies."""
    files = [a_run(day, km=10) for day in SATURDAYS] + [a_run(day, km=km) for day, km in JUMPS]
    home, settings = a_home(tmp_path_factory.mktemp("two"), files, runner_name="Ada")
    journal = Journal(home, settings)
    bea = journal.ensure_runner("Bea")
    uploads = [an_upload(content, f"b{index}.fit") for index, content in enumerate(files)]
    import_sources(home, settings, uploads, runner=bea)
    return home, settings, journal.ensure_runner("Ada").runner_id, bea.runner_id


@pytest.fixture
def two(
    ran_the_same: tuple[Home, Settings, str, str], tmp_path: Path
) -> tuple[Home, Settings, str, str]:
    """Their home, for one test."""
    home, settings, ada, bea = ran_the_same
    shutil.copytree(home.root, tmp_path, dirs_exist_ok=True)
    return Home(tmp_path), settings.model_copy(update={"home": tmp_path}), ada, bea


def jumps(home: Home, settings: Settings, runner_id: str) -> list[tuple[date, float, bool]]:
    """Days on which a run passed its limit, that limit, and whether it is the runner's own."""
    gateway = Gateway(home, settings)
    hits = gateway.load(Viewer(), "risk.rule_hit", runner_id=runner_id, rule_id="session_spike")
    return hits.sort("local_date").select("local_date", "threshold", "is_own_threshold").rows()


def a_change(runner_id: str, **values: Any) -> RuleOverride:
    """The first level of a jump from 1.10 to 1.20, from May on."""
    plain: dict[str, Any] = {
        "rule_id": "session_spike",
        "level": "watch",
        "threshold": 1.2,
        "reason": "agreed in the clinic",
        "from_date": date(2026, 5, 1),
    }
    return RuleOverride(runner_id=runner_id, **(plain | values))


def test_a_changed_limit_counts_for_one_runner_within_its_dates(two):
    """Ada's run in May is measured by her own limit, her run in April and all of Bea's are not."""
    home, settings, ada, bea = two
    both = [(date(2026, 4, 27), 1.1, False), (date(2026, 5, 2), 1.1, False)]
    assert jumps(home, settings, ada) == both
    journal = Journal(home, settings)
    override_rule(journal, a_change(ada, until_date=date(2026, 5, 31)), saved_by="Dr Lee")
    assert jumps(home, settings, ada) == [both[0], (date(2026, 5, 2), 1.2, True)]
    assert jumps(home, settings, bea) == both


def test_a_change_that_ended_leaves_the_usual_limit(two):
    """A newer word on the same change ends it; nothing is deleted."""
    home, settings, ada, _ = two
    journal = Journal(home, settings)
    off = a_change(ada, threshold=None)
    override_id = override_rule(journal, off, saved_by="Dr Lee")
    assert [day for day, *_ in jumps(home, settings, ada)] == [date(2026, 4, 27)]
    ended = a_change(ada, override_id=override_id, threshold=None, until_date=date(2026, 5, 1))
    override_rule(journal, ended, saved_by="Dr Lee")
    assert len(jumps(home, settings, ada)) == 2


def test_what_counts_today_is_listed_with_its_reason(two):
    """Today and Method show it; of the other runner there is nothing."""
    home, settings, ada, bea = two
    override_rule(Journal(home, settings), a_change(ada), saved_by="Dr Lee")
    gateway = Gateway(home, settings)
    row = gateway.load(Viewer(), "page.rule_override", runner_id=ada).row(0, named=True)
    assert (row["usual_threshold"], row["threshold"], row["reason"], row["saved_by"]) == (
        1.1, 1.2, "agreed in the clinic", "Dr Lee",
    )  # fmt: skip
    assert gateway.load(Viewer(), "page.rule_override", runner_id=bea).is_empty()


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"rule_id": "no_such_rule"}, "no level"),
        ({"level": "refer"}, "no level"),
        ({"rule_id": "red_flag", "level": "refer"}, "log the assessment"),
        ({"reason": "  "}, "needs a reason"),
        ({"until_date": date(2026, 4, 1)}, "before its first"),
    ],
)
def test_a_change_that_nobody_could_apply_or_explain_is_refused(two, values, words):
    """Nothing is written."""
    home, settings, ada, _ = two
    with pytest.raises(UserError, match=words):
        override_rule(Journal(home, settings), a_change(ada, **values), saved_by="Dr Lee")
    assert len(jumps(home, settings, ada)) == 2
