-- Begins a transaction.
-- A diary from elsewhere: scores may have decimals, may be of a moment that is not said, and a knee whose side
-- is not said is 'unknown'. What came in together is told of, and undone, together.
alter table journal.pain_entry alter column pain_before_score type double;
alter table journal.pain_entry alter column pain_during_score type double;
alter table journal.pain_entry alter column pain_after_score type double;
alter table journal.pain_entry alter column pain_morning_score type double;
alter table journal.pain_entry add column pain_untimed_score double;
alter table journal.strength_entry alter column pain_during_score type double;

comment on column journal.pain_entry.knee is 'left, right or unknown: the side is not said';
comment on column journal.pain_entry.pain_untimed_score is 'At a moment that is not said, 0-10; null: every score has its moment';

create table journal.diary_batch (
    batch_id varchar not null,
    runner_id varchar not null,
    kind varchar not null,             -- pain, sleep, strength
    file_name varchar not null,
    header varchar not null,           -- names of the file's columns, as one line
    reading varchar not null,          -- JSON: which column is what, and how its values are written
    entry_count integer not null,
    first_date date not null,
    last_date date not null,
    is_undone boolean not null,
    saved_by varchar not null,
    saved_at timestamp not null,
    saved_order bigint default nextval('journal.saved_order')
);

comment on table journal.diary_batch is 'One row per version of a diary that came in as a file; the newest version of a batch counts.';
comment on column journal.diary_batch.batch_id is 'Our id; an undo keeps it';
comment on column journal.diary_batch.runner_id is 'The runner';
comment on column journal.diary_batch.kind is 'pain, sleep or strength';
comment on column journal.diary_batch.file_name is 'Name of the file, without its folder';
comment on column journal.diary_batch.header is 'Names of its columns in one line: a file with the same ones is read the same way';
comment on column journal.diary_batch.reading is 'JSON: which column is what, and how dates and scores are written';
comment on column journal.diary_batch.entry_count is 'Entries that it brought';
comment on column journal.diary_batch.first_date is 'Day of the first of them';
comment on column journal.diary_batch.last_date is 'Day of the last of them';
comment on column journal.diary_batch.is_undone is 'Its entries were taken back';
comment on column journal.diary_batch.saved_by is 'Who wrote this version';
comment on column journal.diary_batch.saved_at is 'When this version was written, UTC';
comment on column journal.diary_batch.saved_order is 'The higher, the later it was written: the next number of the whole journal';

create table journal.diary_entry (
    batch_id varchar not null,
    runner_id varchar not null,
    entry_id varchar not null
);

comment on table journal.diary_entry is 'One row per entry that a diary brought: what an undo of the batch takes back.';
comment on column journal.diary_entry.batch_id is 'The batch';
comment on column journal.diary_entry.runner_id is 'The runner';
comment on column journal.diary_entry.entry_id is 'The entry, in the table of the batch''s kind';
