-- A plan of some weeks. Written once: the same plan again changes nothing.
insert into journal.plan by name
select
    $plan_id as plan_id,
    $runner_id as runner_id,
    $knee as knee,
    $start_date as start_date,
    $week_count as week_count,
    $template_id as template_id,
    $template_title as template_title,
    $started_status as started_status,
    $started_light as started_light,
    $reason_name as reason_name,
    $easing_share as easing_share,
    $baseline_7d_m as baseline_7d_m,
    $baseline_longest_m as baseline_longest_m,
    $baseline_downhill_m as baseline_downhill_m,
    $baseline_fast_s as baseline_fast_s,
    $strength_session_count as strength_session_count,
    $formula_version as formula_version,
    $saved_by as saved_by,
    $saved_at as saved_at
where $plan_id not in (select plan_id from journal.plan)
