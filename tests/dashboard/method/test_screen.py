"""Method: every metric and rule in words, on the screen and in the file, from the same text."""

import re
from collections import Counter
from datetime import date, timedelta
from html import unescape
from pathlib import Path

import pytest
from typer.testing import CliRunner

from dashboard.access.gateway import Gateway, Viewer
from dashboard.cli.commands import app as command
from dashboard.method.cards import cards_about, read_cards, search
from dashboard.method.common_questions import read_answers
from dashboard.method.printable import method_file
from dashboard.method.wording import NOT_REVIEWED
from etl.home import Home
from etl.journal.rule_overrides import RuleOverride, override_rule
from etl.journal.store import Journal
from etl.reference.citations import told
from etl.reference.evidence import read_pages
from etl.reference.metric_catalog import read_metrics
from etl.reference.rules import read_rules
from etl.settings import Settings
from tests.builders import a_home, a_run
from tests.dashboard.conftest import words_of

SATURDAYS = ("2026-04-04", "2026-04-11", "2026-04-18", "2026-04-25")


@pytest.fixture(scope="module")
def home_of_one(tmp_path_factory: pytest.TempPathFactory) -> tuple[Home, Settings]:
    """Four Saturdays of 10 km, then one of 14.2 km."""
    files = [*(a_run(day, km=10) for day in SATURDAYS), a_run("2026-05-02", km=14.2)]
    return a_home(tmp_path_factory.mktemp("method"), files)


def plain(words: str) -> str:
    """Words without Markdown's marks, links by their words."""
    words = re.sub(r"\[((?:\\.|[^\]\\])+)\]\((?:<[^>]*>|[^)]*)\)", r"\1", words)
    return re.sub(r"\\(.)", r"\1", words).replace("**", "").replace("`", "")


def open_about(open_screen, home, about: str):
    """The screen as a link opens it."""
    app = open_screen(*home, "method")
    app.query_params["about"] = about
    return app.run()


def areas() -> list[str]:
    """The lines of the index: each area with how many entries it has."""
    counts = Counter(card.area for card in read_cards())
    return [f"{area} **{count}**" for area, count in counts.items()]


def index_of(app) -> list[str]:
    """The lines that unfold, as they stand."""
    return [expander.label for expander in app.expander]


@pytest.mark.usefixtures("all_open")
def test_every_metric_and_rule_is_on_the_screen(open_screen, home_of_one):
    """One entry each, with grade, source, review and what it cannot know."""
    app = open_screen(*home_of_one, "method")
    assert not app.exception
    titles = "\n".join(expander.label for expander in app.expander)
    for entry in (*read_metrics(), *read_rules()):
        assert entry.title in titles
    words = plain(words_of(app))
    for metric in read_metrics():
        assert metric.formula in words
        assert metric.cannot_know in words
        assert told(metric.source) in words


@pytest.mark.usefixtures("all_open")
def test_what_rest_or_shoes_do_is_told_to_those_who_ask(open_screen, home_of_one):
    """Closed, at the end, called opinion; nowhere else."""
    app = open_screen(*home_of_one, "method")
    words = plain(words_of(app))
    assert all(answer.title in words for answer in read_answers())
    assert "That is their opinion" in words


@pytest.mark.usefixtures("all_open")
def test_the_file_says_the_same_as_the_screen(open_screen, home_of_one):
    """One text, two places."""
    words = plain(words_of(open_screen(*home_of_one, "method")))
    text = unescape(re.sub(r"<[^>]+>", " ", re.sub(r"</?a\b[^>]*>", "", method_file())))
    for card in read_cards():
        for fact in card.facts:
            assert fact.told in words
            assert fact.told in text
        for number in card.numbers:
            assert number.value in text


def test_a_rule_nobody_qualified_has_checked_says_so(open_screen, home_of_one):
    """In these words, on the screen, in the file and behind a reason of today."""
    assert {rule.checked_by for rule in read_rules()} == {""}
    app = open_about(open_screen, home_of_one, "session_spike")
    assert NOT_REVIEWED == "not yet reviewed by a clinician"
    assert words_of(app).count(NOT_REVIEWED) == 1
    assert method_file().count(NOT_REVIEWED) == 1
    assert words_of(open_screen(*home_of_one)).casefold().count(NOT_REVIEWED) == 1


