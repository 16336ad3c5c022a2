"""The table of workouts of Zepp, as `etl.sources.zepp.reader` names it."""

TABLE = "SPORT/SPORT_1770000000000.csv"
_HEADER = (
    "type,startTime,sportTime(s),maxPace(/meter),minPace(/meter),distance(m),avgPace(/meter),"
    "calories(kcal)\n"
)


def table(*rows: str) -> bytes:
    """The table, with the mark that its files begin with."""
    return f"\ufeff{_HEADER}{''.join(rows)}".encode()


def row(start: str, kind: str, *, metres: str = "7534.0", seconds: str = "2539") -> str:
    """A row; -1.0 stands for what was not measured."""
    return f"{kind},{start},{seconds},0.0,0.25922883,{metres},0.335,526.0\n"
