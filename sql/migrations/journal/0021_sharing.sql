-- Consent with the version of its words, groups, invitations, and a chained record of reads.
alter table journal.access_grant add column consent_version varchar;

comment on column journal.access_grant.viewer_id is 'A person, or a group whose members may then look';
comment on column journal.access_grant.consent_version is 'Version of the words that the runner agreed to, a file of sql/consent; null: none were shown';

-- One row a version of a group: the newest of a group_id counts.
create table journal.team_group (
    group_id varchar not null,
    kind varchar not null,             -- squad or clinic
    display_name varchar not null,
    season varchar,
    is_removed boolean not null,
    saved_by varchar not null,
    saved_at timestamp not null
);

-- One row a version of a membership: the newest of a group and person counts.
create table journal.team_member (
    group_id varchar not null,
    person_id varchar not null,
    role varchar not null,             -- runner, coach or clinician
    from_date date not null,
    until_date date,
    is_removed boolean not null,
    saved_by varchar not null,
    saved_at timestamp not null
);

-- One row a version of an invitation: the newest of an invitation_id counts. The link's token is kept as
-- its hash only, so that nobody who reads this file can use it.
create table journal.team_invitation (
    invitation_id varchar not null,
    token_sha256 varchar not null,
    email varchar not null,            -- folded; nobody else can accept
    group_id varchar,
    role varchar not null,             -- runner, coach, clinician or admin
    claimed_runner_id varchar,         -- a runner without an account who becomes the person's own
    expires_at timestamp not null,
    accepted_by varchar,               -- null: not yet
    saved_by varchar not null,
    saved_at timestamp not null
);

-- Reads of somebody else's data, one chain a runner: a row holds the hash of the row before it.
alter table journal.audit add column position integer;
alter table journal.audit add column read_count integer;
alter table journal.audit add column former_hash varchar;
alter table journal.audit add column row_hash varchar;

comment on table journal.team_group is 'One row per version of a group that runners may share with; the newest version counts.';
comment on column journal.team_group.group_id is 'Our id of the group';
comment on column journal.team_group.kind is 'squad (runners and their coaches) or clinic';
comment on column journal.team_group.display_name is 'Its name';
comment on column journal.team_group.season is 'What the squad trains for and until when, in words; null: not said';
comment on column journal.team_group.is_removed is 'The group is no more';
comment on column journal.team_group.saved_by is 'Who wrote this version';
comment on column journal.team_group.saved_at is 'When this version was written, UTC';

comment on table journal.team_member is 'One row per version of a membership; the newest of a group and person counts.';
comment on column journal.team_member.group_id is 'The group';
comment on column journal.team_member.person_id is 'The person';
comment on column journal.team_member.role is 'runner, coach or clinician, in this group';
comment on column journal.team_member.from_date is 'First day';
comment on column journal.team_member.until_date is 'Last day; null: no end';
comment on column journal.team_member.is_removed is 'Left, or was taken out';
comment on column journal.team_member.saved_by is 'Who wrote this version';
comment on column journal.team_member.saved_at is 'When this version was written, UTC';

comment on table journal.team_invitation is 'One row per version of an invitation; the newest version counts.';
comment on column journal.team_invitation.invitation_id is 'Our id of the invitation';
comment on column journal.team_invitation.token_sha256 is 'SHA-256 of the token in the link, in hex';
comment on column journal.team_invitation.email is 'The address that may accept it, in lower case';
comment on column journal.team_invitation.group_id is 'The group it leads into; null: none';
comment on column journal.team_invitation.role is 'runner, coach, clinician or admin';
comment on column journal.team_invitation.claimed_runner_id is 'A runner who becomes the person''s own; null: none';
comment on column journal.team_invitation.expires_at is 'When it can no longer be accepted, UTC';
comment on column journal.team_invitation.accepted_by is 'The person who accepted it; null: nobody yet';
comment on column journal.team_invitation.saved_by is 'Who wrote this version';
comment on column journal.team_invitation.saved_at is 'When this version was written, UTC';

comment on table journal.audit is 'One row per viewer, runner, kind of data and hour of reading; chained by runner, never changed.';
comment on column journal.audit.audit_id is 'Our id of the row';
comment on column journal.audit.viewer_id is 'The person who looked';
comment on column journal.audit.runner_id is 'About whom';
comment on column journal.audit.what is 'The kind of data, in words of the access rules; never the data';
comment on column journal.audit.read_at is 'When the reading began, UTC';
comment on column journal.audit.position is 'Number of the row in the runner''s chain, from 1';
comment on column journal.audit.read_count is 'How many reads it stands for';
comment on column journal.audit.former_hash is 'row_hash of the runner''s row before; empty in the first';
comment on column journal.audit.row_hash is 'SHA-256 of former_hash and of this row''s content, in hex';
