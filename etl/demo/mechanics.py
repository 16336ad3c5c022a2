"""From checks written by hand to what the journal keeps of them."""

from etl.demo.runners import Person, SeenOnce
from etl.journal.mechanics import Finding

SIDES = ("left", "right")


def mechanics(person: Person, *, runner_id: str) -> list[list[Finding]]:
    """The findings of each check. Ids are made of runner, day and item: twice is harmless."""
    return [_findings(check, runner_id=runner_id) for check in person.mechanics]


def _findings(check: SeenOnce, *, runner_id: str) -> list[Finding]:
    sided = [
        (item_id, side, value)
        for item_id, values in check.seen.items()
        for side, value in (
            zip(SIDES, values, strict=True) if isinstance(values, tuple) else ((None, values),)
        )
    ]
    return [
        Finding(
            runner_id=runner_id,
            local_date=check.on,
            seen_by=check.seen_by,
            item_id=item_id,
            side=side,
            value=value,
            video_url=check.video_url,
            note=check.note,
        )
        for item_id, side, value in sided
    ]
