-- What was seen of how somebody runs and stands: one row a version of an entry, as in
-- journal.pain_entry. A check is what one pair of eyes saw on one day.
create table journal.mechanics_finding (
    entry_id varchar not null,
    runner_id varchar not null,
    local_date date not null,
    item_id varchar not null,          -- of sql/mechanics or a clinic's own file
    side varchar,                      -- left or right; null: the item has none
    value_code varchar,                -- yes, no, or a choice
    value_number double,               -- in the item's unit
    value_text varchar,
    value_date date,
    video_url varchar,                 -- shown, never fetched
    seen_by varchar not null,          -- runner, clinician
    note varchar,
    is_deleted boolean not null,
    saved_by varchar not null,
    saved_at timestamp not null
);

comment on table journal.mechanics_finding is 'One row per version of what was seen of one item and side on a day; the newest version of an entry counts.';
comment on column journal.mechanics_finding.entry_id is 'Our id: one a runner, day, pair of eyes, item and side';
comment on column journal.mechanics_finding.runner_id is 'The runner';
comment on column journal.mechanics_finding.local_date is 'The runner''s calendar day of the check';
comment on column journal.mechanics_finding.item_id is 'What was looked at, by its id in the list';
comment on column journal.mechanics_finding.side is 'left or right; null: the item has no side';
comment on column journal.mechanics_finding.value_code is 'yes, no or the code of a choice; null: another kind of value';
comment on column journal.mechanics_finding.value_number is 'Seconds or a count, in the item''s unit; null: another kind of value';
comment on column journal.mechanics_finding.value_text is 'Free words; null: another kind of value';
comment on column journal.mechanics_finding.value_date is 'A day, such as that of new shoes; null: another kind of value';
comment on column journal.mechanics_finding.video_url is 'Where a video of it lies, http or https; never fetched; null: none';
comment on column journal.mechanics_finding.seen_by is 'Whose eyes: runner or clinician';
comment on column journal.mechanics_finding.note is 'Free words beside it; null: none';
comment on column journal.mechanics_finding.is_deleted is 'Taken back';
comment on column journal.mechanics_finding.saved_by is 'Who wrote this version';
comment on column journal.mechanics_finding.saved_at is 'When this version was written, UTC';
