"""Without the rows of which tables and views a query has none: out of its SQL.

Told of joins, unions, steps and groups; of whatever else a query is made of, nothing is told.
"""

from collections.abc import Iterator, Mapping
from functools import cache

import sqlglot
from sqlglot import exp

from etl.storage.duckdb_files import open_in_memory
from sql import ROOT

Names = frozenset[str]
_NONE: Names = frozenset()
_WITH_TOTALS = (exp.Rollup, exp.Cube, exp.GroupingSets, exp.Tuple)
"""Of these some make a row of nothing: `group by ()` too."""


def drawn_from(query: str) -> Names:
    """Tables and views, as `schema.name`: where one of them is empty, so is the answer."""
    return _of(sqlglot.parse_one(query, read="duckdb"), {})


def _of(node: exp.Expr | None, steps: Mapping[str, Names]) -> Names:
    if node is None:
        return _NONE
    steps = _with_steps(node, steps)
    if isinstance(node, exp.Table):
        return _of_table(node, steps)
    if isinstance(node, exp.Subquery):
        return _NONE if node.args.get("pivots") else _joined(node, _of(node.this, steps), steps)
    if isinstance(node, exp.Select):
        return _of_select(node, steps)
    if isinstance(node, exp.SetOperation):
        left, right = _of(node.left, steps), _of(node.right, steps)
        if isinstance(node, exp.Union):
            return left & right
        return left if isinstance(node, exp.Except) else left | right
    return _NONE


def _with_steps(node: exp.Expr, steps: Mapping[str, Names]) -> dict[str, Names]:
    found = dict(steps)
    named = node.args.get("with_") or node.args.get("with")
    for step in named.expressions if named else ():
        query = step.this
        tables = query.find_all(exp.Table)
        if any(
            table.name == step.alias and not table.db for table in tables
        ):  # without a first row there is no next one
            found[step.alias] = _NONE
            query = query.left if isinstance(query, exp.Union) else None
        found[step.alias] = _of(query, found)
    return found


def _of_table(table: exp.Table, steps: Mapping[str, Names]) -> Names:
    if table.args.get("pivots") or not isinstance(table.this, exp.Identifier):
        return _NONE
    own = steps.get(table.name, _NONE)
    return _joined(table, frozenset({f"{table.db}.{table.name}"}) if table.db else own, steps)


def _of_select(select: exp.Select, steps: Mapping[str, Names]) -> Names:
    source = select.args.get("from_") or select.args.get("from")
    if source is None or not _is_row_by_row_or_grouped(select):
        return _NONE
    return _joined(select, _of(source.this, steps), steps)


def _joined(node: exp.Expr, first: Names, steps: Mapping[str, Names]) -> Names:
    found = first
    for join in node.args.get("joins") or ():
        other = _of(join.this, steps)
        side, kind, method = join.side.upper(), join.kind.upper(), join.method.upper()
        if side == "LEFT" or kind == "ANTI":
            continue
        if side == "RIGHT":
            found = other
        elif side == "FULL" or method == "POSITIONAL":
            found &= other
        else:
            found |= other
    return found


def _is_row_by_row_or_grouped(select: exp.Select) -> bool:
    """Not one row of everything, which is there of no rows, too."""
    group = select.args.get("group")
    if group is not None and group.find(*_WITH_TOTALS) is not None:
        return False
    if group is not None and group.expressions:
        return True
    if group is not None:  # by all that is no sum: one row where nothing is left
        return any(isinstance(one.unalias(), exp.Column) for one in select.expressions)
    asked = [one for one in map(select.args.get, ("having", "qualify", "order")) if one]
    return not any(map(_sums_up, (*select.expressions, *asked)))


def _sums_up(expression: exp.Expr) -> bool:
    return any(
        isinstance(node, exp.AggFunc) or _names(node) & _summing() for node in _calls(expression)
    )


def _calls(node: exp.Expr) -> Iterator[exp.Expr]:
    """The functions that are called here, but for those over a window and in another query."""
    if isinstance(node, (exp.Subquery, exp.Select)):
        return
    if isinstance(node, exp.Window):  # what it sums up stays row by row, what it is given may not
        over = node.this
        while isinstance(over, (exp.Filter, exp.IgnoreNulls, exp.RespectNulls)):
            over = over.this
        beside = (one for one in node.iter_expressions() if one is not node.this)
        for one in (*over.iter_expressions(), *beside):
            yield from _calls(one)
        return
    if isinstance(node, exp.Func):
        yield node
    for one in node.iter_expressions():
        yield from _calls(one)


def _names(call: exp.Expr) -> frozenset[str]:
    if isinstance(call, exp.Anonymous):
        return frozenset({call.name.lower()})
    return (
        frozenset(name.lower() for name in type(call).sql_names())
        if (isinstance(call, exp.Func))
        else _NONE
    )


@cache
def _summing() -> frozenset[str]:
    """Functions of the database that make one value of many rows, and macros that call one."""
    with open_in_memory() as connection:
        rows = connection.execute(
            "select distinct function_name from duckdb_functions()"
            " where function_type = 'aggregate'"
        ).fetchall()
    found = {name for (name,) in rows}
    texts = {path.stem: path.read_text("utf-8") for path in (ROOT / "macros").glob("*.sql")}
    grown = True
    while grown:
        more = {
            name
            for name, text in texts.items()
            if name not in found and any(f"{one}(" in text for one in found)
        }
        found |= more
        grown = bool(more)
    return frozenset(found)
