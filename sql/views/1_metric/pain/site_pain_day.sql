-- One row per runner, day, place and side with pain logged elsewhere than at the knee. It changes no
-- knee's light; new pain of calf or Achilles tendon takes a plan of quicker steps back by half.
-- grain: runner_id, local_date, site, side
-- columns:
--   runner_id: the runner
--   local_date: local calendar day
--   site: hip, shin, calf, achilles, foot or back
--   side: left or right; null: both, the middle, or not told
--   pain_during_score: worst while running, 0-10; null: not logged
--   pain_morning_score: the morning after, 0-10; null: not logged
--   pain_worst_score: highest of all scores of the day, 0-10
-- source: docs/evidence/metrics.md#site_pain
with entry as (
    select *
    from journal.site_pain
    qualify row_number() over (partition by entry_id order by saved_order desc) = 1
)

select
    runner_id,
    local_date,
    site,
    side,
    max(pain_during_score) as pain_during_score,
    max(pain_morning_score) as pain_morning_score,
    max(
        greatest(pain_before_score, pain_during_score, pain_after_score, pain_morning_score)
    ) as pain_worst_score,
from entry
where not is_deleted
group by runner_id, local_date, site, side
