"""What slightly quicker steps would mean for the knee."""

import polars as pl
import streamlit as st

from dashboard import session
from dashboard.cadence.wording import effect_words, seed_words
from dashboard.rows.cadence import CadenceEffect
from dashboard.ui import display
from dashboard.ui.chart import table_with_csv
from dashboard.ui.described_table import DescribedTable, described
from dashboard.ui.section import section


def show_effect(person: session.Person) -> None:
    """What slightly quicker steps would mean for the knee, with the uncertainty said aloud."""
    with section("What slightly quicker steps would mean for the knee"):
        effect = session.records_of(person, CadenceEffect)[0]
        st.markdown(effect_words(effect, person.units))
        st.markdown(seed_words(effect, person.units))
        studies = session.rows_of(person, "page.cadence_study")
        table_with_csv(_study_table(studies, person.units), name="cadence-studies")


def _study_table(studies: pl.DataFrame, units: str) -> DescribedTable:
    return described(
        "page.cadence_study",
        studies,
        pl.col("study_name").alias("Study"),
        pl.col("measured_text").alias("Measured"),
        (100 * (pl.col("step_length_ratio") - 1)).round(1).alias("Step length, %"),
        (100 * (pl.col("load_ratio") - 1)).round(1).alias("A step, %"),
        (100 * (pl.col("per_km_ratio") - 1)).round(1).alias(f"A {display.distance_word(units)}, %"),
        pl.col("implied_exponent_ratio").round(2).alias("Exponent"),
    )
