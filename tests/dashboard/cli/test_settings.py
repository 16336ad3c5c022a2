"""What the environment says, as every command reads it."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from pydantic import ValidationError

from etl.settings import Settings


def test_each_field_is_a_variable_of_its_name(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    """Text becomes what the field is; what nobody set keeps its default."""
    monkeypatch.setenv("KNEEWISE_HOME", str(tmp_path))
    monkeypatch.setenv("KNEEWISE_WORKERS", "3")
    monkeypatch.setenv("KNEEWISE_STRAVA_API_SHAREABLE", "true")
    monkeypatch.setenv("KNEEWISE_NOW", "2026-05-03T07:00:00Z")
    monkeypatch.setenv("KNEEWISE_SECRET_KEY", "kept from logs")
    monkeypatch.setenv("WORKERS", "7")
    settings = Settings()
    assert (settings.home, settings.workers, settings.strava_api_shareable) == (tmp_path, 3, True)
    assert settings.now == datetime(2026, 5, 3, 7, tzinfo=UTC)
    assert "kept from logs" not in repr(settings)
    assert settings.lock_wait_s == Settings.model_fields["lock_wait_s"].default
    assert {"home", "workers"} <= settings.model_fields_set
    assert "lock_wait_s" not in settings.model_fields_set


def test_what_is_passed_comes_before_the_environment(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
):
    """So that a test or a worker says what it works in."""
    monkeypatch.setenv("KNEEWISE_HOME", "/elsewhere")
    monkeypatch.setenv("kneewise_workers", "2")  # as Windows, which knows no capitals there
    settings = Settings(home=tmp_path)
    assert (settings.home, settings.workers) == (tmp_path, 2)


def test_what_a_field_cannot_be_is_refused(monkeypatch: pytest.MonkeyPatch):
    """A limit that was mistyped must not become none."""
    monkeypatch.setenv("KNEEWISE_WORKERS", "many")
    with pytest.raises(ValidationError, match="workers"):
        Settings()
