-- The weekly digest by e-mail: who wants it, and what became of each week's. Neither is about a runner, so
-- neither has a runner_id: both stay out of a runner's export and outlive erasing one, as accounts do.

-- One row a version of a wish: the newest of a person_id counts.
create table journal.digest_wish (
    person_id varchar not null,
    is_wanted boolean not null,
    has_diary boolean not null,        -- words and scores of pain may stand in the e-mail
    saved_by varchar not null,
    saved_at timestamp not null
);

-- One row an attempt: the newest of a person and week counts. An attempt is written down before the message is
-- handed over, so that a stop in between does not send it twice.
create table journal.digest_sent (
    person_id varchar not null,
    week_start_date date not null,
    state varchar not null,            -- sending, sent, failed, refused, unclear or nothing
    reason varchar,
    tried_at timestamp not null,
    saved_at timestamp not null
);

comment on table journal.digest_wish is 'One row per version of somebody''s wish for the weekly digest by e-mail; the newest of a person counts.';
comment on column journal.digest_wish.person_id is 'Who it is about';
comment on column journal.digest_wish.is_wanted is 'Send it';
comment on column journal.digest_wish.has_diary is 'With words and scores from diaries that are shared with them; else training alone';
comment on column journal.digest_wish.saved_by is 'Who wrote this version';
comment on column journal.digest_wish.saved_at is 'When this version was written, UTC';

comment on table journal.digest_sent is 'One row per attempt to send a week''s digest to a person; the newest of both counts.';
comment on column journal.digest_sent.person_id is 'To whom';
comment on column journal.digest_sent.week_start_date is 'Monday of the week it is about';
comment on column journal.digest_sent.state is 'sending (no answer yet), sent, failed (tried again), refused or unclear (not tried again), nothing (nobody shares with them)';
comment on column journal.digest_sent.reason is 'Why it did not leave, in words; never an address; null if it did';
comment on column journal.digest_sent.tried_at is 'When it was tried, UTC';
comment on column journal.digest_sent.saved_at is 'When this row was written, UTC';
