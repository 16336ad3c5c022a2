-- One row per runner and span of four weeks, those up to today and those before: time on the ground and its
-- balance between the feet, the middle one of the runs that tell it, beside the scores of each knee in the
-- same weeks. They stand side by side; neither explains the other, nor is it shown which came first.
-- grain: runner_id, from_date
-- columns:
--   runner_id: the runner
--   from_date: its first day
--   until_date: its last day
--   run_count: runs in it
--   balance_run_count: of these, runs that tell the balance
--   left_contact_share: the left foot's share of the time on the ground, 0-1, median over them; null: see balance_reason
--   balance_reason: why it is null: no_run, not_told, read_before (a rebuild asks for it) or few_runs; null: it is known
--   contact_run_count: runs that tell the time on the ground
--   ground_contact_s: time of a foot on the ground in a step, median over them; null: see contact_reason
--   contact_reason: why it is null, likewise; null: it is known
--   longer_side: left or right: whose foot is on the ground for longer; null: unknown, or alike to a tenth of a per cent
--   left_score: mean of the left knee's worst scores, a day each, 0-10; null: none logged
--   left_day_count: days with such a score
--   right_score: the same of the right knee; null likewise
--   right_day_count: days with such a score
--   sore_knee: left, right, both (alike, above 0) or none (scores, all 0); null: no score of a knee whose side is said
-- source: metric.run_form, metric.pain_day; docs/evidence/metrics.md#contact_side
with span as (
    select
        runner_id,
        as_of_date() - (ago + 1) * parameter('form_day_count')::integer + 1 as from_date,
        as_of_date() - ago * parameter('form_day_count')::integer as until_date,
    from core.runner
    cross join (values (0), (1)) as turn (ago)
),

run as (
    select
        span.runner_id,
        span.from_date,
        count(*)::integer as run_count,
        count(form.left_contact_share)::integer as balance_run_count,
        median(form.left_contact_share) as left_contact_share,
        count(form.ground_contact_s)::integer as contact_run_count,
        median(form.ground_contact_s) as ground_contact_s,
        bool_and(form.form_reason is not distinct from 'read_before') as is_read_before,
    from span
    inner join metric.run_form as form
        on
            form.runner_id = span.runner_id
            and form.local_date between span.from_date and span.until_date
    group by span.runner_id, span.from_date
),

knee as (
    select
        span.runner_id,
        span.from_date,
        avg(day.pain_worst_score) filter (day.knee = 'left') as left_score,
        count(*) filter (day.knee = 'left')::integer as left_day_count,
        avg(day.pain_worst_score) filter (day.knee = 'right') as right_score,
        count(*) filter (day.knee = 'right')::integer as right_day_count,
    from span
    inner join metric.pain_day as day
        on
            day.runner_id = span.runner_id
            and day.local_date between span.from_date and span.until_date
    where
        day.pain_worst_score is not null
        and day.knee <> 'unknown'
    group by span.runner_id, span.from_date
),

reasoned as (
    select
        span.*,
        coalesce(run.run_count, 0) as run_count,
        coalesce(run.balance_run_count, 0) as balance_run_count,
        run.left_contact_share,
        case
            when run.run_count is null then 'no_run'
            when run.balance_run_count >= parameter('form_least_run_count') then null
            when run.balance_run_count > 0 then 'few_runs'
            when run.is_read_before then 'read_before'
            else 'not_told'
        end as balance_reason,
        coalesce(run.contact_run_count, 0) as contact_run_count,
        run.ground_contact_s,
        case
            when run.run_count is null then 'no_run'
            when run.contact_run_count >= parameter('form_least_run_count') then null
            when run.contact_run_count > 0 then 'few_runs'
            when run.is_read_before then 'read_before'
            else 'not_told'
        end as contact_reason,
        round(knee.left_score, 3) as left_score,
        coalesce(knee.left_day_count, 0) as left_day_count,
        round(knee.right_score, 3) as right_score,
        coalesce(knee.right_day_count, 0) as right_day_count,
    from span
    left join run using (runner_id, from_date)
    left join knee using (runner_id, from_date)
)

select
    runner_id,
    from_date,
    until_date,
    run_count,
    balance_run_count,
    case when balance_reason is null then round(left_contact_share, 6) end as left_contact_share,
    balance_reason,
    contact_run_count,
    case when contact_reason is null then round(ground_contact_s, 6) end as ground_contact_s,
    contact_reason,
    case
        when balance_reason is not null then null
        when round(left_contact_share, 3) > 0.5 then 'left'
        when round(left_contact_share, 3) < 0.5 then 'right'
    end as longer_side,
    left_score,
    left_day_count,
    right_score,
    right_day_count,
    case
        when coalesce(left_score, right_score) is null then null
        when coalesce(left_score, 0) > coalesce(right_score, 0) then 'left'
        when coalesce(right_score, 0) > coalesce(left_score, 0) then 'right'
        when left_score > 0 then 'both'
        else 'none'
    end as sore_knee,
from reasoned
