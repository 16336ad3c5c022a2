-- One row per run and knee that hurt while running from a known place on: whether it came on earlier and
-- earlier. Of four logged runs in a row, none later than the one before and the last earlier than the first;
-- a logged run without pain in between breaks the row, one without a log does not.
-- grain: session_id, knee
-- columns:
--   runner_id: who ran
--   session_id: the run
--   knee: left, right or unknown
--   local_date: the runner's local calendar day
--   onset_m: distance into the run where it began
--   first_onset_m: the same three such runs before; null: fewer, or a run without pain between, or too long ago
--   onset_4_run_fall_m: how much earlier it began than then; null: unknown, or it did not come on earlier and earlier
-- source: docs/evidence/metrics.md#onset
with told as (
    select
        run_pain.runner_id,
        session_id,
        run_pain.knee,
        run_pain.local_date,
        run.started_at,
        case
            when whole_score(run_pain.pain_during_score) >= parameter('onset_least_score')
                then run_pain.onset_m
        end as onset_m,
    from metric.run_pain as run_pain
    inner join core.session as run using (session_id)
    where
        whole_score(run_pain.pain_during_score) < parameter('onset_least_score')
        or run_pain.onset_m is not null
),

compared as (
    select
        *,
        lag(onset_m) over in_order as onset_1_m,
        lag(onset_m, 2) over in_order as onset_2_m,
        lag(onset_m, 3) over in_order as onset_3_m,
        local_date - lag(local_date, 3) over in_order as since_days,
    from told
    window in_order as (partition by runner_id, knee order by started_at, session_id)
),

whole as (
    select
        *,
        case
            when
                since_days <= parameter('onset_window_days')
                and onset_1_m is not null
                and onset_2_m is not null
                then onset_3_m
        end as first_onset_m,
    from compared
    where onset_m is not null
)

select
    runner_id,
    session_id,
    knee,
    local_date,
    onset_m,
    first_onset_m,
    case
        when
            first_onset_m >= onset_2_m
            and onset_2_m >= onset_1_m
            and onset_1_m >= onset_m
            and first_onset_m > onset_m
            then first_onset_m - onset_m
    end as onset_4_run_fall_m,
from whole
