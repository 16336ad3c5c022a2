"""What an import held, a line a kind."""

from etl.ingest.import_log import ImportItem
from etl.operations.held import Trouble, brought, troubles


def item(
    file: str, status: str = "imported", *, format: str | None = None, reason: str | None = None
) -> ImportItem:
    """What became of one file."""
    return ImportItem(file=file, status=status, format=format, reason=reason)


ITEMS = [
    item("/archives/a.zip!1.fit", format="fit"),
    item("/archives/a.zip!t.json#1", format="garmin_takeout"),
    item("/archives/a.zip!t.json#2", "duplicate", format="garmin_takeout"),
    item("/archives/a.zip!t.json#3", "duplicate", format="garmin_takeout"),
    item("/archives/a.zip!m1.fit", "skipped", reason="It holds steps of a day."),
    item("/archives/a.zip!m2.fit", "skipped", reason="It holds steps of a day."),
    item("/elsewhere/b.zip!m3.fit", "skipped", reason="It holds steps of a day."),
    item("x.fit", "failed", reason="It is broken."),
    item("y.fit", "imported", format="fit"),
]


def test_what_came_is_counted_by_archive_and_format():
    """Recordings and rows of one archive are two lines; a copy is no new activity."""
    assert [(kind.archive, kind.format, kind.counts) for kind in brought(ITEMS)] == [
        ("a.zip", "fit", {"imported": 1}),
        ("a.zip", "garmin_takeout", {"imported": 1, "duplicate": 2}),
        ("", "fit", {"imported": 1}),
    ]


def test_what_did_not_come_is_a_line_a_reason():
    """With the first file's name, and how many there are."""
    assert troubles(ITEMS) == [
        Trouble("skipped", "It holds steps of a day.", "/archives/a.zip!m1.fit", 2),
        Trouble("skipped", "It holds steps of a day.", "/elsewhere/b.zip!m3.fit", 1),
        Trouble("failed", "It is broken.", "x.fit", 1),
    ]
