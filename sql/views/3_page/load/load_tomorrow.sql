-- One row per runner: what a run tomorrow would be compared with, and where jumps begin. A jump that stands counts
-- as what came before it. None while advice on training is held back for a clinician.
-- grain: runner_id
-- columns:
--   runner_id: Our id of the runner
--   used_to_m: Longest run of the 30 days before tomorrow; while a jump stands, the longest from before it, metres; null if there is none
--   reference_until_m [distance, {distance}]: Up to here a run tomorrow is no jump, metres; null likewise
--   small_until_m: Up to here it is a small jump; null likewise
--   moderate_until_m [distance, {distance}]: Up to here it is a moderate jump, beyond it a large one; null likewise
-- source: Frandsen 2025, doi 10.1136/bjsports-2024-109380
select
    runner_id,
    coalesce(next.former_longest_m, next.longest_30d_m) as used_to_m,
    next.cap_m as reference_until_m,
    next.moderate_from_m as small_until_m,
    next.large_from_m as moderate_until_m,
from risk.longest_next as next
where
    next.local_date = as_of_date()
    and next.runner_id in (
        select runner_id from risk.runner_today where hold_name is null
    )
order by runner_id