def test_a_link_opens_one_entry_with_its_rule_and_its_sql(open_screen, home_of_one):
    """method?about=session_spike: the metric first, then the rule over it, then the query."""
    app = open_about(open_screen, home_of_one, "session_spike")
    assert not app.exception
    words = words_of(app)
    assert "One run against the longest of the last 30 days" in words
    assert "Critical speed" not in words
    assert any("longest_30d_m" in code.value for code in app.code)
    next(button for button in app.button if button.label == "All of the method").click().run()
    assert not app.exception
    assert index_of(app) == areas()


@pytest.mark.parametrize("about", ["no_such_thing", "", "'; drop table", "<b>"])
def test_a_link_to_nothing_shows_everything(open_screen, home_of_one, about):
    """What stands in the address is only compared with the names there are."""
    app = open_about(open_screen, home_of_one, about)
    assert not app.exception
    assert index_of(app) == areas()


def test_search_finds_by_any_word_and_grades_narrow_it(open_screen, home_of_one):
    """Words of formula, source or limit; nothing found is said."""
    app = open_screen(*home_of_one, "method")
    app.text_input(key="method-search").set_value("minetti").run()
    assert [plain(expander.label) for expander in app.expander] == ["Speed as on the level grade C"]
    app.text_input(key="method-search").set_value("no such words").run()
    assert "Nothing has all of these words" in words_of(app)
    app.text_input(key="method-search").set_value("").run()
    app.button_group(key="method-grades").set_value(["A"]).run()
    assert {plain(expander.label).rsplit(" ", 1)[-1] for expander in app.expander} == {"A"}


def test_every_rule_is_found_by_its_own_name_and_by_its_metric():
    """The links behind "How is this known?" lead somewhere."""
    cards = read_cards()
    for rule in read_rules():
        assert f"rule-{rule.rule_id}" in [card.key for card in cards_about(cards, rule.rule_id)]
    assert [card.key for card in cards_about(cards, "session_spike")][:2] == [
        "session_spike",
        "rule-session_spike",
    ]
    assert search(cards, "FRANDSEN hazard")


def test_without_runs_the_method_can_be_read(open_screen, tmp_path: Path):
    """A clinician may look before anybody has run."""
    home = Home(tmp_path)
    app = open_screen(home, Settings(home=tmp_path, time_zone="Europe/Berlin"), "method")
    assert not app.exception
    assert index_of(app) == areas()


@pytest.mark.usefixtures("all_open")
def test_the_reason_of_today_opens_its_inputs_and_its_sql(open_screen, home_of_one):
    """The very numbers of the run, the query, and the way to the entry."""
    app = open_screen(*home_of_one)
    table = next(part.value for part in app.markdown if "| what | value |" in part.value)
    words = plain(table)
    assert "distance of this run | 14.2 km" in words
    assert "longest run that started in the 30 days before this one | 10.0 km" in words
    assert "this run over that one | 1.42 times" in words
    assert any("earlier as longest_30d_m" in code.value for code in app.code)


@pytest.mark.usefixtures("all_open")
def test_a_jump_has_the_plain_numbers_of_the_study_beside_it(open_screen, home_of_one):
    """Golden A8: 0.22 % of ordinary runs, 0.34 to 0.51 % of longer ones, told as counts."""
    words = words_of(open_screen(*home_of_one))
    assert (
        "In a study of 5,205 runners an overuse injury, of any site, followed about 2 in 1,000 "
        "ordinary runs and about 3 to 5 in 1,000 that were longer than usual. Seven in eight "
        "injuries come without it." in words
    )


@pytest.mark.usefixtures("all_open")
def test_a_limit_set_for_one_runner_shows_on_today_and_on_method(open_screen, tmp_path: Path):
    """Who, why, from when to when, and the usual limit beside it."""
    files = [*(a_run(day, km=10) for day in SATURDAYS), a_run("2026-05-02", km=14.2)]
    home, settings = a_home(tmp_path, files)
    journal = Journal(home, settings)
    change = RuleOverride(
        runner_id=journal.runners()[0].runner_id,
        rule_id="session_spike",
        level="watch",
        threshold=1.3,
        reason="*used* to long runs",
        from_date=date(2026, 5, 1),
        until_date=date(2026, 5, 31),
    )
    override_rule(journal, change, saved_by="Dr Lee")
    said = "above 1.30 times instead of above 1.10 times, from Fri 1 May 2026 to Sun 31 May 2026"
    today = plain(words_of(open_screen(home, settings)))
    assert said.replace("instead of above", "instead of") in today
    assert "by Dr Lee (name typed, not verified): *used* to long runs" in today
    assert "set for you by a clinician" in today
    method = plain(words_of(open_about(open_screen, (home, settings), "session_spike")))
    assert "by Dr Lee (name typed, not verified): *used* to long runs" in method


