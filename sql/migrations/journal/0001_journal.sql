-- What people typed or decided. Rows are never changed: an edit is a newer row, a deletion a mark.
create schema if not exists journal;

create table journal.runner (
    runner_id varchar not null,
    display_name varchar not null,
    birth_year integer,
    height_cm double,
    time_zone varchar not null,
    week_start varchar not null,
    units varchar not null,
    created_at timestamp not null,
    saved_at timestamp not null
);

-- One row a version of an entry: the newest saved_at of an entry_id counts.
create table journal.pain_entry (
    entry_id varchar not null,
    runner_id varchar not null,
    local_date date not null,
    knee varchar not null,             -- left or right
    place varchar,                     -- front, below, inner, outer, back, all_over
    pain_before_score integer,         -- 0-10
    pain_during_score integer,         -- worst while running
    pain_after_score integer,          -- an hour after
    pain_morning_score integer,        -- the morning after local_date
    onset_m double,
    chips varchar[] not null,          -- tight_kneecap, sharp_hill, mid_run, sore_morning, stairs, sitting
    red_flags varchar[] not null,
    is_limping boolean not null,
    session_id varchar,                -- the run it belongs to, fixed when logged
    note varchar,
    is_deleted boolean not null,
    saved_by varchar not null,
    saved_at timestamp not null
);

create table journal.strength_entry (
    entry_id varchar not null,
    runner_id varchar not null,
    local_date date not null,
    exercise varchar not null,
    set_count integer,
    repetition_count integer,
    hold_s double,
    load_kg double,
    knee varchar,
    pain_during_score integer,
    note varchar,
    is_deleted boolean not null,
    saved_by varchar not null,
    saved_at timestamp not null
);

create table journal.rest_day (
    runner_id varchar not null,
    local_date date not null,
    is_deleted boolean not null,
    saved_at timestamp not null
);

-- What the runner says of one recorded activity; wins over every source, for good.
create table journal.activity_choice (
    activity_id varchar not null,
    runner_id varchar not null,
    field varchar not null,            -- sport, is_treadmill, is_excluded, duplicate_of
    value varchar,                     -- null in duplicate_of: it is no duplicate
    is_deleted boolean not null,
    saved_by varchar not null,
    saved_at timestamp not null
);

-- A clinician's change of one rule for one runner: dated, never an edit of the rule.
create table journal.rule_override (
    override_id varchar not null,
    runner_id varchar not null,
    rule_id varchar not null,
    level varchar not null,
    threshold double,                  -- null: the rule is off for this runner
    reason varchar not null,
    from_date date not null,
    until_date date,
    saved_by varchar not null,
    saved_at timestamp not null
);

-- Who may see what of whom.
create table journal.access_grant (
    grant_id varchar not null,
    viewer_id varchar not null,
    runner_id varchar not null,
    scope varchar not null,            -- training, pain, clinical
    granted_by varchar not null,
    from_date date not null,
    until_date date,
    withdrawn_at timestamp,
    saved_at timestamp not null
);

-- Reads of somebody else's data.
create table journal.audit (
    audit_id varchar not null,
    viewer_id varchar not null,
    runner_id varchar not null,
    what varchar not null,
    read_at timestamp not null
);

-- Imports: a batch is one call of import or one upload, an item one file of it.
create table journal.import_batch (
    batch_id varchar not null,
    runner_id varchar not null,
    started_at timestamp not null,
    finished_at timestamp,
    undone_at timestamp
);

create table journal.import_item (
    batch_id varchar not null,
    runner_id varchar not null,
    file varchar not null,
    original_sha256 varchar,
    format varchar,
    status varchar not null,           -- imported, duplicate, skipped, failed
    reason varchar,
    context varchar,                   -- JSON: what the table of an export said of this file
    activity_ids varchar[] not null,
    saved_at timestamp not null
);
