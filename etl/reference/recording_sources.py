"""Which recording of a run is asked first where several tell of it: `sql/sources/order.toml`."""

from functools import cache
from typing import TYPE_CHECKING, Annotated

from pydantic import AfterValidator

from etl.reference.reviewed import Id, Line, Reviewed, Rows, SomeRows, check, each_once
from etl.reference.toml_files import read_toml
from sql import ROOT

if TYPE_CHECKING:
    import polars as pl


class Format(Reviewed):
    """A format of recordings, as `source` in `core.activity`."""

    id: Id
    title: Line
    reason: Line


class Device(Reviewed):
    """A kind of device; it is one whose name, in small letters, has one of these parts."""

    id: Id
    reason: Line
    name_parts: Rows[str]


class Source(Reviewed):
    """An archive or platform that recordings come with, as in `came_with` of `core.activity`."""

    id: Id
    title: Line
    reason: Line


class SourceOrder(Reviewed):
    """The order that holds where a runner has said nothing else; the first comes first."""

    formats: Annotated[SomeRows[Format], AfterValidator(each_once("id"))]
    devices: Annotated[SomeRows[Device], AfterValidator(each_once("id"))]
    sources: Annotated[SomeRows[Source], AfterValidator(each_once("id"))]


@cache
def read_source_order() -> SourceOrder:
    """What the file says. Raises DataError where it is incomplete."""
    path = ROOT / "sources" / "order.toml"
    return check(SourceOrder, read_toml(path), where=path.name)


def places() -> "pl.DataFrame":
    """The same as a frame for SQL: kind (format, device or source), name, place from 1.

    A device has a row for each part of a name.
    """
    import polars as pl  # noqa: PLC0415  who only asks for titles need not wait for it

    told = read_source_order()
    rows = [
        *(("format", one.id, place) for place, one in enumerate(told.formats, start=1)),
        *(
            ("device", part, place)
            for place, one in enumerate(told.devices, start=1)
            for part in one.name_parts
        ),
        *(("source", one.id, place) for place, one in enumerate(told.sources, start=1)),
    ]
    return pl.DataFrame(rows, schema=["kind", "name", "place"], orient="row")