def test_the_command_writes_one_file_that_needs_nothing_else(tmp_path: Path):
    """No script, picture, font or address that a browser would fetch."""
    target = tmp_path / "method.html"
    result = CliRunner().invoke(command, ["--home", str(tmp_path), "method", "--out", str(target)])
    assert result.exit_code == 0, result.output
    text = target.read_text("utf-8")
    assert text == method_file()
    assert not re.search(r"<(script|img|link|iframe)|src=|url\(|https?://|@import", text)
    assert "@media print" in text
    for view in ("metric.session_spike", "risk.runner_day"):
        assert f'<section id="{view}">' in text


def test_every_link_inside_the_file_leads_to_a_place_in_it():
    """Also the ones to views."""
    text = method_file()
    targets = set(re.findall(r'id="([^"]+)"', text))
    assert {link for link in re.findall(r'href="#([^"]+)"', text)} <= targets


def test_the_inputs_of_every_reason_are_found(tmp_path: Path):
    """Whatever passed its limit, its row is there in the view that is named."""
    from dashboard.method.rule_inputs import input_row
    from etl.reference.metric_catalog import view_of_signal

    first = date(2026, 2, 10)
    days = [first + timedelta(days=3 * index) for index in range(24)]
    files = [a_run(day, km=6, hill_m=20, hill_count=2) for day in days]
    files += [a_run("2026-05-02", km=14, hill_m=60, hill_count=10, pace=270)]
    pains = [
        {"local_date": date(2026, 4, 10) + timedelta(days=day), "knee": "left",
         "pain_before_score": 0, "pain_during_score": 4, "pain_after_score": 2,
         "pain_morning_score": 3, "is_limping": True, "red_flags": ("night_pain",)}
        for day in (0, 5, 10, 15)
    ]  # fmt: skip
    home, settings = a_home(tmp_path, files, pains=pains)
    gateway = Gateway(home, settings)
    hits = gateway.load(Viewer(), "risk.rule_hit").to_dicts()
    metrics = {rule.rule_id: rule.metric for rule in read_rules()}
    assert {hit["rule_id"] for hit in hits} >= {
        "session_spike", "red_flag", "pain_morning", "pain_episode", "reentry", "limping",
    }  # fmt: skip
    for hit in hits:
        rows = gateway.load(Viewer(), view_of_signal(metrics[hit["rule_id"]]).full_name)
        assert input_row(rows, hit) is not None, hit["rule_id"]


@pytest.mark.parametrize("page", read_pages(), ids=lambda page: page.key)
def test_a_page_of_evidence_opens_from_the_method(open_screen, home_of_one, page):
    """The whole of it, its links leading to where the screen shows what they name."""
    app = open_screen(*home_of_one, "method")
    app.query_params["evidence"] = page.key
    app.run()
    assert not app.exception
    words = words_of(app) + "".join(head.value for head in app.subheader)
    assert all(section.title in words for section in page.sections)
    assert ".md" not in words.replace("literature.toml", "")


def test_a_link_opens_one_section_of_the_evidence(open_screen, home_of_one):
    """method?evidence=rules&at=event_pain: that rule, and the way to the rest."""
    app = open_screen(*home_of_one, "method")
    app.query_params["evidence"] = "rules"
    app.query_params["at"] = "event_pain"
    app.run()
    words = words_of(app)
    assert "Physiotherapists' advice, untested" in words
    assert "One run against the longest" not in words


def test_sources_on_the_screen_lead_to_the_evidence(open_screen, home_of_one):
    """By the titles of sections; a doi leads to the paper."""
    words = words_of(open_about(open_screen, home_of_one, "session_spike"))
    assert "](method?evidence=rules&at=session_spike)" in words
    assert "](<https://doi.org/10.1136/bjsports-2024-109380>)" in words
    assert "docs/evidence" not in words
