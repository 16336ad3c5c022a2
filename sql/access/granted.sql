-- What one viewer may see of whom, now: (runner_id, scope, until_date; null: no end). The owner of a home on one machine
-- sees every runner in it; who signs in sees the runner they are, and of others only what a runner
-- granted, to them or to a group they are in today, and has not withdrawn. What a group was granted its
-- coaches and clinicians see, clinical data its clinicians alone; training in a squad its runners too.
-- A grant begins and ends at the runner's own midnight; who is in a group goes by the server's day (UTC).
-- Given: $viewer_id, $is_owner, $as_of_date (UTC), $zones and $dates (what day it is in each of them, as two
-- lists of one length; UTC's where a runner's zone is not among them), $runner_id (null: every runner).
-- scope: training, pain, clinical, own
-- reads: journal_file.journal.access_grant, journal_file.journal.team_group, journal_file.journal.team_member, journal_file.journal.team_person, warehouse.core.runner
select
    runner.runner_id,
    scope.scope,
    null::date as until_date,
from warehouse.core.runner as runner
cross join (values ('training'), ('pain'), ('clinical'), ('own')) as scope (scope)
where
    $is_owner
    and ($runner_id is null or runner.runner_id = $runner_id)
union
select
    person.own_runner_id as runner_id,
    scope.scope,
    null::date as until_date,
from (
    from journal_file.journal.team_person
    qualify
        row_number() over (partition by person_id order by saved_order desc) = 1
        and not bool_or(is_removed) over (partition by person_id)
) as person
cross join (values ('training'), ('pain'), ('clinical'), ('own')) as scope (scope)
where
    person.person_id = $viewer_id
    and ($runner_id is null or person.own_runner_id = $runner_id)
    and person.own_runner_id is not null
union
select
    runner_id,
    scope,
    until_date,
from (
    -- The newest version alone, a former one may have ended later; and none of what was ever withdrawn.
    from journal_file.journal.access_grant
    qualify
        row_number() over (partition by grant_id order by saved_order desc) = 1
        and count(withdrawn_at) over (partition by grant_id) = 0
) as newest
left join (
    select
        runner_id,
        list_extract($dates, list_position($zones, time_zone)) as local_date,
    from warehouse.core.runner
) as today using (runner_id)
where
    (
        viewer_id = $viewer_id
        or exists (
            from (
                from journal_file.journal.team_member
                qualify
                    row_number() over (
                        partition by group_id, person_id
                        order by saved_order desc
                    ) = 1
            ) as member
            inner join (
                from journal_file.journal.team_group
                qualify
                    row_number() over (partition by group_id order by saved_order desc) = 1
                    and not bool_or(is_removed) over (partition by group_id)
            ) as team using (group_id)
            where
                member.group_id = newest.viewer_id
                and member.person_id = $viewer_id
                and not member.is_removed
                and member.from_date <= $as_of_date
                and coalesce(member.until_date >= $as_of_date, true)
                and (
                    member.role = 'clinician'
                    or member.role = 'coach' and newest.scope <> 'clinical'
                    or member.role = 'runner' and team.kind = 'squad' and newest.scope = 'training'
                )
        )
    )
    and not exists (
        from journal_file.journal.team_person as person
        where
            person.person_id = $viewer_id
            and person.is_removed
    )
    and from_date <= coalesce(today.local_date, $as_of_date)
    and coalesce(until_date >= coalesce(today.local_date, $as_of_date), true)
    and ($runner_id is null or runner_id = $runner_id)
