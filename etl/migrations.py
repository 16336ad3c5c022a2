"""Bring a database file up to date: each step and its record in one transaction."""

from etl.database import Connection
from sql import ROOT


def migrate(connection: Connection, *, kind: str) -> list[str]:
    """Apply the steps of `sql/migrations/<kind>` that the file has not seen; return their names."""
    connection.execute("create schema if not exists kneewise")
    connection.execute(
        "create table if not exists kneewise.migration"
        " (step varchar not null, applied_at timestamp not null default current_timestamp)"
    )
    seen = {row[0] for row in connection.execute("select step from kneewise.migration").fetchall()}
    folder = ROOT / "migrations" / kind
    fresh = sorted(
        (step for step in folder.iterdir() if step.name.endswith(".sql") and step.name not in seen),
        key=lambda step: step.name,
    )
    for step in fresh:
        connection.execute(step.read_text("utf-8"))
        connection.execute("insert into kneewise.migration (step) values (?)", [step.name])
    return [step.name for step in fresh]
