-- What somebody answered when asked about warning signs, "none of these" too: one row a version of an
-- entry, as in journal.pain_entry.
create table journal.red_flag_answer (
    entry_id varchar not null,
    runner_id varchar not null,
    local_date date not null,
    knee varchar,                      -- left or right; null: of neither alone
    red_flags varchar[] not null,      -- signs ticked; empty: none of these
    reason varchar not null,           -- new, rise, monthly, own: why it was asked
    is_deleted boolean not null,
    saved_by varchar not null,
    saved_at timestamp not null
);

-- A clinician has looked: until then a warning sign stands.
create table journal.assessment (
    entry_id varchar not null,
    runner_id varchar not null,
    local_date date not null,
    knee varchar,                      -- left or right; null: everything that was ticked
    assessed_by varchar not null,      -- physiotherapist, doctor, other
    outcome varchar not null,          -- cleared, may_train_with_limits, under_care
    note varchar,
    is_deleted boolean not null,
    saved_by varchar not null,
    saved_at timestamp not null
);

comment on table journal.red_flag_answer is 'One row per version of an answer to the question about warning signs; the newest version of an entry counts.';
comment on column journal.red_flag_answer.entry_id is 'Our id; an edit keeps it';
comment on column journal.red_flag_answer.runner_id is 'The runner';
comment on column journal.red_flag_answer.local_date is 'The runner''s calendar day of the answer';
comment on column journal.red_flag_answer.knee is 'left or right; null: of neither alone';
comment on column journal.red_flag_answer.red_flags is 'Signs ticked, as codes; empty: none of these';
comment on column journal.red_flag_answer.reason is 'Why it was asked: new (pain), rise, monthly; own: told unasked';
comment on column journal.red_flag_answer.is_deleted is 'Taken back';
comment on column journal.red_flag_answer.saved_by is 'Who wrote this version';
comment on column journal.red_flag_answer.saved_at is 'When this version was written, UTC';

comment on table journal.assessment is 'One row per version of the word that a clinician has looked at a knee; the newest version of an entry counts.';
comment on column journal.assessment.entry_id is 'Our id; an edit keeps it';
comment on column journal.assessment.runner_id is 'The runner';
comment on column journal.assessment.local_date is 'The runner''s calendar day of the assessment';
comment on column journal.assessment.knee is 'left or right; null: everything that was ticked';
comment on column journal.assessment.assessed_by is 'physiotherapist, doctor or other';
comment on column journal.assessment.outcome is 'cleared, may_train_with_limits or under_care';
comment on column journal.assessment.note is 'Free words on what was found; only for the clinical scope';
comment on column journal.assessment.is_deleted is 'Taken back';
comment on column journal.assessment.saved_by is 'Who wrote this version';
comment on column journal.assessment.saved_at is 'When this version was written, UTC';
