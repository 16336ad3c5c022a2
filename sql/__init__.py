"""The SQL that both `etl` and `dashboard` run, as text: nothing here imports either."""

from pathlib import Path

ROOT = Path(__file__).resolve().parent
"""The folder of migrations, exposure, access, views, rules and checks."""
