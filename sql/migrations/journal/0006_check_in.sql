-- Questionnaires that a runner answered: one row a version of an entry, as in journal.pain_entry. The
-- score is kept as it was worked out then; the answers allow it to be worked out again.
create table journal.check_in (
    entry_id varchar not null,
    runner_id varchar not null,
    local_date date not null,
    questionnaire_id varchar not null,
    questionnaire_version varchar not null, -- of its words
    knee varchar,                           -- left or right; null: the questionnaire asks of no knee
    answers integer[] not null,             -- one an item: position or points, as it is scored; null: none
    score double,                           -- null: none, see score_reason
    score_reason varchar,                   -- unanswered, too_few_answers
    is_substantial boolean,                 -- null: nobody defines it for this questionnaire
    is_deleted boolean not null,
    saved_by varchar not null,
    saved_at timestamp not null
);

-- Whether a runner wants to be asked weekly about a knee: the newest row of a knee counts.
create table journal.check_in_wish (
    runner_id varchar not null,
    knee varchar not null,
    is_wanted boolean not null,
    saved_by varchar not null,
    saved_at timestamp not null
);

comment on table journal.check_in is 'One row per version of an answered questionnaire; the newest version of an entry counts.';
comment on column journal.check_in.entry_id is 'Our id: one a runner, questionnaire, knee and day';
comment on column journal.check_in.runner_id is 'The runner';
comment on column journal.check_in.local_date is 'The runner''s calendar day on which it was answered';
comment on column journal.check_in.questionnaire_id is 'Which questionnaire, a file of sql/questionnaires';
comment on column journal.check_in.questionnaire_version is 'Version of the words that were shown';
comment on column journal.check_in.knee is 'left or right; null: the questionnaire asks of no knee';
comment on column journal.check_in.answers is 'One an item, as it is scored: position of the option from 0, or its points; null: not answered';
comment on column journal.check_in.score is 'The score, range by questionnaire; null: none, see score_reason';
comment on column journal.check_in.score_reason is 'Why there is no score: unanswered or too_few_answers; null: there is one';
comment on column journal.check_in.is_substantial is 'The problem is substantial by the questionnaire''s own definition; null: it has none';
comment on column journal.check_in.is_deleted is 'Taken back';
comment on column journal.check_in.saved_by is 'Who wrote this version';
comment on column journal.check_in.saved_at is 'When this version was written, UTC';

comment on table journal.check_in_wish is 'One row per word of a runner on being asked weekly about a knee; the newest of a knee counts.';
comment on column journal.check_in_wish.runner_id is 'The runner';
comment on column journal.check_in_wish.knee is 'left or right';
comment on column journal.check_in_wish.is_wanted is 'Asked weekly; no: not asked, whatever the pain';
comment on column journal.check_in_wish.saved_by is 'Who wrote it';
comment on column journal.check_in_wish.saved_at is 'When it was written, UTC';
