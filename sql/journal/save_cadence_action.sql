-- What a runner did with a plan of quicker steps, or felt while it was under way.
insert into journal.cadence_action by name
select
    $action_id as action_id,
    $plan_id as plan_id,
    $runner_id as runner_id,
    $action as action,
    $acted_at as acted_at,
    $local_date as local_date,
    $pain_score as pain_score,
    $saved_by as saved_by,
    $saved_at as saved_at
