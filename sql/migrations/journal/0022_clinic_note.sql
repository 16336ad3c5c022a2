-- What a clinician writes of a runner: one row a version of an entry, as in journal.pain_entry.
create table journal.clinic_note (
    entry_id varchar not null,
    runner_id varchar not null,
    local_date date not null,
    kind varchar not null,             -- assessment or review
    note varchar,                      -- null: a review without words
    is_deleted boolean not null,
    saved_by varchar not null,
    saved_at timestamp not null
);

comment on table journal.clinic_note is 'One row per version of a clinician''s note or mark; the newest version of an entry counts.';
comment on column journal.clinic_note.entry_id is 'Our id of the entry';
comment on column journal.clinic_note.runner_id is 'The runner';
comment on column journal.clinic_note.local_date is 'Day of the session, where the runner is';
comment on column journal.clinic_note.kind is 'assessment: notes of a session; review: the data up to that day were looked through';
comment on column journal.clinic_note.note is 'In the clinician''s words; null: a review without words';
comment on column journal.clinic_note.is_deleted is 'This version takes the entry back';
comment on column journal.clinic_note.saved_by is 'Who wrote this version';
comment on column journal.clinic_note.saved_at is 'When, UTC';
