-- What was done with a plan by somebody's hand.
insert into journal.plan_action by name
select
    $action_id as action_id,
    $plan_id as plan_id,
    $runner_id as runner_id,
    $action as action,
    $acted_at as acted_at,
    $local_date as local_date,
    $saved_by as saved_by,
    $saved_at as saved_at
