-- What one viewer may see of whom, today: (runner_id, scope). The owner of a home on one machine
-- sees every runner in it; everybody else only what a runner granted and has not withdrawn.
-- Given: $viewer_id, $is_owner, $as_of_date, $runner_id (null: every runner).
select
    runner.runner_id,
    scope.scope,
from warehouse.core.runner as runner
cross join (values ('training'), ('pain'), ('clinical'), ('own')) as scope (scope)
where
    $is_owner
    and ($runner_id is null or runner.runner_id = $runner_id)
union
select
    runner_id,
    scope,
from journal_file.journal.access_grant
where
    viewer_id = $viewer_id
    and from_date <= $as_of_date
    and coalesce(until_date >= $as_of_date, true)
    and ($runner_id is null or runner_id = $runner_id)
qualify
    row_number() over (partition by grant_id order by saved_at desc, access_grant.rowid desc) = 1
    and withdrawn_at is null
