"""Points that are cut out of their document say what they say where it is read as it stands."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from etl.errors import BrokenFile
from etl.sources.common import regular_points
from etl.sources.common.regular_points import Layout, PointReader, read_cut
from etl.sources.common.xml_points import PointTexts
from etl.sources.common.xml_stream import read_elements, to_utf8
from etl.sources.gpx import reader as of_gpx
from etl.sources.tcx import reader as of_tcx
from tests.etl.sources.builders import gpx, lap, tcx, trackpoints, trkpts

OF_READING = ("cut", "_row", "_open")
FOLDERS = ("gpx", "tcx", "other_platforms")
GPX_INSIDE = "<ele>431.5</ele><extensions><x:hr>150</x:hr><x:cad>85</x:cad></extensions>"
TCX_INSIDE = (
    "<HeartRateBpm><Value>150</Value></HeartRateBpm>"
    "<Extensions><TPX><Speed>3.0</Speed><RunCadence>85</RunCadence></TPX></Extensions>"
)


def said(kept: Any) -> Any:
    """What a reader keeps, in a form that compares."""
    if isinstance(kept, PointTexts):
        columns = {name: kept.column(name) for name in sorted(kept.names())}
        return columns, kept.segments, kept.counts_steps
    if isinstance(kept, list):
        return [said(one) for one in kept]
    if hasattr(kept, "__slots__"):
        return {name: said(getattr(kept, name)) for name in kept.__slots__}
    return kept


def all_said(reader: PointReader) -> dict[str, Any]:
    """What a reader collected."""
    return {name: said(kept) for name, kept in vars(reader).items() if name not in OF_READING}


def both(
    data: bytes, layout: Layout, reader: Callable[[], PointReader]
) -> tuple[PointReader | None, dict[str, Any] | None]:
    """The reader of the cut document, None where none is cut; and what is said as it stands."""
    try:
        whole, is_partial = read_elements(data, texts_of=layout.texts_of, reader=reader)
    except BrokenFile:
        whole, is_partial = None, True
    cut = read_cut(to_utf8(data), layout, reader)
    return cut, None if is_partial or whole is None else all_said(whole)


def of(kind: str) -> tuple[Layout, Callable[[], PointReader]]:
    """Layout and reader of a format."""
    module = {"gpx": of_gpx, "tcx": of_tcx}[kind]
    return module.LAYOUT, module.Reader


def cut_count(reader: PointReader | None) -> int:
    """How many points were cut."""
    assert reader is not None and reader.cut is not None
    return len(next(iter(reader.cut.columns.values())))


@pytest.mark.parametrize("kind", ["gpx", "tcx"])
def test_every_point_of_a_plain_file_is_cut(kind: str):
    """Else all files would be read as they stand, and nothing here could fail."""
    content = (
        gpx(trkpts(inside=GPX_INSIDE))
        if kind == "gpx"
        else tcx(lap(trackpoints(inside=TCX_INSIDE)))
    )
    cut, whole = both(content, *of(kind))
    assert cut_count(cut) == 60
    assert cut is not None and all_said(cut) == whole


def test_points_of_several_shapes_and_odd_ones_keep_their_order():
    """Some have no heart rate, some lie in another order, and one holds an entity."""
    some = trkpts(inside=GPX_INSIDE), trkpts(inside="<ele>1</ele>"), trkpts(inside=GPX_INSIDE)
    odd = trkpts(seconds=1, inside="<ele>&#49;2</ele><name>a &amp; b</name>")
    content = gpx(odd.join(some).replace("</trkpt>", "</trkpt>\n", 7))
    cut, whole = both(content, *of("gpx"))
    assert cut_count(cut) == 180
    assert cut is not None and all_said(cut) == whole


ODD = {
    "a comment": "<!-- <trkpt lat='1' lon='2'><time>2026-05-03T07:00:00Z</time></trkpt> -->",
    "unparsed text": "<desc><![CDATA[<trkpt lat='1' lon='2'></trkpt>]]></desc>",
    "an instruction": "<?php <trkpt lat='1' lon='2'></trkpt> ?>",
    "our own element": '<kneewise-points from="0" to="9"/>',
    "a name around points": f"<name>a{trkpts(seconds=3)}b</name>",
    "too deep": "<a>" * 62 + trkpts(seconds=3) + "</a>" * 62,
    "far too deep": "<a>" * 70 + trkpts(seconds=3) + "</a>" * 70,
}


@pytest.mark.parametrize("odd", ODD)
@pytest.mark.parametrize("is_first", [True, False])
def test_where_a_tag_might_be_none_the_document_is_read_as_it_stands(odd: str, is_first: bool):
    """A point in a comment is no point."""
    points = [ODD[odd], trkpts()] if is_first else [trkpts(), ODD[odd]]
    assert both(gpx("".join(points)), *of("gpx"))[0] is None


@pytest.mark.parametrize("kind", ["gpx", "tcx"])
def test_a_file_that_breaks_off_is_read_as_it_stands(kind: str):
    """What came before is kept by the reading that knows how far it came."""
    content = gpx(trkpts()) if kind == "gpx" else tcx(lap(trackpoints()))
    for length in range(0, len(content), 97):
        assert both(content[:length], *of(kind))[0] is None


GPX_PIECES = (
    trkpts(seconds=9), trkpts(seconds=9, inside=GPX_INSIDE), trkpts(seconds=2, inside="<ele/>"),
    "</trkseg><trkseg>", "</trkseg></trk><trk><type>walking</type><trkseg>", "\n\t ",
    "<trkpt lat='1.5' lon='2.5'><time> 2026-05-03T07:00:00Z </time></trkpt>",
    '<trkpt lon="2" lat="1"><time>2026-05-03T07:00:00+02:00</time><ele>nan</ele></trkpt>',
    "<trkpt lat='1'><ele>7</ele></trkpt>", "<trkpt/>", "<trkpt lat='1' lon='2'/>", "<trkpt>",
    "<trkpt lat='\u0661' lon='2'><ele>\u0662</ele></trkpt>", "</trkpt>", "<ele>5", "</ele>", "&",
    "<trkpt lat='1' lon='2'><trkpt lat='3' lon='4'><ele>1</ele></trkpt><ele>2</ele></trkpt>",
    "<trkpt lat='1' lon='2'><trkseg/><RunCadence>80</RunCadence></trkpt>", "<name>x</name>",
    "\x00", "<",
    "<g:trkpt lat='1' lon='2'><g:ele>3</g:ele><hr>4</hr><heartrate>5</heartrate></g:trkpt>",
    "<trkpt lat='1' lon='2'><speed>1<ele>2</ele>3</speed></trkpt>", "<type>a</type>", "]]>",
    "<a b='>'>",
    "<trkpt lat='1' lon='2'><ele>1]]></ele></trkpt>", "<trkpt lat='1' lat='2'></trkpt>", "</a>",
    "<a>",
    "<rte><rtept lat='1' lon='2'/></rte>", "<trkpt lat='1' lon='2'><time></time></trkpt>",
    "<!---->",
)  # fmt: skip
TCX_PIECES = (
    trackpoints(seconds=9), trackpoints(seconds=9, inside=TCX_INSIDE), "</Track><Track>",
    "</Track></Lap><Lap StartTime='2026-05-03T07:01:00Z'><Track>", "<Trackpoint/>", "\n",
    "<Trackpoint><Time>2026-05-03T07:00:00Z</Time></Trackpoint>", "<Trackpoint>", "</Trackpoint>",
    "<Trackpoint><Time>x</Time><Cadence>1</Cadence><RunCadence>2</RunCadence></Trackpoint>",
    "<Trackpoint><RunCadence>2</RunCadence></Trackpoint>", "<Id>", "</Id>", "<Name>x</Name>",
    "<Trackpoint><Watts>200</Watts><Time/></Trackpoint>", "<Lap/>", "<Extensions>", "</Extensions>",
    "</Track></Lap></Activity><Activity Sport='Biking'><Lap><Track>", "<Course/>",
    "\u00e9", "&amp;",
)  # fmt: skip


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(pieces=st.lists(st.sampled_from(GPX_PIECES), min_size=1, max_size=9))
def test_whatever_a_gpx_file_is_made_of_is_read_the_same(pieces: list[str]):
    """Or the document is not cut; what is not sound is never."""
    cut, whole = both(gpx("".join(pieces)), *of("gpx"))
    assert cut is None or all_said(cut) == whole


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(pieces=st.lists(st.sampled_from(TCX_PIECES), min_size=1, max_size=9))
def test_whatever_a_tcx_file_is_made_of_is_read_the_same(pieces: list[str]):
    """Or the document is not cut; what is not sound is never."""
    content = tcx(f"<Lap StartTime='2026-05-03T07:00:00Z'><Track>{''.join(pieces)}</Track></Lap>")
    cut, whole = both(content, *of("tcx"))
    assert cut is None or all_said(cut) == whole


def test_every_real_file_is_read_the_same(shared_data: Path):
    """And nearly all of their points are cut."""
    paths = [path for folder in FOLDERS for path in (shared_data / folder).rglob("*.[gt][pc]x")]
    all_cut = all_points = 0
    for path in paths:
        cut, whole = both(path.read_bytes(), *of(path.suffix[1:]))
        assert cut is None or all_said(cut) == whole, path.name
        if cut is not None:
            all_cut += cut_count(cut)
            all_points += sum(len(one.points) for one in _tracks(cut))
    assert len(paths) > 30 and all_cut > 0.99 * all_points > 10_000


def _tracks(reader: Any) -> list[Any]:
    return reader.tracks if hasattr(reader, "tracks") else reader.activities


def test_a_point_longer_than_any_is_left_where_it_is(monkeypatch: pytest.MonkeyPatch):
    """An expression is made of points alone that are as short as points are."""
    monkeypatch.setattr(regular_points, "_LONGEST_POINT", 60)
    assert both(gpx(trkpts(inside=GPX_INSIDE)), *of("gpx"))[0] is None
