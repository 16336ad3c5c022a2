-- What a runner says of their usual running before there are runs to read it from, one entry a runner.
create table journal.training_habit (
    entry_id varchar not null,
    runner_id varchar not null,
    local_date date not null,
    running_days varchar[] not null,
    longest_lately_m double,
    recorder_name varchar,
    is_deleted boolean not null,
    saved_by varchar not null,
    saved_at timestamp not null,
    saved_order bigint default nextval('journal.saved_order')
);

comment on table journal.training_habit is 'One row per version of what a runner says of their usual running; the newest version of an entry counts.';
comment on column journal.training_habit.entry_id is 'The runner: there is one entry each';
comment on column journal.training_habit.runner_id is 'Who said it';
comment on column journal.training_habit.local_date is 'The day it was said, where the runner is';
comment on column journal.training_habit.running_days is 'Days of the week they run on, monday to sunday; empty: not said';
comment on column journal.training_habit.longest_lately_m is 'Longest run of late as they remember it, metres; null: not said. No limit is worked out from it';
comment on column journal.training_habit.recorder_name is 'What they record runs with: garmin, coros, polar, suunto, apple, phone, other or none; null: not said';
comment on column journal.training_habit.is_deleted is 'This version takes the entry back';
comment on column journal.training_habit.saved_by is 'Who wrote this version';
comment on column journal.training_habit.saved_at is 'When this version was written, UTC';
comment on column journal.training_habit.saved_order is 'Order of writing in this journal: of versions of one entry the highest counts; null: from before it was kept';
