-- Descents as stretches, the speed on the flat they are compared with, and the terms that give the
-- knee load's range. Rows of formula version 1 lack them until `kneewise rebuild`.
create table core.descent (
    activity_id varchar not null,
    runner_id varchar not null,
    descent_index integer not null,
    start_m double not null,           -- into the run
    length_m double not null,
    loss_m double not null,
    grade_ratio double not null,       -- mean, negative
    grade_band varchar not null,       -- down_2_5, down_5_10, down_10_15, down_15
    moving_s double not null,
    speed_mps double,
    cadence_spm double,                -- null: too little of it known
    step_count double,
    steady_speed_mps double,           -- without the first seconds
    step_length_m double,              -- mean, without the first seconds
    energy_j_per_kg double,            -- that the body must take up; a lower bound of braking
    is_walking boolean not null
);

alter table core.exposure add column flat_speed_mps double;  -- median of its flat running splits

-- Sum of steps / cadence to the power of 1.6 and of 2.8, flat and downhill as the plain terms.
alter table core.speed_band add column load_low_term double;
alter table core.speed_band add column load_downhill_low_term double;
alter table core.speed_band add column load_high_term double;
alter table core.speed_band add column load_downhill_high_term double;
