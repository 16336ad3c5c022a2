-- What a coach keeps beside the board of a squad: marks of what was seen, and short notes.

-- One row a version of a mark: the newest of a runner and of who saved it counts.
create table journal.squad_mark (
    runner_id varchar not null,
    local_date date not null,
    need varchar not null,
    reason varchar,                    -- a rule, or why nothing is known; null: neither
    level varchar,
    knee varchar,
    session_id varchar,
    reason_date date,
    scopes varchar[] not null,
    is_deleted boolean not null,
    saved_by varchar not null,
    saved_at timestamp not null
);

comment on table journal.squad_mark is 'One row per version of a mark that a runner was seen; the newest of a runner and viewer counts.';
comment on column journal.squad_mark.runner_id is 'The runner';
comment on column journal.squad_mark.local_date is 'Day of the mark, where the runner is';
comment on column journal.squad_mark.need is 'Their place on the board at that moment';
comment on column journal.squad_mark.reason is 'The first reason: a rule_id, or why nothing was known; null: none';
comment on column journal.squad_mark.level is 'Its level; null: none';
comment on column journal.squad_mark.knee is 'Its knee: left or right; null if of none';
comment on column journal.squad_mark.session_id is 'Its run; null if of none';
comment on column journal.squad_mark.reason_date is 'Its day; null: none';
comment on column journal.squad_mark.scopes is 'What the runner shared with the viewer then: the mark rests on all of it';
comment on column journal.squad_mark.is_deleted is 'This version takes the mark back';
comment on column journal.squad_mark.saved_by is 'Who looked';
comment on column journal.squad_mark.saved_at is 'When, UTC';

-- One row a version of a note: the newest of an entry_id and of who saved it counts.
create table journal.squad_note (
    entry_id varchar not null,
    runner_id varchar not null,
    local_date date not null,
    note varchar not null,
    is_deleted boolean not null,
    saved_by varchar not null,
    saved_at timestamp not null
);

comment on table journal.squad_note is 'One row per version of a coach''s note about a runner; the newest version of an entry counts.';
comment on column journal.squad_note.entry_id is 'Our id of the entry';
comment on column journal.squad_note.runner_id is 'The runner';
comment on column journal.squad_note.local_date is 'Day it was written, where the runner is';
comment on column journal.squad_note.note is 'In the words of who wrote it';
comment on column journal.squad_note.is_deleted is 'This version takes the entry back';
comment on column journal.squad_note.saved_by is 'Who wrote this version';
comment on column journal.squad_note.saved_at is 'When, UTC';

alter table journal.team_group add column season_start_date date;
alter table journal.team_group add column season_end_date date;

comment on column journal.team_group.season is 'What the squad trains for, in words; null: not said';
comment on column journal.team_group.season_start_date is 'First day of the season; null: not said';
comment on column journal.team_group.season_end_date is 'Its last day; null: not said';
