"""Commands that are loaded when somebody calls them: their names and help stand here as data.

A module of a command loads databases, charts or a platform's client, which take seconds. A list
of commands, a completion or another command needs none of it.
"""

import gc
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup

from etl.storage import without_pandas


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a command lies, and the first paragraph of its help: `module:name` and words.

    The name is that of a function, or of a Typer with commands of its own. What `draws` loads
    Streamlit, with all that it works with.
    """

    where: str
    words: str
    draws: bool = False


class Deferred(TyperCommand):
    """Stands in a list of commands for one that nobody has called yet."""

    def __init__(self, name: str, place: Place) -> None:
        super().__init__(name=name, help=place.words)
        self.place = place

    def load(self) -> TyperCommand | TyperGroup:
        """The command itself, with its module."""
        if self.place.draws:
            without_pandas.let_in()
        module, _, name = self.place.where.partition(":")
        found = _to_command(self.name or "", getattr(import_module(module), name))
        if not gc.isenabled():  # by `main`, while it loads
            gc.freeze()  # what was loaded stays, and need not be looked through
            gc.enable()
        return found


def lazy_group(places: Mapping[str, Place]) -> type[TyperGroup]:
    """A kind of group, for `typer.Typer(cls=…)`, that has these commands in this order."""

    class LazyGroup(TyperGroup):
        def __init__(self, **options: Any) -> None:
            super().__init__(**options)
            for name, place in places.items():
                self.add_command(Deferred(name, place))

        def resolve_command(self, ctx: Any, args: list[str]) -> tuple[Any, Any, list[str]]:
            """The command that was called, loaded."""
            name, command, rest = super().resolve_command(ctx, args)
            return name, command.load() if isinstance(command, Deferred) else command, rest

    return LazyGroup


def _to_command(name: str, found: typer.Typer | Callable[..., Any]) -> Any:
    """As Typer makes it where it is registered at once."""
    holder = typer.Typer(add_completion=False, pretty_exceptions_enable=False)
    if isinstance(found, typer.Typer):
        holder.add_typer(found, name=name)
    else:
        holder.command(name)(found)
    return typer.main.get_group(holder).commands[name]
