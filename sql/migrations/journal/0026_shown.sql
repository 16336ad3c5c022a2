-- What a runner was shown: one row a runner, day and content that differs. A day on which nobody looked has none.
-- Written when the runner's own screen, shell or mail shows it, never when somebody else looks.
create table journal.shown (
    shown_id varchar not null,         -- of runner, day and content: the same again makes no second row
    runner_id varchar not null,
    local_date date not null,
    shown_at timestamp not null,
    surface varchar not null,          -- today, status or mail
    status varchar not null,
    reasons varchar not null,          -- rule_id:level, with commas between
    advice varchar not null,
    limit_m double,
    limit_reason varchar,
    rule_set_version varchar not null,
    content_sha256 varchar not null
);

comment on table journal.shown is 'One row per runner, day and content: status, reasons and limit as the runner saw them; nothing of days on which nobody looked.';
comment on column journal.shown.shown_id is 'Our id, made of runner, day and content';
comment on column journal.shown.runner_id is 'Who was shown it';
comment on column journal.shown.local_date is 'The day it was about, where the runner is';
comment on column journal.shown.shown_at is 'When it was first shown that day, UTC';
comment on column journal.shown.surface is 'Where it was first shown: today (the screen), status (the shell) or mail';
comment on column journal.shown.status is 'refer, red, amber, high_load, load_note, ok or not_enough_data';
comment on column journal.shown.reasons is 'Rules behind it, the most important first, as rule_id:level with commas between; empty: none';
comment on column journal.shown.advice is 'What to do, as it was shown, one line each; empty: nothing';
comment on column journal.shown.limit_m is 'The longest that the next run was to be, metres; null: unknown, or a clinician had the word';
comment on column journal.shown.limit_reason is 'What that limit came from: care, knee, return, spike, plan, usual or unknown';
comment on column journal.shown.rule_set_version is 'Version of the rules that it was judged by';
comment on column journal.shown.content_sha256 is 'SHA-256 of all of this but when and where';
