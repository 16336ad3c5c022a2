-- One row per runner: what a run tomorrow would be compared with, and where jumps begin. None
-- while advice on training is held back for a clinician.
-- grain: runner_id
-- columns:
--   runner_id: Our id of the runner
--   longest_30d_m: Longest run of the 30 days before tomorrow, metres; null if there is none
--   reference_until_m: Up to here a run tomorrow is no jump, metres
--   small_until_m: Up to here it is a small jump
--   moderate_until_m: Up to here it is a moderate jump, beyond it a large one
-- source: Frandsen 2025, doi 10.1136/bjsports-2024-109380
select
    runner_id,
    next.longest_30d_m,
    next.cap_m as reference_until_m,
    next.moderate_from_m as small_until_m,
    next.large_from_m as moderate_until_m,
from risk.longest_next as next
inner join metric.runner_span as span using (runner_id)
where
    next.local_date = span.last_date
    and next.runner_id in (
        select runner_id from risk.runner_today where hold_name is null
    )
order by runner_id
