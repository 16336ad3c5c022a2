"""What a table of somebody's own comes to: text in, entries and named lines out."""

from collections.abc import Callable
from datetime import date

import pytest

from etl.errors import UserError
from etl.ingest.diary.reading import Unclear, guess, said
from etl.ingest.diary.rows import Rows, read_rows
from etl.ingest.diary.sheet import read_sheet
from tests.etl.ingest.diary.other_workbooks import Cells, an_ods, an_xls
from tests.etl.ingest.diary.workbook import a_workbook

TODAY = date(2026, 5, 3)


def read(content: str | bytes, kind: str = "pain", **columns: str) -> Rows:
    sheet = read_sheet(content.encode() if isinstance(content, str) else content)
    reading = guess(sheet, kind)
    return read_rows(sheet, said(sheet, reading, columns) if columns else reading, today=TODAY)


def told(rows: Rows, *names: str) -> list[tuple]:
    return rows.entries.select("local_date", *names).rows()


def reasons(rows: Rows) -> dict[int, str]:
    return {row.line: row.reason for row in rows.refused}


def test_a_score_without_side_or_moment_stays_without_both():
    rows = read("date,pain\n2019-01-01,3.25\n2019-01-02,4\n")
    assert told(rows, "knee", "pain_untimed_score", "pain_during_score") == [
        (date(2019, 1, 1), "unknown", 3.25, None),
        (date(2019, 1, 2), "unknown", 4.0, None),
    ]


def test_a_german_spreadsheets_csv_is_read_by_its_words():
    """A title above, semicolons, decimal commas, an older encoding; the morning is of the day
    before, and both knees are two entries."""
    text = (
        "Mein Tagebuch;;;;\nDatum;Schmerz (0–10);Seite;Wann;Ort\n3.1.2019;2,5;links;morgens;"
        "Kniescheibe\n25.1.2019;7;beide;beim Laufen;überall\n26.1.2019;3;?;abends;\n"
    )
    rows = read(text.encode("cp1252"))
    assert told(rows, "knee", "place", "pain_morning_score", "pain_during_score") == [
        (date(2019, 1, 2), "left", "front", 2.5, None),
        (date(2019, 1, 25), "left", "all_over", None, 7.0),
        (date(2019, 1, 25), "right", "all_over", None, 7.0),
        (date(2019, 1, 26), "unknown", None, None, None),
    ]
    assert rows.entries["note"].to_list()[-1] == "abends"
    assert rows.entries["pain_untimed_score"].to_list()[-1] == 3.0


def test_a_workbook_keeps_its_days_as_days():
    rows = read(a_workbook([["Day", "Left", "Right"], [date(2020, 3, 1), 2.5, 4], [None, 1, None]]))
    assert told(rows, "knee", "pain_untimed_score") == [
        (date(2020, 3, 1), "left", 2.5),
        (date(2020, 3, 1), "right", 4.0),
    ]
    assert reasons(rows) == {3: "it has no day"}


@pytest.mark.parametrize("of", [a_workbook, an_ods, an_xls])
def test_a_spreadsheet_of_any_program_comes_to_the_same(of: Callable[[Cells], bytes]):
    """Excel of today and of 2003, and OpenDocument: days, decimals and empty cells."""
    days = [[date(2020, 3, 1), 2.5, "stiff"], [date(2020, 3, 2), 4, None]]
    rows = read(of([["Day", "Knee pain", "Note"], *days]))
    assert told(rows, "pain_untimed_score", "note") == [
        (date(2020, 3, 1), 2.5, "stiff"),
        (date(2020, 3, 2), 4.0, None),
    ]


