-- Which recordings count: what its runner says of one wins; what can hardly be a run waits for that word.
-- What a recording tells of itself is judged when it is read (etl/analysis/plausible.py). Here it is judged
-- beside the runner's other recordings, all of them at once, so that the order they came in changes nothing:
-- - sport_guessed: nothing but its speed makes it a run. Not asked where its runner said that what this app
--   or device records without a kind are runs, or said so of several one by one and of none that it was not.
-- - faster_than_own: far faster than the runner's other runs make possible over that distance. A speed is
--   brought to a common distance by a power of it, then compared with one that was reached on several
--   other days, so that neither a jump nor its copies excuse it. Long is never a reason: who runs further
--   than ever is to be warned, not asked. Nor is fast downhill.
-- Given: view chosen (activity_id, field, value, saved_order); $runner_id.
create or replace temp table unsure_recorder as
with said as (
    select
        stored.source,
        coalesce(stored.device, '') as device,
        arg_max(chosen.value, chosen.saved_order)
            filter (chosen.field = 'recorder_is_run') as answer,
        count(*) filter (
            (chosen.field = 'is_excluded' and chosen.value = 'false')
            or (chosen.field = 'sport' and stored.is_run)
        ) as run_count,
        count(*) filter (
            (chosen.field = 'is_excluded' and chosen.value = 'true')
            or (chosen.field = 'sport' and not stored.is_run)
        ) as other_count,
    from core.activity as stored
    left join chosen on chosen.activity_id = stored.activity_id
    where
        stored.runner_id = $runner_id
        and stored.sport_rule in ('guessed_from_speed', 'runner')
    group by stored.source, coalesce(stored.device, '')
)

select
    source,
    device,
from said
where
    not coalesce(
        answer = 'true',
        other_count = 0 and run_count >= parameter('guess_confirmed_count')
    );

create or replace temp table judged as
with stored as (
    select
        activity.activity_id,
        activity.local_date,
        activity.is_run,
        activity.sport_rule,
        activity.distance_m,
        coalesce(activity.descent_m - activity.ascent_m, 0) as fall_m,
        activity.distance_m
        / nullif(coalesce(activity.motion_s, activity.moving_s, activity.elapsed_s), 0)
            as speed_mps,
        -- What was judged when it was read stands; what this file says is said anew.
        case
            when activity.set_aside_reason not in ('sport_guessed', 'faster_than_own')
                then activity.set_aside_reason
        end as told_reason,
        activity.is_run
        and activity.sport_rule = 'guessed_from_speed'
        and recorder.source is not null as is_guess,
        said.value as told_excluded,
    from core.activity as activity
    left join unsure_recorder as recorder
        on recorder.source = activity.source
        and recorder.device = coalesce(activity.device, '')
    left join chosen as said
        on said.activity_id = activity.activity_id
        and said.field = 'is_excluded'
    where activity.runner_id = $runner_id
),

-- Speeds over a kilometre and more, as metres a second to the power that makes lengths comparable.
effort as (
    select
        activity_id,
        distance_m / duration_s * power(distance_m, parameter('own_speed_fatigue')) as pace_index,
    from core.best_effort
    where
        runner_id = $runner_id
        and effort like 'raw_%_m'
        and distance_m >= parameter('doubted_from_m')
        and duration_s > 0
    union all
    select
        activity_id,
        speed_mps * power(distance_m, parameter('own_speed_fatigue')) as pace_index,
    from stored
    where distance_m >= parameter('doubted_from_m')
),

-- A day is one witness: two parts or two copies of one ride do not bear each other out.
day as (
    select
        stored.local_date,
        max(effort.pace_index) as pace_index,
    from effort
    inner join stored using (activity_id)
    where
        stored.is_run
        and case
            when stored.told_excluded is null
                then stored.told_reason is null and not stored.is_guess
            else stored.told_excluded = 'false'
        end
    group by stored.local_date
),

ranked as (
    select
        *,
        row_number() over (order by pace_index desc, local_date) as day_rank,
    from day
),

own as (
    select
        list(pace_index order by day_rank) as best,
        count(*) as day_count,
        greatest(
            parameter('own_speed_witness_count'),
            ceil(parameter('own_speed_witness_share') * count(*))
        )::bigint as witness_rank,
    from ranked
),

compared as (
    select
        stored.*,
        own.day_count - (ranked.day_rank is not null)::integer as other_day_count,
        own.best[own.witness_rank + coalesce(ranked.day_rank <= own.witness_rank, false)::integer]
            as other_pace_index,
    from stored
    cross join own
    left join ranked using (local_date)
)

select
    activity_id,
    told_excluded,
    case
        when told_reason is not null then told_reason
        when is_guess then 'sport_guessed'
        when
            is_run
            and distance_m >= parameter('own_speed_from_m')
            and speed_mps >= parameter('own_speed_least_mps')
            and fall_m < parameter('own_speed_fall_ratio') * distance_m
            and other_day_count >= parameter('own_speed_day_count')
            and speed_mps * power(distance_m, parameter('own_speed_fatigue'))
            > parameter('own_speed_ratio') * other_pace_index
            then 'faster_than_own'
    end as reason,
from compared;

update core.activity as activity
set
    set_aside_reason = judged.reason,
    is_excluded = coalesce(judged.told_excluded = 'true', judged.reason is not null)
from judged
where
    activity.activity_id = judged.activity_id
    and (
        activity.set_aside_reason is distinct from judged.reason
        or activity.is_excluded
        <> coalesce(judged.told_excluded = 'true', judged.reason is not null)
    );
