-- Pain elsewhere than at the knee: runners' pain moves. One row a version of an entry, as in
-- journal.pain_entry. It never changes a knee's light.
create table journal.site_pain (
    entry_id varchar not null,
    runner_id varchar not null,
    local_date date not null,
    site varchar not null,             -- hip, shin, calf, achilles, foot, back
    side varchar,                      -- left or right; null: both, the middle, or not told
    pain_before_score integer,         -- 0-10
    pain_during_score integer,         -- worst while running
    pain_after_score integer,          -- an hour after
    pain_morning_score integer,        -- the morning after local_date
    note varchar,
    is_deleted boolean not null,
    saved_by varchar not null,
    saved_at timestamp not null
);

comment on table journal.site_pain is 'One row per version of how a place other than the knee felt on a day; the newest version of an entry counts.';
comment on column journal.site_pain.entry_id is 'Our id; an edit keeps it';
comment on column journal.site_pain.runner_id is 'The runner';
comment on column journal.site_pain.local_date is 'The runner''s calendar day';
comment on column journal.site_pain.site is 'hip, shin, calf, achilles, foot or back';
comment on column journal.site_pain.side is 'left or right; null: both, the middle, or not told';
comment on column journal.site_pain.pain_before_score is 'Before running or at rest, 0-10; null: not asked';
comment on column journal.site_pain.pain_during_score is 'Worst while running, 0-10; null: not asked';
comment on column journal.site_pain.pain_after_score is 'An hour after, 0-10; null: not asked';
comment on column journal.site_pain.pain_morning_score is 'The morning after the day, 0-10; null: not asked';
comment on column journal.site_pain.note is 'The runner''s own words; null: none';
comment on column journal.site_pain.is_deleted is 'Taken back';
comment on column journal.site_pain.saved_by is 'Who wrote this version';
comment on column journal.site_pain.saved_at is 'When this version was written, UTC';

-- Which limits a knee's light goes by, from a day on. The strict ones hold where no row says otherwise;
-- those for a tendon need a clinician's word.
create table journal.light_profile (
    entry_id varchar not null,
    runner_id varchar not null,
    local_date date not null,          -- from this day on
    knee varchar not null,             -- left or right
    profile varchar not null,          -- pfp_strict, tendon_5
    decided_by varchar not null,       -- clinician; runner: on a clinician's word
    is_deleted boolean not null,
    saved_by varchar not null,
    saved_at timestamp not null
);

comment on table journal.light_profile is 'One row per version of which limits a knee''s light goes by from a day on; the newest version of an entry counts.';
comment on column journal.light_profile.entry_id is 'Our id: one a runner, knee and day';
comment on column journal.light_profile.runner_id is 'The runner';
comment on column journal.light_profile.local_date is 'From this day on';
comment on column journal.light_profile.knee is 'left or right';
comment on column journal.light_profile.profile is 'pfp_strict or tendon_5';
comment on column journal.light_profile.decided_by is 'clinician, or runner: on a clinician''s word';
comment on column journal.light_profile.is_deleted is 'Taken back';
comment on column journal.light_profile.saved_by is 'Who wrote this version';
comment on column journal.light_profile.saved_at is 'When this version was written, UTC';
