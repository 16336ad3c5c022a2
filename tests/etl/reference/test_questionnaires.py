"""Scores of questionnaires, the worked cases first, and the texts that a clinic supplies."""

from pathlib import Path

import pytest

from etl.errors import UserError
from etl.reference.questionnaires import akps, koos_pf, lefs, overuse, uwri
from etl.reference.questionnaires.definitions import read_questionnaires
from etl.reference.questionnaires.licensed_texts import own_texts, read_texts
from etl.reference.questionnaires.scoring import SCORINGS, score
from tests.builders.questionnaires import an_invented_text
from tests.etl.analysis.golden import GOLDEN


@pytest.mark.parametrize(
    ("case_id", "scored_by"),
    [
        ("F2.ostrc_h2_minor", overuse.score_gated),
        ("F2.ostrc_h2_substantial", overuse.score_gated),
        ("F2.ostrc_h2_out", overuse.score_gated),
        ("F2.ostrc_o1", overuse.score_2013),
    ],
)
def test_the_overuse_score_is_that_of_the_worked_case(case_id: str, scored_by):
    """Golden F2: severity, whether there is a problem, whether it is substantial."""
    case = GOLDEN[case_id]
    found = scored_by(case["inputs"]["answers_idx"])
    expected = case["expected"]
    assert found.value == expected["severity"]
    assert (found.value > 0) == expected["problem"]
    assert found.is_substantial == expected["substantial"]


@pytest.mark.parametrize("case_id", ["F3.koos_pf", "F3.koos_pf_too_missing"])
def test_the_koos_pf_is_that_of_the_worked_case(case_id: str):
    """Golden F3: none, with its reason, where less than half is answered."""
    case = GOLDEN[case_id]
    found = koos_pf.score(case["inputs"]["items"])
    expected = case["expected"]["score"]
    assert found.value == (None if expected is None else pytest.approx(expected, abs=1e-6))
    assert found.reason == (None if expected is not None else "too_few_answers")


def test_the_uwri_adds_up_as_in_the_worked_case():
    """Golden F4: 14, then 24."""
    case = GOLDEN["F4.uwri"]
    found = [uwri.score(case["inputs"][name]).value for name in ("items_t0", "items_t1")]
    assert found == [case["expected"]["t0"], case["expected"]["t1"]]


def test_no_problem_at_all_needs_one_answer():
    """The gate of OSTRC-H2: the rest is not asked."""
    assert overuse.is_decided(0) and overuse.is_decided(3)
    assert not overuse.is_decided(1) and not overuse.is_decided(None)
    assert overuse.score_gated([0, None, None, None]).value == 0


@pytest.mark.parametrize(
    ("scored_by", "answers"),
    [
        (overuse.score_gated, [1, 1, None, 1]),
        (uwri.score, [4] * 8 + [None]),
        (lefs.score, [4] * 19 + [None]),
        (akps.score, [5] * 12 + [None]),
    ],
)
def test_an_unanswered_item_gives_no_score(scored_by, answers):
    """Null over a guess, and never 0."""
    assert (scored_by(answers).value, scored_by(answers).reason) == (None, "unanswered")


@pytest.mark.parametrize(
    ("questionnaire_id", "answers", "words"),
    [
        ("uwri", [4] * 8, "has 9 items, and 8"),
        ("uwri", [5] * 9, "no answer 5 to item 1"),
        ("overuse_weekly", [1, 4, 0, 0], "no answer 4 to item 2"),
        ("akps", [-1] * 13, "no answer -1"),
        ("kneeology", [1], "no questionnaire called"),
    ],
)
def test_an_answer_that_cannot_be_is_refused(questionnaire_id: str, answers, words: str):
    """Rather none than a wrong one."""
    with pytest.raises(UserError, match=words):
        score(questionnaire_id, answers)


def test_best_and_worst_answers_give_the_ends_of_the_scale():
    """Every scale with points of its own reaches exactly from its lowest to its highest score."""
    assert {known.questionnaire_id for known in read_questionnaires()} == set(SCORINGS)
    for known in read_questionnaires():
        if known.item_points:
            options = [known.points_of(index) for index in range(known.item_count)]
            ends = [
                [range(len(o))[end] if known.is_by_position else sorted(o)[end] for o in options]
                for end in (0, -1)
            ]
            found = {SCORINGS[known.questionnaire_id](end).value for end in ends}
            assert found == {known.lowest_score, known.highest_score}


def test_only_our_own_words_are_shipped():
    """No text of anybody else is in the repository."""
    assert [text.facts.questionnaire_id for text in own_texts()] == ["overuse_weekly"]
    assert "Our own wording" in own_texts()[0].licence
    assert [len(item.options) for item in own_texts()[0].items] == [4, 4, 4, 4]


def test_a_clinics_file_is_offered_after_our_own(tmp_path: Path):
    """Items, options and points as they stand in it."""
    (tmp_path / "ours.toml").write_text(an_invented_text(), "utf-8")
    texts = read_texts(tmp_path)
    assert [text.facts.title for text in texts.offered] == ["Weekly check-in", "UWRI"]
    assert texts.offered[1].items[0].answers == (4, 3, 2, 1, 0)
    assert texts.faults == ()


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("not = [toml", "bad.toml: it cannot be read as TOML"),
        (an_invented_text(licence=""), "bad.toml: missing keys ['licence']."),
        (
            an_invented_text(questionnaire="sky"),
            "bad.toml: questionnaire is 'sky', not one of akps",
        ),
        (an_invented_text(count=8), "bad.toml: UWRI has 9 items, and 8 are given."),
        (an_invented_text(points="[4, 3, 2, 1]"), "bad.toml: item 1 has 5 options and 4 points."),
        (
            an_invented_text(points="[5, 3, 2, 1, 0]"),
            "bad.toml: item 9 needs the points 0, 1, 2, 3, 4",
        ),
        (an_invented_text(points='"many"'), "bad.toml [[items]] 2: points is no list."),
        (
            an_invented_text().replace('"little"', '"none"', 1),
            "bad.toml: item 1 has the same option twice",
        ),
        (
            an_invented_text(questionnaire="akps", count=13),
            "bad.toml: the highest points of all items add up to 52, not to 100.",
        ),
        (
            an_invented_text(questionnaire="overuse_weekly", count=4),
            "bad.toml: item 1 needs 4 options.",
        ),
    ],
)
def test_a_fault_of_a_file_is_said_in_a_sentence(tmp_path: Path, text: str, fault: str):
    """And the file is left out; our own stays."""
    (tmp_path / "bad.toml").write_text(text, "utf-8")
    texts = read_texts(tmp_path)
    assert [text.facts.title for text in texts.offered] == ["Weekly check-in"]
    assert any(found.startswith(fault) for found in texts.faults), texts.faults


def test_a_second_text_of_a_questionnaire_is_a_fault(tmp_path: Path):
    """Which one was meant is not guessed: the first by name is used."""
    for name in ("a.toml", "b.toml"):
        (tmp_path / name).write_text(an_invented_text(), "utf-8")
    texts = read_texts(tmp_path)
    assert len(texts.offered) == 2
    assert texts.faults == ("b.toml: there is a text for UWRI already.",)
