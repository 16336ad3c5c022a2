"""One version for rules, numbers, plans and programmes, raised whenever what they say changes."""

import shutil
from datetime import date
from pathlib import Path

from dashboard.access.gateway import Gateway, Viewer
from dashboard.method.governance import intended_use, rule_set_words
from etl.reference.rule_set import FOLDERS, content_sha256, read_rule_set
from sql import ROOT
from tests.builders import a_home, a_run

REPOSITORY = Path(__file__).resolve().parent.parent.parent.parent


def test_what_the_rules_say_is_what_their_version_is_of():
    """After a change of a rule, a number, a plan or a programme: make rule-set."""
    held = read_rule_set()
    assert content_sha256() == held.content_sha256, (
        f"Rules have changed since rule set {held.rule_set_version}: "
        "`make rule-set` raises the version and says from when it holds."
    )


def copied(tmp_path: Path) -> Path:
    """The files of the rule set, to be changed."""
    for folder in FOLDERS:
        (tmp_path / folder).mkdir(parents=True, exist_ok=True)
        for path in (ROOT / folder).glob("*.toml"):
            shutil.copy(path, tmp_path / folder)
    return tmp_path


def changed(root: Path, file: str, former: str, now: str) -> str:
    """The hash after one change."""
    path = root / file
    assert former in path.read_text("utf-8")
    path.write_text(path.read_text("utf-8").replace(former, now), "utf-8")
    return content_sha256(root)


def test_a_changed_limit_changes_the_hash(tmp_path: Path):
    """Wherever it stands."""
    root = copied(tmp_path)
    hashes = [content_sha256(root)]
    assert hashes == [read_rule_set().content_sha256]
    hashes.append(changed(root, "rules/event_pain.toml", 'title = "', 'title = "Now: '))
    hashes.append(changed(root, "rules/parameters/coverage.toml", "value = 42", "value = 43"))
    hashes.append(
        changed(root, "plans/return_to_normal.toml", "default_weeks = 6", "default_weeks = 5")
    )
    hashes.append(changed(root, "programmes/knee.toml", "sets = 3", "sets = 4"))
    assert len(set(hashes)) == len(hashes)


def test_a_comment_a_source_or_a_review_changes_nothing(tmp_path: Path):
    """Nobody is asked to raise a version for words about the words."""
    root = copied(tmp_path)
    changed(root, "rules/event_pain.toml", 'checked_by = ""', 'checked_by = "x"\n# a comment')
    assert changed(root, "rules/event_pain.toml", "untested;", "not tested;") == content_sha256()


def test_reasons_say_by_which_version_they_are_judged(tmp_path: Path):
    """In page.today_reason, with the day from which it holds."""
    runs = [a_run("2026-04-25", km=10), a_run("2026-05-02", km=15)]
    home, settings = a_home(tmp_path, runs)
    rows = Gateway(home, settings).load(Viewer(), "page.today_reason")
    held = read_rule_set()
    assert rows.height
    assert set(rows.select("rule_set_version", "rule_set_effective_date").rows()) == {
        (held.rule_set_version, held.effective_from_date)
    }


def test_the_readme_says_what_it_is_for_as_the_product_does():
    """One paragraph, the same everywhere."""
    readme = " ".join((REPOSITORY / "README.md").read_text("utf-8").split())
    assert " ".join(intended_use().split()) in readme


def test_the_version_is_told_with_its_day():
    """As a sentence."""
    assert read_rule_set().effective_from_date >= date(2026, 11, 29)
    assert rule_set_words().startswith(f"Rule set {read_rule_set().rule_set_version}, in effect")
