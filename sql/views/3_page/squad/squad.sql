-- One row per runner this viewer may see: who needs a look first, and why. Where nothing recent is known the
-- need is 'unknown', never OK.
-- grain: runner_id
-- columns:
--   runner_id: Our id of the runner
--   display_name: Name
--   birth_year: Year of birth; null if not told
--   units: km or miles
--   need_rank: Order of the board: 1 needs a look first
--   need: refer, red, amber, high_load, load_note, unknown or ok
--   unknown_reason: Why nothing is known: no_data, stale or hidden; null if it is known
--   is_pain_shared: Pain is shared with this viewer
--   reason_rule_id: Rule of the first reason; null if none
--   reason_level: Its level: info, watch, high or refer; null if none
--   reason_session_id: Its run; null if of no run
--   reason_text: First reason in words; null if none
--   reason_knee: Its knee: left, right or unknown; null if none
--   reason_date: Its day; null if none
--   reason_count: How many reasons there are
--   last_run_date: Day of the latest run; null if there is none
--   run_age_days: Days since then; null likewise
--   last_log_date: Day of the latest pain log; null if none, or not shared
--   distance_7d_m: Distance of the last seven days, metres; null if unknown
--   known_7d_m: What is known of it: distance of the runs that are here, metres; null if none is
--   usual_7d_m: Mean week of the 28 days up to today, metres; null if unknown
--   spike_ratio: Largest run of the last seven days over the longest of the 30 days before it; null if unknown
--   descent_7d_m: Metres lost in the last seven days; null if unknown
--   fast_7d_s: Fast running of the last seven days, seconds; null if unknown
--   trend_spm_per_week: Change of cadence at the usual pace a week, over eight weeks; null if unknown
--   worst_7d_score: Worst pain of the last seven days, 0-10; null if none was logged, or not shared
--   worst_before_score: Worst pain of the seven days before those, 0-10; null likewise
--   spark_m: Distance of the last weeks, metres, oldest first; null where unknown
--   limit_m: How far a run tomorrow may go, metres; null if care, unknown, or not all of it may be seen here
--   limit_reason: What binds: care, knee, return, spike, plan, usual or unknown
--   limit_hidden_name: What may not be seen here: pain or runs; null if all may be. Then the next two are no limit
--   training_m: How far by what may be seen here, metres; null if care or unknown
--   training_reason: What binds that
--   hidden_run_count: Runs that came through a platform's API and are not shown
-- source: page.squad_runner; docs/evidence/metrics.md#status
select
    runner_id,
    display_name,
    birth_year,
    units,
    row_number() over (
        order by
            list_position(
                ['refer', 'red', 'amber', 'high_load', 'load_note', 'unknown', 'ok'], need
            ),
            reason_date desc nulls last,
            display_name,
            runner_id
    )::integer as need_rank,
    * exclude (runner_id, display_name, birth_year, units),
from page.squad_runner
order by need_rank
