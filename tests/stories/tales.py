"""The stories themselves."""

from tests.stories.story import Plan, Story

FLARE = Story(
    name="flare_and_recovery",
    about="One long hilly run far beyond any before; two weeks of pain; back by the rules.",
    usual="8 . 8 . 8 . 12",
    weeks="""
        8:0000  .      8:0000 .      8:0100 .       12:0100
        8:0000  .      8:0000 .      8:0000 .       12:0100
        8:0000  .      8:0100 .      8:0000 .       20h:0204
        .:4--3  .:3--2 .:2--2 .:2--1 5:1311 .:1--1  5:1311
        .:1--1  5:1211 .:1--1 5:1211 .:1--1 6:1211  .
        5:0100  .      6:0100 .      6:0100 .       7:0100
        6:0000  .      6:0100 .      7:0000 .       8:0100
        7:0000  .      7:0000 .      7:0100 .       9:0100
        8:0000  .      8:0000 .      8:0000 .       10:0100
        8:0000  .      8:0000 .      8:0100 .       11:0000
        8:0000  .      8h:0100 .     8:0000 .       12:0100
        8:0000  .      8:0000 .      8:0000 .       12h:0100
    """,
    notes="""
        day   | onset_km | chips
        3 Sun | 13       | tight_kneecap sharp_hill
        4 Fri | 4        | tight_kneecap
        4 Sun | 3.5      | -
    """,
    plan=Plan(week=5, week_count=8, usual_km=36, longest_km=12),
)

RELAPSE = Story(
    name="relapse",
    plan=Plan(week=3, week_count=6, usual_km=28, longest_km=12),
    about="A knee that calms down, and comes back twice.",
    usual="8 . 8 . 8 . 12",
    weeks="""
        8:0000  .      8:0200 .      8:0200 .       12:0301
        8:1311  .      6:1211 .      6:0100 .       8:0100
        8:0000  .      8:0000 .      8:0000 .       10:0000
        8:0000  .      8:0000 .      8:0000 .       11:0100
        8:0000  .      8:0000 .      8:0100 .       12:0100
        8:0100  .      8:0311 .      8:1312 .       6:1411
        .:1--1  5:1311 .      5:1211 .:1--1 5:1211  .
        5:1211  .      5:0200 .      6:0200 .       6:0100
        6:0100  .      6:0000 .      7:0000 .       8:0000
        7:0000  .      7:0000 .      7:0000 .       9:0000
        8:0000  .      8:0000 .      8:0000 .       10:0200
        8:0300  .      8:0000 .      8:0000 .       11:0000
    """,
)

MISSED_LOGS = Story(
    name="missed_logs",
    about="Logs with holes: mornings forgotten, a silent week, runs without a word.",
    usual="8 . 8 . 8 . 12",
    weeks="""
        8       .      8:010- .      8      .       12:0-0-
        8:010-  .      8:0303 .      8      .       10
        8       .      8      .      8      .       10
        8:0100  .      8      .      8      .       10
        8       .      8:0311 .      8:0311 .       8
        8       .      8:01-- .      8:01-- .       8:0100
        .       .      .      .      .      .       .
        8:0100  .      8:0100 .      8:0100 .       8:0100
        8       .      8      .      8      .       10
        8       .      8      .      8      .       11
        8:-3--  .      8      .      8      .       12
        8       .      8:0000 .      8      .       12
    """,
)

RED_FLAG = Story(
    name="red_flag",
    about="Signs ticked in weeks 3 and 8: one by mistake and taken back, one assessed in week 10.",
    usual="8 . 8 . 8 . 12",
    weeks="""
        8:0000  .      8:0000 .      8:0100 .       12:0100
        8:0000  .      8:0000 .      8:0000 .       12:0100
        8:0000  .      8:0100 .      .      .       .
        8:0000  .      8:0000 .      8:0000 .       10:0000
        8:0000  .      8:0000 .      8:0000 .       11:0000
        8:0000  .      8:0000 .      8:0000 .       12:0000
        8:0000  .      8:0000 .      8:0000 .       12:0100
        8:0000  .      8:2423 .      .:3--3 .:3--2  .:2--2
        .:2--1  .:1--1 .      .      .:1--0 .       .
        .       .      3:0100 .      3:0100 .       4:0000
        4:0000  .      4:0000 .      5:0000 .       5:0000
        5:0000  .      6:0000 .      6:0000 .       7:0000
    """,
    notes="""
        day   | red_flags      | written
        3 Wed | locked_giving_way | -
        3 Wed | -              | 3 Sat
        8 Wed | locked_giving_way | -
    """,
    assessed_on=((10, "Wed"),),
    plan=Plan(week=2, week_count=8, usual_km=36, longest_km=12),
)

STEADY = Story(
    name="steady_runner",
    about="A healthy runner with ordinary weeks: a stiff morning, a longer Sunday, a lighter week.",
    usual="8 . 8 . 9 . 12",
    weeks="""
        8:0000  .      8h:0100 .     9:0000 .       12:0000
        8:0000  .      8:0000 .      9:0100 .       13:0100
        9:0000  .      8h:0000 .     9:0000 .       13:0000
        6:0000  .      6:0000 .      .      .       10:0000
        8:0000  .      9:0100 .      9:0000 .       13:0101
        9:0000  .      8h:0000 .     9:0000 .       14:0100
        9:0000  .      9:0000 .      10:0000 .      14:0000
        6:0000  .      .      .      8:0000 .       10:0000
        9:0000  .      9h:0200 .     9:0000 .       14:0100
        9:0000  .      9:0000 .      10:0000 .      15:0200
        9:0000  .      9h:0100 .     10:0000 .      15:0000
        7:0000  .      7:0000 .      .      .       12:0000
    """,
)

BREAK = Story(
    name="return_after_five_weeks",
    about="Five weeks without a run, then back: first by the graded week, then a run too long.",
    usual="8 . 8 . 8 . 12",
    weeks="""
        8:0000  .      8:0000 .      8:0000 .       12:0000
        8:0000  .      8:0000 .      8:0000 .       12:0000
        8:0000  .      8:0000 .      8:0000 .       .
        .       .      .      .      .      .       .
        .       .      .      .      .      .       .
        .       .      .      .      .      .       .
        .       .      .      .      .      .       .
        .       .      .      .      .      .       4:0000
        .       .      4:0000 .      4:0100 .       .
        5:0000  .      5:0000 .      .      .       6:0000
        6:0000  .      6:0000 .      6:0000 .       10:0100
        7:0000  .      7:0000 .      7:0000 .       11:0100
    """,
)

STORIES = (FLARE, RELAPSE, MISSED_LOGS, RED_FLAG, STEADY, BREAK)
