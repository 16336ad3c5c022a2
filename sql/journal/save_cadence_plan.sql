-- A plan of quicker steps. Written once: the same plan again changes nothing.
insert into journal.cadence_plan by name
select
    $plan_id as plan_id,
    $runner_id as runner_id,
    $started_at as started_at,
    $baseline_spm as baseline_spm,
    $reference_speed_mps as reference_speed_mps,
    $line_slope as line_slope,
    $line_week_start_date as line_week_start_date,
    $line_method as line_method,
    $formula_version as formula_version,
    $aim_spm as aim_spm,
    $is_height_known as is_height_known,
    $wanted_run_count as wanted_run_count,
    $saved_by as saved_by,
    $saved_at as saved_at
where $plan_id not in (select plan_id from journal.cadence_plan)
