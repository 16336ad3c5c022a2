-- Whether quicker steps are a runner's own goal; the newest word counts.
insert into journal.cadence_goal by name
select
    $runner_id as runner_id,
    $has_goal as has_goal,
    $saved_by as saved_by,
    $saved_at as saved_at