@pytest.mark.parametrize("of", [a_workbook, an_ods, an_xls])
def test_a_damaged_spreadsheet_gets_one_sentence(of: Callable[[Cells], bytes]):
    """Cut off anywhere; what reads old ones panics at some places, and that is no exception."""
    whole = of([["Day", "Pain"], *([date(2020, 3, day), day] for day in range(1, 10))])
    for length in range(300, len(whole) // 2, 211):
        with pytest.raises(UserError, match=r"save it (again )?as CSV"):
            read_sheet(whole[:length])


def test_what_cannot_be_read_is_named_by_line_and_the_rest_comes_in():
    rows = read(
        "date,pain,side\n2019-01-01,3,left\n2019-02-30,3,left\nsoon,3,left\n2019-01-04,11,left\n"
        "2019-01-05,,left\n2019-01-06,bad,left\n2019-01-07,3,port\n2027-01-01,3,left\n"
        "2019-01-09,3,left,more\n2019-01-01,3,left\n"
    )
    assert rows.entries.height == 1
    assert rows.repeated_count == 1
    assert reasons(rows) == {
        3: "“2019-02-30” is no day",
        4: "“soon” is no day",
        5: "11 is not from 0 to 10",
        6: "it has no score",
        7: "“bad” is no number",
        8: "“port” is no side",
        9: "its day has not come yet",
        10: "it has 4 cells where 3 columns are named",
    }


@pytest.mark.parametrize(
    ("days", "first"),
    [
        ("3/4/2020,1\n13/4/2020,2", date(2020, 4, 3)),
        ("3/4/2020,1\n4/13/2020,2", date(2020, 3, 4)),
        ("3.4.2020,1\n5.6.2020,2", date(2020, 4, 3)),
        ("3 Apr 2020,1\n4 April 2020,2", date(2020, 4, 3)),
        ("2020-04-03T07:30,1\n2020-04-04 18:00,2", date(2020, 4, 3)),
    ],
)
def test_the_order_of_days_is_told_by_the_whole_column(days: str, first: date):
    assert read(f"date,pain\n{days}\n").entries["local_date"][0] == first


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("date,pain\n3/4/2020,1\n5/6/2020,2\n", "days"),
        ("a,b\nx,1\ny,2\n", "date"),
        ("date,remark\n2020-01-01,good\n", "score"),
        ("date,pain\n" + "".join(f"2020-01-{day:02},{day * 3}\n" for day in range(1, 20)), "scale"),
    ],
)
def test_what_the_file_does_not_tell_is_asked(text: str, what: str):
    with pytest.raises(Unclear) as refused:
        read(text)
    assert refused.value.what == what


def test_a_column_is_what_somebody_says_it_is():
    text = "when it was,how bad,other\n2020-01-01,3,5\n"
    assert told(read(text, date="when it was", during="other"), "pain_during_score") == [
        (date(2020, 1, 1), 5.0)
    ]
    with pytest.raises(UserError, match="There is no column 'nothing'"):
        read(text, date="nothing")


def test_what_a_runner_downloaded_here_means_the_same_again():
    rows = read(
        "local_date,knee,pain_before_score,pain_during_score,pain_morning_score,worst_score\n"
        "2020-01-01,left,1,2.5,4,4\n2020-01-02,unknown,,2,,2\n"
    )
    names = ("knee", "pain_before_score", "pain_during_score", "pain_morning_score")
    assert told(rows, *names, "pain_untimed_score") == [
        (date(2020, 1, 1), "left", 1.0, 2.5, 4.0, None),
        (date(2020, 1, 2), "unknown", None, 2.0, None, None),
    ]


def test_nights_and_strength_work_come_in_likewise():
    nights = read("date,sleep\n2020-01-01,7:30\n2020-01-02,30\n2020-01-01,8\n", "sleep")
    assert told(nights, "sleep_h") == [(date(2020, 1, 1), 7.5)]
    assert list(reasons(nights)) == [3, 4]
    work = read(
        "Date,Exercise,Sets,Reps,Weight,Pain\n2020-01-01,Squat,3,12,10 kg,2.5\n", "strength"
    )
    assert told(work, "exercise", "set_count", "load_kg", "pain_during_score") == [
        (date(2020, 1, 1), "Squat", 3, 10.0, 2.5)
    ]


@pytest.mark.parametrize("content", [b"", b"\x00\x01\x02", b"one word", b"PK\x05\x06" + bytes(18)])
def test_what_is_no_table_is_said(content: bytes):
    with pytest.raises(UserError, match=r"table|neither|cannot be opened"):
        read_sheet(content)
