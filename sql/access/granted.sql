-- What one viewer may see of whom, today: (runner_id, scope). The owner of a home on one machine
-- sees every runner in it; who signs in sees the runner they are, and of others only what a runner
-- granted and has not withdrawn.
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
    person.own_runner_id as runner_id,
    scope.scope,
from (
    from journal_file.journal.team_person
    qualify row_number() over (partition by person_id order by saved_at desc, rowid desc) = 1
) as person
cross join (values ('training'), ('pain'), ('clinical'), ('own')) as scope (scope)
where
    person.person_id = $viewer_id
    and not person.is_removed
    and ($runner_id is null or person.own_runner_id = $runner_id)
    and person.own_runner_id is not null
union
select
    runner_id,
    scope,
from (
    -- The newest version alone: a former one may have ended later.
    from journal_file.journal.access_grant
    qualify row_number() over (partition by grant_id order by saved_at desc, rowid desc) = 1
) as newest
where
    viewer_id = $viewer_id
    and withdrawn_at is null
    and from_date <= $as_of_date
    and coalesce(until_date >= $as_of_date, true)
    and ($runner_id is null or runner_id = $runner_id)
