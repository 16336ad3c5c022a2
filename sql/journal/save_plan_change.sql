-- Another number for one week of a plan, or a newer version of it.
insert into journal.plan_change by name
select
    $entry_id as entry_id,
    $plan_id as plan_id,
    $runner_id as runner_id,
    $week_index as week_index,
    $target_name as target_name,
    $value as value,
    $decided_by as decided_by,
    $reason as reason,
    $is_deleted as is_deleted,
    $saved_by as saved_by,
    $saved_at as saved_at
