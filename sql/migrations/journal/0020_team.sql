-- Who may sign in. One row a version of a person: the newest saved_at of a person_id counts. The runs that
-- are a person's own are named in own_runner_id, not runner_id: the account is no part of their history,
-- so it stays out of exports, and erasing the runs leaves the account.
create table journal.team_person (
    person_id varchar not null,
    email varchar not null,            -- folded to lower case
    display_name varchar not null,
    is_admin boolean not null,
    is_coach boolean not null,
    is_clinician boolean not null,
    own_runner_id varchar,
    is_removed boolean not null,
    saved_by varchar not null,
    saved_at timestamp not null
);

comment on table journal.team_person is 'One row per version of a person who may sign in; the newest version of a person counts.';
comment on column journal.team_person.person_id is 'Our id of the person';
comment on column journal.team_person.email is 'The address that the sign-in provider confirms, in lower case';
comment on column journal.team_person.display_name is 'Name as others see it';
comment on column journal.team_person.is_admin is 'Manages accounts and groups; sees no runner by that';
comment on column journal.team_person.is_coach is 'May write what a grant covers';
comment on column journal.team_person.is_clinician is 'May write what a grant covers, limits of rules among it';
comment on column journal.team_person.own_runner_id is 'The runner who this person is; null: none of the runs here are theirs';
comment on column journal.team_person.is_removed is 'The account is gone: nobody signs in with it';
comment on column journal.team_person.saved_by is 'Who wrote this version';
comment on column journal.team_person.saved_at is 'When this version was written, UTC';
