"""The colours of every chart: told apart by colour-blind eyes, at least 3:1 on white and on dark.

Neutral things are blue or grey; nothing is red alone: a band or a knee has its own shape as well.
"""

from typing import Final

DISTANCE: Final = "#3A82C4"
SECOND: Final = "#D1702A"
THIRD: Final = "#2E9E78"
NEUTRAL: Final = "#7D8A97"
LIMIT: Final = "#7D8A98"
"""A line that lies over bars. Nothing else has this colour: by it a sheet knows the line, and its
entry in the legend, and draws both in the ink of the page."""
GUIDE: Final = "rgba(125, 138, 151, 0.28)"
TREND_BAND: Final = "rgba(58, 130, 196, 0.20)"
PAIN: Final = "#B85C9E"
"""Pain of no one knee: where in a run it began, when a step went back."""
JUMP: Final = "#B8860B"
BIG_JUMP: Final = "#D1581F"
PAST_LIMIT: Final = BIG_JUMP
"""The one warm colour: what went past a limit."""
KNEE_LEFT: Final = "#0E8AA0"
KNEE_RIGHT: Final = "#A8479A"
"""The knee's own two colours, which nothing else has."""
KNEE_UNKNOWN: Final = "#8A8175"
"""Of pain whose side is not said: neither knee's."""

UPHILL: Final = {"up_2_5": "#6FA8D6", "up_5_10": "#3A82C4", "up_10": "#3A6FB0"}
DOWNHILL: Final = {
    "down_2_5": "#C9983F",
    "down_5_10": "#C97F2E",
    "down_10_15": "#C4622D",
    "down_15": "#B0524A",
}

CONTRAST_CHECKED: Final = (
    DISTANCE,
    SECOND,
    THIRD,
    NEUTRAL,
    PAIN,
    JUMP,
    BIG_JUMP,
    KNEE_LEFT,
    KNEE_RIGHT,
    KNEE_UNKNOWN,
)
"""Colours of thin marks and lines, which need 3:1 on both backgrounds."""
