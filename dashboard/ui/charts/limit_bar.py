"""The chart of one number and its limit: a bar up to it, what lies past it hatched."""

from html import escape

from dashboard.ui.charts import wording

_ROOM = 1.06  # behind the larger of the two


def limit_bar(line: str, value: float | None, limit: float | None) -> str:
    """The line, HTML that says both numbers, and below it a bar where both are known, as HTML.

    Without a line where they are said above already.
    """
    bar = "" if value is None or limit is None else _bar(value, limit)
    return f'<div class="limit-bar">{f"<p>{line}</p>" if line else ""}{bar}</div>'


def _bar(value: float, limit: float) -> str:
    whole = max(value, limit) * _ROOM or 1
    within, past = (100 * part / whole for part in (min(value, limit), max(value - limit, 0)))
    words = escape(wording.of_limit(value, limit))
    return (
        f'<div class="limit-bar-track" role="img" aria-label="{words}">'
        f'<span class="limit-bar-within" style="width:{within:.1f}%"></span>'
        f'<span class="limit-bar-past" style="width:{past:.1f}%"></span></div>'
    )
