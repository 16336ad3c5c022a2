"""How an entry of the journal is asked for: told once, for its form and for its command.

What a field may hold stands beside its type (`etl/journal/fields.py`), and is not said again here;
here stand the words. `entry_form.py` makes widgets of it, `dashboard/cli/log/options.py` options.
Nothing of it loads what a form or a database needs.
"""

from collections.abc import Mapping, Sequence
from dataclasses import KW_ONLY, dataclass
from datetime import date
from typing import Any, Literal

from etl.journal.fields import Column, OneOf, columns_of

Look = Literal["pills", "segments", "list", "radio", "row", "slider", "area"]


@dataclass(frozen=True, slots=True)
class Field:
    """How one field is asked; without a label the form leaves it out."""

    label: str = ""
    _: KW_ONLY
    key: str = ""
    """Of its widget, where that is not the field's name."""
    option: str = ""
    """Of the command, where that is not the field's name."""
    is_argument: bool = False
    help: str = ""
    """Of the option, where the words it may be do not say it all."""
    tip: str | None = None
    """Of the widget."""
    words: Mapping[Any, str] | None = None
    """What may be chosen: stored code to words; of None, to choose nothing."""
    look: Look | None = None
    step: float | None = None
    is_distance: bool = False
    """Stored in metres, asked in kilometres, or in the runner's unit."""
    back_days: int = 3650
    """How long ago a day may lie that the form offers."""


RUNNER = Field()
"""Where among its options a command asks for whom."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A kind of entry, the table it is kept in, and how each of its fields is asked.

    The order of fields is that of the form, and of a command's options after those it cannot do
    without.
    """

    entry: type[Any]
    table: str
    fields: Mapping[str, Field]
    command: str = ""
    """Its name below `kneewise log`; empty where it has none."""
    help: str = ""
    opens: str = ""
    """On the button that opens the form."""
    about: str = ""
    key: str = ""
    """How keys of its widgets begin."""
    missing: str = ""
    """What to do first where something is not told that has to be."""
    sends: str = "Save"
    saved: str = "Saved."

    def column(self, name: str) -> Column:
        """What the field may hold."""
        return columns_of(self.entry)[name]

    def key_of(self, name: str) -> str:
        """Of the widget that asks for a field."""
        return f"{self.key}-{self.fields[name].key or name}"

    def help_of(self, name: str) -> str:
        """What an option says of itself: its own words, else those that it may be."""
        told = self.column(name).told
        own = self.fields[name].help
        return own or (f"{either(told.words)}." if isinstance(told, OneOf) else "")

    def entry_of(self, runner_id: str, told: Mapping[str, Any]) -> Any:
        """What was told as an entry."""
        return self.entry(runner_id=runner_id, **told)

    def day_of(self, entry: Any) -> date:
        """The day that an entry is of: the first one among its fields."""
        return next(
            getattr(entry, name)
            for name, column in columns_of(self.entry).items()
            if column.type is date
        )


def either(words: Sequence[str]) -> str:
    """`left or right`, `a, b or c`."""
    *most, last = words
    return f"{', '.join(most)} or {last}" if most else last
