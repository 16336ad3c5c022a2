-- One row per runner and reason behind today's status, most important first.
-- grain: runner_id, reason_index
-- columns:
--   runner_id: Our id of the runner
--   reason_index: 1 for the most important
--   rule_id: The rule
--   metric: The number that the rule looks at
--   level: info, watch, high or refer
--   status: What it leads to; null if it is context only
--   local_date: Day that the number belongs to
--   holds_days: For how many days it counts, that day with them
--   knee: left, right or unknown; null if not of a knee
--   session_id: The run it belongs to; null if of a day
--   run_m: Distance of that run, metres; null if of a day, or unknown
--   compared_m: Longest run of the 30 days before it, metres; null likewise
--   spike_band: Band of that run against it: reference, small, moderate or large; null likewise
--   study_runner_count: Runners of the study of such runs; null likewise
--   ordinary_share: In the study, overuse injuries per run, 0-1; null likewise
--   injury_share: In the study, overuse injuries per run of this band, 0-1; null likewise
--   least_spike_share: The least of that among runs beyond reference, 0-1; null likewise
--   most_spike_share: The most likewise, 0-1; null likewise
--   advised_spm: The advised 170 steps a minute for the runner's height; null if it is not about cadence
--   recent_week_m: Mean week of the last four weeks, metres; null if it is not about their growth
--   earlier_week_m: Mean week of the four that they are compared with, metres; null likewise
--   episode_day_count: Days of the spell of pain it is of, up to now; null if of no spell
--   episode_logged_count: How many of them were logged; null likewise
--   event_text: The event ahead that it is about, in the runner's words; null if about none
--   event_date: Its day; null likewise
--   value: The number
--   threshold: The limit that it passed
--   unit: Of both
--   is_own_threshold: The limit is a clinician's, for this runner
--   title: What the rule looks at
--   text: The finding in words
--   what_to_do: What to do, in words; empty if nothing
--   why: Why it is looked at
--   source: Where it comes from
--   evidence_grade: A to D
--   evidence_text: What the evidence found, with its numbers
--   authored_by: Who wrote the rule
--   checked_by: Who with a qualification checked it; empty if nobody has
--   next_review_on: When it is to be looked at again
--   rule_set_version: Version of all rules, plans and programmes together, by which this was judged
--   rule_set_effective_date: First day of that version
-- source: risk.runner_day; sql/rules
with reason as (
    select
        runner_id,
        unnest(reasons) as reason,
        generate_subscripts(reasons, 1) as reason_index,
    from risk.runner_day
    where local_date = as_of_date()
)

select
    reason.runner_id,
    reason.reason_index,
    rule.rule_id,
    rule.metric,
    level.level,
    reason.reason.status as status,
    reason.reason.local_date as local_date,
    rule.holds_days,
    reason.reason.knee as knee,
    reason.reason.session_id as session_id,
    spike.distance_m as run_m,
    spike.longest_30d_m as compared_m,
    spike.spike_band,
    study.runner_count as study_runner_count,
    study.ordinary_share,
    study.injury_share,
    study.least_spike_share,
    study.most_spike_share,
    cadence.equivalent_170_spm as advised_spm,
    build_up.recent_week_m,
    build_up.earlier_week_m,
    episode.duration_days as episode_day_count,
    episode.logged_day_count as episode_logged_count,
    event.event_text,
    event.event_date,
    reason.reason.value as value,
    reason.reason.threshold as threshold,
    reason.reason.unit as unit,
    coalesce(hit.is_own_threshold, false) as is_own_threshold,
    rule.title,
    level_text(
        reason_text(level.text, level.own_text, level.threshold, reason.reason.threshold),
        level.number_text,
        reason.reason.value
    ) as text,
    coalesce(nullif(level.what_to_do, ''), rule.what_to_do) as what_to_do,
    rule.why,
    rule.source,
    rule.evidence_grade,
    rule.evidence_text,
    rule.authored_by,
    rule.checked_by,
    rule.next_review_on,
    rule_set.rule_set_version,
    rule_set.effective_from_date as rule_set_effective_date,
from reason
cross join rule.rule_set as rule_set
inner join rule.rule as rule on rule.rule_id = reason.reason.rule_id
inner join rule.level as level
    on
        level.rule_id = reason.reason.rule_id
        and level.level = reason.reason.level
left join metric.session_spike as spike
    on
        spike.session_id = reason.reason.session_id
left join page.spike_study as study using (spike_band)
left join metric.cadence_recent as cadence
    on
        rule.metric = 'below_170_share'
        and cadence.session_id = reason.reason.session_id
left join metric.build_up as build_up
    on
        rule.metric = 'build_up_ratio'
        and build_up.runner_id = reason.runner_id
        and build_up.week_start_date = reason.reason.local_date - 6
left join risk.rule_hit as hit
    on
        hit.runner_id = reason.runner_id
        and hit.local_date = reason.reason.local_date
        and hit.rule_id = reason.reason.rule_id
left join metric.pain_episode as episode
    on
        rule.metric in ('pain_episode_days', 'pain_recurrence_count')
        and episode.runner_id = reason.runner_id
        and episode.knee = reason.reason.knee
        and reason.reason.local_date between episode.start_date and episode.end_date
left join metric.event_pain as event
    on
        rule.metric = 'event_pain_score'
        and event.runner_id = reason.runner_id
        and event.knee = reason.reason.knee
        and event.local_date = reason.reason.local_date
order by
    reason.runner_id,
    reason.reason_index
