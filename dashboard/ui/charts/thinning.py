"""Long lines with fewer points than a screen has columns, without losing a peak or a gap."""

import polars as pl

DRAWN_PIECES = 400  # each keeps up to four points: more than a wide screen can tell apart


def thinned(rows: pl.DataFrame, column: str, *, pieces: int = DRAWN_PIECES) -> pl.DataFrame:
    """The rows, in their order, that a line of `column` needs; of a short one, all.

    Of each piece and of each side of a gap the first and the last, the lowest and the highest are
    kept: what is null stays apart from what is known.
    """
    if rows.height <= 4 * pieces:
        return rows
    place, value = pl.col("place"), pl.col("value")
    parts = (
        rows.select(value=column)
        .with_row_index("place")
        .group_by(piece=place * pieces // rows.height, spell=value.is_null().rle_id())
        .agg(
            place.first().alias("first"),
            place.last().alias("last"),
            place.get(value.arg_max()).alias("highest"),
            place.get(value.arg_min()).alias("lowest"),
        )
    )
    kept = parts.select("first", "last", "highest", "lowest").unpivot()["value"]
    return rows[kept.drop_nulls().unique().sort()]
