-- Part of the usual week that is meant for the first week after so many days without a run, all of it where
-- they are fewer than make a break for this runner
-- (docs/evidence/metrics.md#reentry).
create or replace macro reentry_share(gap_days, break_from_days) as (
    case
        when gap_days is null then null
        when gap_days < break_from_days then 1
        when gap_days < parameter('reentry_14d_gap_days') then parameter('reentry_7d_share')
        when gap_days < parameter('reentry_28d_gap_days') then parameter('reentry_14d_share')
        when gap_days < parameter('reentry_56d_gap_days') then parameter('reentry_28d_share')
        else parameter('reentry_56d_share')
    end
)
