"""The SQL that both `etl` and `dashboard` run, as text: nothing here imports either."""

from importlib.resources import files

ROOT = files(__name__)
"""The folder of migrations, exposure, access, views, rules and checks."""
