-- As whom an account's person signs in at the provider: one row a version, the newest of a person counts.
-- An address can pass on to somebody else; a provider never gives a subject to another person.
create table journal.team_login (
    person_id varchar not null,
    issuer varchar not null,
    subject varchar not null,
    is_unbound boolean not null,
    saved_by varchar not null,
    saved_at timestamp not null,
    saved_order bigint default nextval('journal.saved_order')
);

comment on table journal.team_login is 'One row per version of the login an account belongs to; the newest version of a person counts.';
comment on column journal.team_login.person_id is 'Whose account it is';
comment on column journal.team_login.issuer is 'The provider, as it names itself (iss)';
comment on column journal.team_login.subject is 'The person, as that provider numbers them (sub)';
comment on column journal.team_login.is_unbound is 'An operator let go of it: the next login with the confirmed address takes its place';
comment on column journal.team_login.saved_by is 'Who wrote this version';
comment on column journal.team_login.saved_at is 'When this version was written, UTC';
comment on column journal.team_login.saved_order is 'Order of writing in this journal: of versions of one person the highest counts';
