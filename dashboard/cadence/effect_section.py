"""What slightly quicker steps would mean for the knee."""

from functools import partial

import polars as pl
import streamlit as st

from dashboard import session
from dashboard.cadence import wording
from dashboard.method.explainer import show_method_link
from dashboard.rows.cadence import CadenceEffect
from dashboard.ui.chart import table_with_csv
from dashboard.ui.described_table import DescribedTable, described
from dashboard.ui.folds import show_in_fold


def show_effect(person: session.Person) -> None:
    """What slightly quicker steps would mean for the knee, folded."""
    show_in_fold(wording.EFFECT, partial(_show_effect, person), key="cadence-effect")


def _show_effect(person: session.Person) -> None:
    """The estimate with its uncertainty said aloud, the saying put right, and the studies."""
    effect = session.records_of(person, CadenceEffect)[0]
    st.markdown(wording.effect_words(effect, person.units))
    st.markdown(wording.seed_words(effect, person.units))
    studies = session.rows_of(person, "page.cadence_study")
    table_with_csv(_study_table(studies, person.units), name="cadence-studies")
    show_method_link("cadence_effect")


def _study_table(studies: pl.DataFrame, units: str) -> DescribedTable:
    return described(
        "page.cadence_study",
        studies,
        pl.col("study_name").alias(wording.STUDY),
        pl.col("measured_text").alias(wording.MEASURED),
        (100 * (pl.col("step_length_ratio") - 1)).round(1).alias(wording.STEP_LENGTH_CHANGE),
        (100 * (pl.col("load_ratio") - 1)).round(1).alias(wording.A_STEP),
        (100 * (pl.col("per_km_ratio") - 1)).round(1).alias(wording.far_column(units)),
        pl.col("implied_exponent_ratio").round(2).alias(wording.EXPONENT),
    )
