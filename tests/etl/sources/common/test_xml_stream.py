"""Files from anywhere: what could harm the reader is refused before it unfolds."""

import pytest

from etl.errors import BrokenFile
from etl.sources.common.xml_stream import to_offset_s
from etl.sources.common.xml_values import to_unix_s
from etl.sources.detect import read_file
from tests.etl.sources.builders import gpx, trkpts


def test_an_entity_bomb_is_refused():
    """Nested entities never expand, which would take hours: their declaration ends the reading."""
    bomb = b'<!DOCTYPE gpx [<!ENTITY a "aaaaaaaa">' + b"".join(
        b'<!ENTITY b%d "%s">' % (level, b"&a;" * 10) for level in range(9)
    )
    with pytest.raises(BrokenFile, match="entities"):
        read_file("x.gpx", bomb + b"]><gpx><trk><name>&b8;</name></trk></gpx>")


def test_an_external_entity_is_refused():
    """No file of this machine is opened on behalf of a document."""
    content = b'<!DOCTYPE gpx [<!ENTITY x SYSTEM "file:///etc/hostname">]><gpx>&x;</gpx>'
    with pytest.raises(BrokenFile, match="document type"):
        read_file("x.gpx", content)


def test_deep_nesting_is_refused():
    """A million elements inside one another use no memory worth speaking of."""
    with pytest.raises(BrokenFile, match="nests"):
        read_file("x.gpx", b"<gpx>" + b"<a>" * 1_000_000)


def test_a_name_for_an_activity_that_it_is_not_is_refused():
    """A web page saved as GPX is told from a GPX file."""
    with pytest.raises(BrokenFile, match="The name says GPX"):
        read_file("run.gpx", b"<html><body>Not found</body></html>")


def test_an_empty_file_is_refused():
    """Nothing is nothing, also when it is zeros."""
    for nothing in (b"", b"\x00" * 100, b"  \n"):
        with pytest.raises(BrokenFile, match="empty"):
            read_file("run.fit", nothing)


def test_letters_of_another_encoding_do_not_lose_the_run():
    """A name in Latin-1 inside a file that claims UTF-8 is no reason to lose the points."""
    content = gpx(trkpts()).replace(b"<trk>", b"<trk><name>Stra\xdfe</name>")
    (run,) = read_file("run.gpx", content)
    assert run.samples is not None
    assert run.samples.height == 60


def test_times_of_every_usual_form_are_read():
    """With Z, with an offset, with fractions, without a zone (then UTC); the rest is null."""
    texts = [
        "2026-05-03T07:00:00Z", "2026-05-03T09:00:00+02:00", "2026-05-03T07:00:00.250Z",
        "2026-05-03 07:00:00", "yesterday", None,
    ]  # fmt: skip
    seconds = to_unix_s(texts).to_list()
    assert seconds == [1777791600.0, 1777791600.0, 1777791600.25, 1777791600.0, None, None]


def test_only_an_offset_says_something_of_the_local_clock():
    """Z is how programs write UTC, wherever they are."""
    assert to_offset_s("2022-12-04T20:14:28.000-04:00") == -14400.0
    assert to_offset_s("2022-12-04T20:14:28Z") is None
