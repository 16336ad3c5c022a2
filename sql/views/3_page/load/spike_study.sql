-- One row per band of spike: how often, in the study, a run like it was followed by an overuse injury.
-- Worked out from the study's totals; its ordinary runs have the spikes in them, so the share of an
-- ordinary run is a little too high. It describes that group, not one person.
-- grain: spike_band
-- columns:
--   spike_band: reference, small, moderate or large
--   runner_count: Runners of the study
--   hazard_ratio: Hazard against a run within reference
--   ordinary_share: Overuse injuries per run, of all runs of the study, 0-1
--   injury_share: Overuse injuries per run of this band, 0-1
--   least_spike_share: The least of it among bands beyond reference, 0-1: those of small and moderate overlap
--   most_spike_share: The most likewise, 0-1
--   extra_1000_count: How many more overuse injuries that is in 1,000 such runs
--   extra_knee_1000_count: How many of these would be of the knee, at its usual part
-- source: Frandsen 2025, doi 10.1136/bjsports-2024-109380; Fredette 2022; docs/evidence/metrics.md#session_spike
with band as (
    select
        unnest(['reference', 'small', 'moderate', 'large']) as spike_band,
        unnest([
            1,
            parameter('spike_study_hazard_small_ratio'),
            parameter('spike_study_hazard_moderate_ratio'),
            parameter('spike_study_hazard_large_ratio')
        ]) as hazard_ratio,
        parameter('spike_study_injury_count')
        * parameter('spike_study_overuse_share')
        / parameter('spike_study_run_count') as ordinary_share,
)

select
    spike_band,
    parameter('spike_study_runner_count')::integer as runner_count,
    hazard_ratio,
    round(ordinary_share, 9) as ordinary_share,
    round(ordinary_share * hazard_ratio, 9) as injury_share,
    round(ordinary_share * min(hazard_ratio) filter (hazard_ratio > 1) over (), 9)
        as least_spike_share,
    round(ordinary_share * max(hazard_ratio) over (), 9) as most_spike_share,
    round(1000 * ordinary_share * (hazard_ratio - 1), 6) as extra_1000_count,
    round(
        1000 * ordinary_share * (hazard_ratio - 1) * parameter('spike_study_knee_share'), 6
    ) as extra_knee_1000_count,
from band
order by hazard_ratio
