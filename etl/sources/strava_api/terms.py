"""The numbers of `terms.toml`: how long rows stay, what a sync may use, when it renews."""

from pathlib import Path

from etl.sources.platform import read_terms

TERMS = read_terms(Path(__file__).with_name("terms.toml"))
