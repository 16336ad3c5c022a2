-- One row per run: its distance over the longest run of the 30 days before it. The one training change
-- that was linked to overuse injuries in a large cohort of runners (any site, not the knee alone).
-- grain: session_id
-- columns:
--   runner_id: who ran
--   session_id: the run
--   local_date: the runner's local calendar day
--   distance_m [distance, {distance}]: distance of this run; null: unknown
--   longest_30d_m [longest run, {distance}]: longest run that started in the 30 days before this one; null: no run in them
--   spike_ratio [jump, times]: this run over that one; null: one of the two is unknown
--   spike_band: no_reference (no run in 30 days), reference (up to 1.10), small (up to 1.30), moderate (up to 2.00), large; null: distance unknown
--   is_other_device: the longest run came from another device, so a small spike may be the devices' own
-- source: Frandsen 2025, doi 10.1136/bjsports-2024-109380; docs/evidence/metrics.md#session_spike
with session as (
    select * from metric.run_distance
),

compared as (
    select
        *,
        max(distance_m) over earlier as longest_30d_m,
        arg_max(device, distance_m) over earlier as longest_device,
    from session
    window
        earlier as (
            partition by runner_id
            order by started_at
            range between to_days(parameter('spike_window_days')::integer) preceding
            and interval 1 microsecond preceding
        )
),

banded as (
    select
        *,
        distance_m / longest_30d_m as spike_ratio,
    from compared
)

select
    runner_id,
    session_id,
    local_date,
    distance_m,
    longest_30d_m,
    round(spike_ratio, 6) as spike_ratio,
    case
        when distance_m is null then null
        when longest_30d_m is null then 'no_reference'
        when spike_ratio <= parameter('spike_small_ratio') + parameter('ratio_slack')
            then 'reference'
        when spike_ratio <= parameter('spike_moderate_ratio') + parameter('ratio_slack')
            then 'small'
        when spike_ratio <= parameter('spike_large_ratio') + parameter('ratio_slack')
            then 'moderate'
        else 'large'
    end as spike_band,
    coalesce(device <> longest_device, false) as is_other_device,
from banded
