-- The warm-up before a run, ticked or said to be left out.
create table journal.warm_up (
    entry_id varchar not null,         -- one a runner and day
    runner_id varchar not null,
    local_date date not null,
    is_done boolean not null,
    is_deleted boolean not null,
    saved_by varchar not null,
    saved_at timestamp not null
);

-- Which programme a runner trains by, from when: the newest row counts.
create table journal.strength_programme (
    runner_id varchar not null,
    programme_id varchar not null,     -- name of its file
    from_date date not null,
    saved_by varchar not null,
    saved_at timestamp not null
);

comment on table journal.warm_up is 'One row per version of an answer whether a day had its warm-up; the newest version of an entry counts.';
comment on column journal.warm_up.entry_id is 'One a runner and day: a second answer replaces the first';
comment on column journal.warm_up.runner_id is 'The runner';
comment on column journal.warm_up.local_date is 'The runner''s calendar day';
comment on column journal.warm_up.is_done is 'Done; false: said to be left out';
comment on column journal.warm_up.is_deleted is 'Taken back';
comment on column journal.warm_up.saved_by is 'Who wrote this version';
comment on column journal.warm_up.saved_at is 'When this version was written, UTC';

comment on table journal.strength_programme is 'One row per choice of a programme; the newest of a runner counts.';
comment on column journal.strength_programme.runner_id is 'The runner';
comment on column journal.strength_programme.programme_id is 'The programme, by the name of its file';
comment on column journal.strength_programme.from_date is 'First day of it';
comment on column journal.strength_programme.saved_by is 'Who chose';
comment on column journal.strength_programme.saved_at is 'When it was chosen, UTC';

comment on table journal.strength_entry is 'One row per version of some sets of one exercise on one day; the newest version of an entry counts, several entries of a day add up.';
comment on column journal.strength_entry.entry_id is 'Our id; an edit keeps it';
comment on column journal.strength_entry.runner_id is 'The runner';
comment on column journal.strength_entry.local_date is 'The runner''s calendar day';
comment on column journal.strength_entry.exercise is 'Which exercise, as its programme names it, or any word';
comment on column journal.strength_entry.set_count is 'Sets, on each side where the exercise has sides; null: not said';
comment on column journal.strength_entry.repetition_count is 'Repetitions of one set; null: not said, or a hold';
comment on column journal.strength_entry.hold_s is 'How long one set was held, seconds; null: not said, or repetitions';
comment on column journal.strength_entry.load_kg is 'Weight held; null: not said';
comment on column journal.strength_entry.knee is 'left or right where only that side was trained; null: both';
comment on column journal.strength_entry.pain_during_score is 'Worst knee pain during it, 0-10; null: not said';
comment on column journal.strength_entry.note is 'Free words; go with the pain diary';
comment on column journal.strength_entry.is_deleted is 'Taken back';
comment on column journal.strength_entry.saved_by is 'Who wrote this version';
comment on column journal.strength_entry.saved_at is 'When this version was written, UTC';
