-- How somebody slept, how hard a run felt, and injuries of the past: one row a version of an entry,
-- as in journal.pain_entry.
create table journal.day_log (
    entry_id varchar not null,
    runner_id varchar not null,
    local_date date not null,          -- the morning that the night ended
    sleep_h double not null,           -- hours slept, 0-24
    is_deleted boolean not null,
    saved_by varchar not null,
    saved_at timestamp not null
);

create table journal.run_effort (
    entry_id varchar not null,
    runner_id varchar not null,
    activity_id varchar not null,      -- the first recording of the run, as it was when logged
    perceived_exertion_score double not null,  -- CR-10: 0 rest, 10 as hard as can be
    is_deleted boolean not null,
    saved_by varchar not null,
    saved_at timestamp not null
);

create table journal.past_injury (
    entry_id varchar not null,
    runner_id varchar not null,
    local_date date not null,          -- when it last kept the runner from running as usual
    site varchar not null,             -- knee, hip, thigh, shin, calf, ankle, foot, back, other
    side varchar,                      -- left or right; null: both, or not told
    is_deleted boolean not null,
    saved_by varchar not null,
    saved_at timestamp not null
);

comment on table journal.day_log is 'One row per version of how long a night was slept; the newest version of an entry counts.';
comment on column journal.day_log.entry_id is 'Our id: one a runner and day';
comment on column journal.day_log.runner_id is 'The runner';
comment on column journal.day_log.local_date is 'The runner''s calendar day on which the night ended';
comment on column journal.day_log.sleep_h is 'Hours slept, 0-24';
comment on column journal.day_log.is_deleted is 'Taken back';
comment on column journal.day_log.saved_by is 'Who wrote this version';
comment on column journal.day_log.saved_at is 'When this version was written, UTC';

comment on table journal.run_effort is 'One row per version of how hard a run felt; the newest version of an entry counts.';
comment on column journal.run_effort.entry_id is 'Our id: one a run';
comment on column journal.run_effort.runner_id is 'The runner';
comment on column journal.run_effort.activity_id is 'The first recording of the run, as it was when logged';
comment on column journal.run_effort.perceived_exertion_score is 'CR-10 scale: 0 rest, 10 as hard as can be';
comment on column journal.run_effort.is_deleted is 'Taken back';
comment on column journal.run_effort.saved_by is 'Who wrote this version';
comment on column journal.run_effort.saved_at is 'When this version was written, UTC';

comment on table journal.past_injury is 'One row per version of an injury that the runner tells of; the newest version of an entry counts.';
comment on column journal.past_injury.entry_id is 'Our id; an edit keeps it';
comment on column journal.past_injury.runner_id is 'The runner';
comment on column journal.past_injury.local_date is 'When it last kept the runner from running as usual';
comment on column journal.past_injury.site is 'knee, hip, thigh, shin, calf, ankle, foot, back or other';
comment on column journal.past_injury.side is 'left or right; null: both, or not told';
comment on column journal.past_injury.is_deleted is 'Taken back';
comment on column journal.past_injury.saved_by is 'Who wrote this version';
comment on column journal.past_injury.saved_at is 'When this version was written, UTC';
