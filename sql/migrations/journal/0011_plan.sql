-- A plan of some weeks. What it is measured by and what each of its weeks asks for is written once and
-- never again: worked out anew, the baseline would follow the running that the plan itself brought down.
create table journal.plan (
    plan_id varchar not null,
    runner_id varchar not null,
    knee varchar,
    start_date date not null,
    week_count integer not null,
    template_id varchar not null,
    template_title varchar not null,
    started_status varchar,            -- of that day; hidden from whom pain is not shared with
    started_light varchar,
    reason_name varchar,
    easing_share double not null,
    baseline_7d_m double not null,
    baseline_longest_m double,
    baseline_downhill_m double,
    baseline_fast_s double,
    strength_session_count integer not null,
    formula_version integer not null,
    saved_by varchar not null,
    saved_at timestamp not null
);

-- What each week of the plan asks for, if every gate passes: the file as it was on the day of the start.
create table journal.plan_step (
    plan_id varchar not null,
    runner_id varchar not null,
    step_index integer not null,       -- from 1
    phase_id varchar not null,
    phase_title varchar not null,
    words varchar not null,
    distance_share double not null,
    is_eased boolean not null,
    longest_ratio double not null,
    downhill_share double not null,
    fast_share double not null,
    strength_session_count integer not null,
    gate_green_share double not null,
    gate_least_day_count integer not null,
    saved_at timestamp not null
);

-- Another number for one week of a plan.
create table journal.plan_change (
    entry_id varchar not null,         -- one a plan, week and target
    plan_id varchar not null,
    runner_id varchar not null,
    week_index integer not null,
    target_name varchar not null,      -- distance_m, longest_run_m, downhill_m, fast_s, strength_count
    value double not null,
    decided_by varchar not null,       -- runner, clinician
    reason varchar,
    is_deleted boolean not null,
    saved_by varchar not null,
    saved_at timestamp not null
);

-- What happened to a plan by somebody's hand.
create table journal.plan_action (
    action_id varchar not null,
    plan_id varchar not null,
    runner_id varchar not null,
    action varchar not null,           -- pause, resume, stop, finish (a clinician's word)
    acted_at timestamp not null,
    local_date date not null,
    saved_by varchar not null,
    saved_at timestamp not null
);

comment on table journal.plan is 'One row per plan of some weeks, written once: what it starts from, and why it was started.';
comment on column journal.plan.plan_id is 'The plan';
comment on column journal.plan.runner_id is 'Whose plan';
comment on column journal.plan.knee is 'left or right: whose days its gates go by; null: both';
comment on column journal.plan.start_date is 'First day of its first week';
comment on column journal.plan.week_count is 'Weeks if every gate passes, 4 to 8';
comment on column journal.plan.template_id is 'The kind of plan, by the name of its file';
comment on column journal.plan.template_title is 'Its title on the day of the start';
comment on column journal.plan.started_status is 'Status of the runner on the day it was started; null: pain is not shared';
comment on column journal.plan.started_light is 'Worst light of the seven days up to it; null: none known, or not shared';
comment on column journal.plan.reason_name is 'Why it was offered: red, amber, easing, pain, load or none; null: not shared';
comment on column journal.plan.easing_share is 'How much less than the baseline its calm weeks ask for, 0-1';
comment on column journal.plan.baseline_7d_m is 'The smaller of the last week and the mean of four, metres';
comment on column journal.plan.baseline_longest_m is 'Longest run of 30 days, before the knee complained where it does, metres; null: unknown';
comment on column journal.plan.baseline_downhill_m is 'Mean week of metres downhill; null: not measured';
comment on column journal.plan.baseline_fast_s is 'Mean week of fast and sprint time, seconds; null: not measured';
comment on column journal.plan.strength_session_count is 'Strength sessions a week of the runner''s programme';
comment on column journal.plan.formula_version is 'Of the formulas that it was measured by';
comment on column journal.plan.saved_by is 'Who started it';
comment on column journal.plan.saved_at is 'When, UTC';
comment on table journal.plan_step is 'One row per plan and week of it, written once: what it asks for.';
comment on column journal.plan_step.plan_id is 'The plan';
comment on column journal.plan_step.runner_id is 'Whose plan';
comment on column journal.plan_step.step_index is 'Place in the plan, from 1';
comment on column journal.plan_step.phase_id is 'Its phase';
comment on column journal.plan_step.phase_title is 'Title of the phase';
comment on column journal.plan_step.words is 'What it asks for, in words';
comment on column journal.plan_step.distance_share is 'Most distance, as a share of the baseline week';
comment on column journal.plan_step.is_eased is 'Less by the easing share as well';
comment on column journal.plan_step.longest_ratio is 'Longest run over that of the baseline';
comment on column journal.plan_step.downhill_share is 'Metres downhill, as a share of the baseline';
comment on column journal.plan_step.fast_share is 'Fast time, as a share of the baseline';
comment on column journal.plan_step.strength_session_count is 'Strength sessions';
comment on column journal.plan_step.gate_green_share is 'Share of known days that have to be green';
comment on column journal.plan_step.gate_least_day_count is 'Known days that it takes to judge';
comment on column journal.plan_step.saved_at is 'When it was written, UTC';
comment on table journal.plan_change is 'One row per version of another number for one week of a plan; the newest version counts.';
comment on column journal.plan_change.entry_id is 'One a plan, week and target: a second change replaces the first';
comment on column journal.plan_change.plan_id is 'The plan';
comment on column journal.plan_change.runner_id is 'Whose plan';
comment on column journal.plan_change.week_index is 'Week of the plan, from 1';
comment on column journal.plan_change.target_name is 'Which number: distance_m, longest_run_m, downhill_m, fast_s or strength_count';
comment on column journal.plan_change.value is 'The number, in the unit of its name';
comment on column journal.plan_change.decided_by is 'runner, or clinician: on a clinician''s word';
comment on column journal.plan_change.reason is 'Free words; go with the pain diary';
comment on column journal.plan_change.is_deleted is 'Taken back';
comment on column journal.plan_change.saved_by is 'Who wrote this version';
comment on column journal.plan_change.saved_at is 'When this version was written, UTC';
comment on table journal.plan_action is 'One row per thing done with a plan: paused, resumed, stopped, finished.';
comment on column journal.plan_action.action_id is 'Our id';
comment on column journal.plan_action.plan_id is 'The plan';
comment on column journal.plan_action.runner_id is 'Whose plan';
comment on column journal.plan_action.action is 'pause, resume, stop or finish (on a clinician''s word)';
comment on column journal.plan_action.acted_at is 'When it holds from, UTC';
comment on column journal.plan_action.local_date is 'The runner''s calendar day of that';
comment on column journal.plan_action.saved_by is 'Who did it';
comment on column journal.plan_action.saved_at is 'When it was written, UTC';
