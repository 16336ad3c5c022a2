-- One row per runner and pair of shoes that a source names, the last worn first.
-- grain: runner_id, shoe_id
-- columns:
--   runner_id: Our id of the runner
--   shoe_id: Our id of the pair
--   shoe_index: Its place by the first run in it
--   first_date: Day of the first run in it
--   last_date: Day of the last one
--   run_count: Runs in it
--   distance_m: Distance of these runs, metres; null if of none known
--   unmeasured_run_count: Runs in it whose distance is not known
--   new_since_date: Its first day; null if it is the first pair that is known
-- source: metric.shoe
select
    runner_id,
    shoe_id,
    shoe_index,
    first_date,
    last_date,
    run_count,
    distance_m,
    unmeasured_run_count,
    new_since_date,
from metric.shoe
order by
    runner_id,
    last_date desc,
    shoe_index desc
