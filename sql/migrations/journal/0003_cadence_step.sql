-- Quicker steps, one at a time. What a plan was measured by is written once and never again: worked
-- out anew, the baseline would follow the runner and hide the very change it is there to show.
create table journal.cadence_plan (
    plan_id varchar not null,
    runner_id varchar not null,
    started_at timestamp not null,      -- UTC; runs that start later are counted
    baseline_spm double not null,       -- median adjusted cadence of the runs before
    reference_speed_mps double not null, -- speed that every run's cadence is brought to
    line_slope double not null,         -- steps a minute per m/s
    line_week_start_date date not null, -- which line of metric.cadence_line the slope is of
    line_method varchar not null,
    formula_version integer not null,
    aim_spm double not null,            -- 170 for the runner's height; reaching it ends the plan
    is_height_known boolean not null,   -- no: the aim is 170 as it stands
    wanted_run_count integer not null,  -- runs to hold a step for, 5 or 6
    saved_by varchar not null,
    saved_at timestamp not null
);

-- What happened to a plan by the runner's hand, and calf pain, which only a plan asks for.
create table journal.cadence_action (
    action_id varchar not null,
    plan_id varchar not null,
    runner_id varchar not null,
    action varchar not null,            -- pause, resume, stop, calf_pain
    acted_at timestamp not null,        -- UTC
    local_date date not null,
    pain_score integer,                 -- 0-10, of calf_pain
    saved_by varchar not null,
    saved_at timestamp not null
);

-- Whether quicker steps are the runner's own goal: the newest row counts.
create table journal.cadence_goal (
    runner_id varchar not null,
    has_goal boolean not null,
    saved_by varchar not null,
    saved_at timestamp not null
);
