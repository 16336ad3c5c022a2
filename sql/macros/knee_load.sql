-- Weighted steps, running and walking, in the unit that the knee load is told in.
create or replace macro knee_load(running_load, walking_load) as (
    round((running_load + walking_load) / parameter('knee_load_unit_count'), 6)
)
