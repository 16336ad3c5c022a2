-- A coach's note that the runner reads too, where the coach wants it; and that the runner has read it.
alter table journal.squad_note add column is_shown_to_runner boolean default false;
alter table journal.squad_note alter column is_shown_to_runner set not null;

comment on column journal.squad_note.is_shown_to_runner is 'The runner reads it on Today; false: whoever wrote it alone, and the runner in their export';

-- One row a note that a runner put away: by its entry and by who wrote it, as notes are told apart.
create table journal.squad_note_read (
    runner_id varchar not null,
    note_entry_id varchar not null,
    note_saved_by varchar not null,
    note_saved_at timestamp not null,
    saved_by varchar not null,
    saved_at timestamp not null,
    saved_order bigint default nextval('journal.saved_order')
);

comment on table journal.squad_note_read is 'One row per version of a coach''s note that the runner has read and put away.';
comment on column journal.squad_note_read.runner_id is 'Who read it';
comment on column journal.squad_note_read.note_entry_id is 'The note: its entry_id';
comment on column journal.squad_note_read.note_saved_by is 'Who wrote it';
comment on column journal.squad_note_read.note_saved_at is 'When that version of it was written, UTC: one that was changed since is new again';
comment on column journal.squad_note_read.saved_by is 'Who wrote this row';
comment on column journal.squad_note_read.saved_at is 'When, UTC';
comment on column journal.squad_note_read.saved_order is 'The higher, the later it was written: the next number of the whole journal';

-- What the runner is shown, worked out for them alone: filled in a slice of their own, as core.withheld is.
create table journal.shown_note (
    entry_id varchar not null,
    runner_id varchar not null,
    local_date date not null,
    note varchar not null,
    is_put_away boolean not null,
    saved_by varchar not null,
    written_at timestamp not null
);

comment on table journal.shown_note is 'One row per note that a coach shows to the runner; filled in a slice of that runner''s own, empty in the file.';
comment on column journal.shown_note.entry_id is 'Our id of the entry';
comment on column journal.shown_note.runner_id is 'The runner';
comment on column journal.shown_note.local_date is 'Day it was written, where the runner is';
comment on column journal.shown_note.note is 'In the words of who wrote it';
comment on column journal.shown_note.is_put_away is 'The runner has read this version and put it away';
comment on column journal.shown_note.saved_by is 'Who wrote it';
comment on column journal.shown_note.written_at is 'When this version of it was written, UTC';
