-- One row per runner and span of four weeks, the latest first: time on the ground and its balance beside each knee's scores.
-- grain: runner_id, from_date
-- columns:
--   runner_id: Our id of the runner
--   from_date: Its first day
--   until_date: Its last day
--   run_count: Runs in it
--   balance_run_count: Of these, runs that tell the balance
--   left_contact_share: The left foot's share of the time on the ground, 0-1, median over them; null: see balance_reason
--   balance_reason: Why it is not known: no_run, not_told, read_before or few_runs; null if it is
--   contact_run_count: Runs that tell the time on the ground
--   ground_contact_s: Time of a foot on the ground in a step, seconds, median over them; null: see contact_reason
--   contact_reason: Why it is not known, likewise; null if it is
--   longer_side: left or right: whose foot is on the ground for longer; null if unknown, or alike
--   left_score: Mean of the left knee's worst scores, a day each, 0-10; null if none is logged
--   left_day_count: Days with such a score
--   right_score: The same of the right knee; null if none is logged
--   right_day_count: Days with such a score
--   sore_knee: left, right, both or none; null if no score of a knee whose side is said
-- source: metric.contact_side
select
    runner_id,
    from_date,
    until_date,
    run_count,
    balance_run_count,
    left_contact_share,
    balance_reason,
    contact_run_count,
    ground_contact_s,
    contact_reason,
    longer_side,
    left_score,
    left_day_count,
    right_score,
    right_day_count,
    sore_knee,
from metric.contact_side
order by
    runner_id,
    until_date desc
