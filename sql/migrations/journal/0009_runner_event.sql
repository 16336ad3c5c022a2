-- What a runner trains for: one row a version of an entry, as in journal.pain_entry.
create table journal.runner_event (
    entry_id varchar not null,
    runner_id varchar not null,
    name varchar not null,
    event_date date not null,
    distance_m double,
    priority varchar,                  -- A, B, C
    is_deleted boolean not null,
    saved_by varchar not null,
    saved_at timestamp not null
);

comment on table journal.runner_event is 'One row per version of an event that a runner trains for; the newest version of an entry counts.';
comment on column journal.runner_event.entry_id is 'Our id; an edit keeps it';
comment on column journal.runner_event.runner_id is 'The runner';
comment on column journal.runner_event.name is 'What it is called, in the runner''s words';
comment on column journal.runner_event.event_date is 'The day of it';
comment on column journal.runner_event.distance_m is 'How far, metres; null: not said';
comment on column journal.runner_event.priority is 'A (trained for), B or C; null: not said';
comment on column journal.runner_event.is_deleted is 'Taken back';
comment on column journal.runner_event.saved_by is 'Who wrote this version';
comment on column journal.runner_event.saved_at is 'When this version was written, UTC';
