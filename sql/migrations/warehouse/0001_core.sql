-- Typed tables of recorded activities. Distances in metres, times in seconds, instants in UTC.
create schema if not exists core;

create table core.runner (
    runner_id varchar not null,
    display_name varchar not null,
    birth_year integer,
    height_cm double,
    time_zone varchar not null,
    week_start varchar not null,       -- monday or sunday
    units varchar not null,            -- km or miles: for display only
    created_at timestamp not null
);

create table core.activity (
    activity_id varchar not null,
    runner_id varchar not null,
    source varchar not null,           -- fit, gpx, tcx, strava_export
    source_activity_id varchar,
    original_sha256 varchar not null,  -- of the content, before any .gz around it
    part_index integer not null,       -- which activity of a file with several
    sport varchar not null,
    sport_rule varchar not null,       -- file, guessed_from_speed, runner
    is_run boolean not null,
    is_treadmill boolean not null,
    is_excluded boolean not null,      -- by the runner's own decision
    started_at timestamp not null,     -- UTC
    local_date date not null,
    time_zone varchar not null,
    device varchar,
    distance_m double,
    moving_s double,
    elapsed_s double,
    ascent_m double,
    descent_m double,
    altitude_source varchar not null,  -- barometric, gps, corrected, none
    heart_rate_bpm double,
    cadence_spm double,
    cadence_rule varchar,
    perceived_exertion_score double,
    shoe_id varchar,
    detail_level varchar not null,     -- summary or stream
    duplicate_of varchar,
    share_class varchar not null,      -- own_file: may be shared by grant
    expires_at timestamp,
    note varchar,                      -- what was salvaged, guessed or repaired
    formula_version integer not null,
    imported_at timestamp not null
);

create table core.split (
    activity_id varchar not null,
    runner_id varchar not null,
    split_index integer not null,
    distance_m double not null,
    moving_s double not null,
    elapsed_s double not null,
    altitude_change_m double,          -- null: no altitude
    grade_ratio double,
    speed_mps double,
    cadence_spm double,
    heart_rate_bpm double,
    is_walking boolean not null
);

-- Best time over a set distance, and best distance over a set time, one row an effort.
create table core.best_effort (
    activity_id varchar not null,
    runner_id varchar not null,
    effort varchar not null,           -- raw_400_m, grade_adjusted_400_m, grade_adjusted_1200_s, raw_30_s_p95 …
    distance_m double not null,
    duration_s double not null
);

-- Sums over the flat 30-second cadence blocks of a run: enough for an exact regression over any
-- span of runs without reading samples again (ordinary least squares needs only these sums).
create table core.cadence_block (
    activity_id varchar not null,
    runner_id varchar not null,
    block_count integer not null,
    sum_speed_mps double not null,
    sum_cadence_spm double not null,
    sum_speed_squared double not null,
    sum_speed_cadence double not null,
    sum_cadence_squared double not null,
    min_speed_mps double not null,
    max_speed_mps double not null,
    median_speed_mps double not null,
    median_cadence_spm double not null
);

-- Exposure of one recorded run, computed once at import from its splits (sql/exposure).
create table core.exposure (
    activity_id varchar not null,
    runner_id varchar not null,
    running_s double not null,
    walking_s double not null,
    running_m double not null,
    walking_m double not null,
    running_cadence_spm double,        -- time-weighted over running splits
    step_count double,                 -- running steps, both feet; null without cadence
    walking_step_count double,
    up_2_5_m double,
    up_5_10_m double,
    up_10_m double,
    flat_m double,
    down_2_5_m double,
    down_5_10_m double,
    down_10_15_m double,
    down_15_m double,
    up_2_5_s double,
    up_5_10_s double,
    up_10_s double,
    flat_s double,
    down_2_5_s double,
    down_5_10_s double,
    down_10_15_s double,
    down_15_s double,
    downhill_m double,                 -- all at or below -2 %; null without altitude
    downhill_weighted_m double,
    downhill_s double,
    formula_version integer not null
);

-- Running time of one run by speed in steps of 0.1 m/s, split by terrain, so that zones against a
-- reference speed that moves with the runner's history stay a sum over per-run rows.
create table core.speed_band (
    activity_id varchar not null,
    runner_id varchar not null,
    speed_band_index integer not null, -- floor(speed / 0.1)
    is_downhill boolean not null,      -- grade at or below -2 %
    moving_s double not null,
    distance_m double not null,
    step_count double,
    load_term double,                  -- sum of steps / cadence squared
    load_downhill_term double          -- sum of steps * min(|grade|, 0.20) / tan 9 degrees / cadence squared
);

-- Days the runner confirmed as rest, mirrored from the journal.
create table core.rest_day (
    runner_id varchar not null,
    local_date date not null
);

-- One row: which build of the formulas filled this file.
create table core.formula (
    formula_version integer not null
);
