"""The method in words: one card a metric and a rule, the same on the screen and in the file."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from dashboard.method import wording
from dashboard.method.wording import COMPARISONS
from dashboard.ui import display
from etl.reference.citations import told
from etl.reference.metric_catalog import (
    Metric,
    metric_of_signal,
    parameters_by_name,
    read_metrics,
    view_of_signal,
)
from etl.reference.rules import Level, Parameter, Rule, read_rules
from etl.reference.views import View, read_views

Checked = Callable[[str], str]
_WORD = re.compile(r"\w+")


def nobody(_: str) -> str:
    """Who checked a file where no home is at hand."""
    return ""


@dataclass(frozen=True, slots=True)
class Fact:
    """One labelled sentence of a card."""

    label: str
    text: str
    is_formula: bool = False
    is_source: bool = False

    @property
    def told(self) -> str:
        """Its text for paper: a source by the names of what it cites."""
        return told(self.text) if self.is_source else self.text


@dataclass(frozen=True, slots=True)
class Number:
    """One number with a meaning: value with unit, what it is, and where it comes from."""

    value: str
    what: str
    grade: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """What there is to say of one metric or rule; `about` are the names links know it by."""

    key: str
    kind: str
    area: str
    title: str
    grade: str
    lead: str
    facts: tuple[Fact, ...]
    numbers: tuple[Number, ...]
    views: tuple[str, ...]
    about: frozenset[str]

    @property
    def words(self) -> str:
        """Everything on it as plain text, to search in."""
        facts = [f"{fact.label} {fact.told}" for fact in self.facts]
        numbers = [f"{number.value} {number.what} {told(number.source)}" for number in self.numbers]
        parts = (self.title, self.kind, self.area, self.lead, *facts, *numbers, *self.views)
        return " ".join(parts).casefold()


def read_cards(checked: Checked = nobody) -> tuple[Card, ...]:
    """Every metric, each followed by the rules over it; then the rules without a metric.

    `checked` says who signed a file as it is now.
    """
    rules = tuple(
        rule.model_copy(update={"checked_by": checked(f"rules/{rule.rule_id}.toml")})
        for rule in read_rules()
    )
    cards: list[Card] = []
    for metric in read_metrics():
        over = [rule for rule in rules if rule.metric in metric.signals]
        signed = metric.model_copy(update={"checked_by": checked(f"method/{metric.file}")})
        cards.append(_metric_card(signed, over))
        cards += [_rule_card(rule, metric) for rule in over]
    cards += [_rule_card(rule, None) for rule in rules if metric_of_signal(rule.metric) is None]
    return tuple(cards)


def cards_about(cards: Sequence[Card], name: str) -> list[Card]:
    """The cards that a link by the name of a metric, rule or view means."""
    exact = [card for card in cards if card.key == name]
    return exact + [card for card in cards if name in card.about and card not in exact]


def search(cards: Sequence[Card], words: str) -> list[Card]:
    """The cards that have every word, anywhere and in any case."""
    wanted = _WORD.findall(words.casefold())
    return [card for card in cards if all(word in card.words for word in wanted)]


def views_of(cards: Sequence[Card]) -> list[View]:
    """The views behind some cards, each once, in the order they are named."""
    views = {view.full_name: view for view in read_views()}
    return [views[name] for name in dict.fromkeys(name for card in cards for name in card.views)]


def limit_words(rule: Rule, level: Level, units: str) -> str:
    """What a level of a rule asks for: `above 1.10 times`."""
    limit = display.quantity(level.threshold, rule.unit, units)
    return f"{COMPARISONS[rule.comparison]} {limit}"


def _metric_card(metric: Metric, over: Sequence[Rule]) -> Card:
    known = parameters_by_name()
    return Card(
        key=metric.key,
        kind="metric",
        area=metric.area,
        title=metric.title,
        grade=metric.grade,
        lead=metric.says,
        facts=(
            Fact(wording.FORMULA, metric.formula, is_formula=True),
            Fact(wording.UNIT, metric.unit),
            Fact(wording.EVIDENCE, metric.evidence),
            _grade_fact(metric.grade),
            Fact(wording.SOURCE, metric.source, is_source=True),
            Fact(wording.CANNOT_KNOW, metric.cannot_know),
            Fact(wording.REVIEW, wording.review(metric.checked_by, metric.next_review_on)),
        ),
        numbers=tuple(_number(known[name]) for name in metric.parameters),
        views=metric.views,
        about=frozenset({metric.key, *metric.views, *(rule.rule_id for rule in over)}),
    )


def _rule_card(rule: Rule, metric: Metric | None) -> Card:
    view = view_of_signal(rule.metric)
    cannot_know = [] if metric is None else [Fact(wording.CANNOT_KNOW, metric.cannot_know)]
    return Card(
        key=f"rule-{rule.rule_id}",
        kind="rule",
        area=wording.RULES if metric is None else metric.area,
        title=rule.title,
        grade=rule.evidence_grade,
        lead=rule.why,
        facts=(
            Fact(wording.LOOKS_AT, wording.looks_at(rule.metric, view.full_name, rule.unit)),
            *(_level_fact(rule, level) for level in rule.levels),
            Fact(wording.WHAT_TO_DO, rule.what_to_do),
            Fact(wording.COUNTS_FOR, wording.counts_for(rule.holds_days)),
            Fact(wording.EVIDENCE, rule.evidence_text),
            _grade_fact(rule.evidence_grade),
            Fact(wording.SOURCE, rule.source, is_source=True),
            *cannot_know,
            Fact(wording.WRITTEN_BY, rule.authored_by),
            Fact(wording.REVIEW, wording.review(rule.checked_by, rule.next_review_on)),
        ),
        numbers=(),
        views=(view.full_name, "risk.rule_hit"),
        about=frozenset({rule.rule_id, view.full_name, *([metric.key] if metric else [])}),
    )


def _level_fact(rule: Rule, level: Level) -> Fact:
    mark = display.STATUSES.get(level.status)
    leads_to = f"{mark.shape} {mark.word}" if mark else wording.CONTEXT
    parts = [f"{limit_words(rule, level, 'km')}: {level.text}", leads_to, level.what_to_do]
    return Fact(wording.level(level.level), " → ".join(part for part in parts if part))


def _grade_fact(grade: str) -> Fact:
    return Fact(wording.GRADE, f"{grade}: {display.EVIDENCE_GRADES[grade]}")


def _number(parameter: Parameter) -> Number:
    return Number(
        value=f"{parameter.value:.6g} {parameter.unit}",
        what=parameter.what,
        grade=parameter.grade,
        source=parameter.source,
    )
