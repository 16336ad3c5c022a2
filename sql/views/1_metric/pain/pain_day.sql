-- One row per runner, day and knee with anything logged. Several logs of one day are read as one: the
-- lowest score before, the highest of the others. The morning score is of the morning after the day. The
-- light is the strict one for pain at the front of the knee, unless the knee goes by those for a tendon that
-- day. Scores are as logged; light and rises take them in whole points, a half rounded up. Pain whose side
-- is not said is a knee of its own here. Where a score is missing, pain before running
-- is judged by its size, as are the scores an hour and a morning after where nothing was logged before: a
-- high score that cannot be compared is never read as calm.
-- grain: runner_id, local_date, knee
-- columns:
--   runner_id: the runner
--   local_date: local calendar day
--   knee: left, right or unknown (the side is not said)
--   pain_before_score: before running, 0-10; null: not logged
--   pain_during_score: worst while running, 0-10; null: not logged
--   pain_after_score: an hour after, 0-10; null: not logged
--   pain_morning_score: the morning after, 0-10; null: not logged
--   pain_untimed_score: at a moment that is not said, 0-10; null: every score has its moment
--   pain_worst_score: highest of these; null: none logged
--   pain_baseline_score: what the rise is counted from: before running, else the latest morning of the last 7 days; null: neither
--   after_rise_score: an hour after less the baseline, in whole points; null: one is unknown
--   morning_rise_score: the morning after less the baseline, in whole points; null: one is unknown
--   pain_at_rest_score: highest outside running that is judged by its own size, in whole points: before running where a later score is missing or it was high, without one an hour or the morning after, and one of no said moment; null: none such
--   onset_m: distance into the run where it began; null: not logged
--   ticked_flag_count: signs ticked that need a clinician
--   is_limping: limping or running differently
--   session_id: the run it belongs to; null: a day without, or not said
--   light_profile: the limits that the light goes by: pfp_strict or tendon_5
--   light: refer, red, amber, green, green_provisional (a score is missing); null: nothing can be said
-- source: Esculier 2018, doi 10.1136/bjsports-2016-096988; Silbernagel 2007 (tendon); docs/evidence/metrics.md#pain_light
with entry as (
    select *
    from journal.pain_entry
    qualify row_number() over (partition by entry_id order by saved_order desc) = 1
),

by_day as (
    select
        runner_id,
        local_date,
        knee,
        min(pain_before_score) as pain_before_score,
        max(pain_before_score) as most_before_score,
        max(pain_during_score) as pain_during_score,
        max(pain_after_score) as pain_after_score,
        max(pain_morning_score) as pain_morning_score,
        max(pain_untimed_score) as pain_untimed_score,
        min(onset_m) as onset_m,
        max(len(red_flags))::integer as ticked_flag_count,
        bool_or(is_limping) as is_limping,
        arg_max(session_id, saved_order) as session_id,
    from entry
    where not is_deleted
    group by runner_id, local_date, knee
),

based as (
    select
        *,
        greatest(
            pain_before_score,
            pain_during_score,
            pain_after_score,
            pain_morning_score,
            pain_untimed_score
        ) as pain_worst_score,
        coalesce(
            pain_before_score,
            arg_max(pain_morning_score, local_date) filter (pain_morning_score is not null) over (
                partition by runner_id, knee
                order by local_date
                range between to_days(parameter('pain_baseline_days')::integer) preceding
                and interval 1 day preceding
            )
        ) as pain_baseline_score,
        -- The morning that stands in for a missing score excuses nothing: it may have been as bad.
        -- With all four known the light is the paper's, unless it hurt badly before the first step.
        whole_score(greatest(pain_untimed_score, case
            when pain_before_score is null then greatest(pain_after_score, pain_morning_score)
            when
                pain_during_score is null
                or pain_after_score is null
                or pain_morning_score is null
                or whole_score(most_before_score) >= parameter('pain_at_rest_red_score')
                then most_before_score
        end)) as pain_at_rest_score,
    from by_day
),

risen as (
    select
        based.*,
        coalesce(profile.light_profile, 'pfp_strict') as light_profile,
        whole_score(pain_during_score) as during_score,
        whole_score(pain_after_score) - whole_score(pain_baseline_score) as after_rise_score,
        whole_score(pain_morning_score) - whole_score(pain_baseline_score) as morning_rise_score,
        coalesce(after_rise_score <= 0, whole_score(pain_after_score) = 0, false)
            as is_after_calm,
        coalesce(morning_rise_score <= 0, whole_score(pain_morning_score) = 0, false)
            as is_morning_calm,
    from based
    left join metric.light_profile as profile
        on
            profile.runner_id = based.runner_id
            and profile.knee = based.knee
            and based.local_date >= profile.from_date
            and based.local_date <= coalesce(profile.until_date, based.local_date)
)

select
    runner_id,
    local_date,
    knee,
    pain_before_score,
    pain_during_score,
    pain_after_score,
    pain_morning_score,
    pain_untimed_score,
    pain_worst_score,
    pain_baseline_score,
    after_rise_score,
    morning_rise_score,
    pain_at_rest_score,
    onset_m,
    ticked_flag_count,
    is_limping,
    session_id,
    light_profile,
    case
        when ticked_flag_count > 0 then 'refer'
        when
            is_limping
            or during_score >= case light_profile
                when 'tendon_5' then parameter('pain_during_tendon_red_score')
                else parameter('pain_during_red_score')
            end
            or morning_rise_score >= parameter('pain_rise_red_score')
            or pain_at_rest_score >= parameter('pain_at_rest_red_score')
            then 'red'
        when
            (
                light_profile = 'pfp_strict'
                and during_score >= parameter('pain_during_amber_score')
            )
            or after_rise_score >= parameter('pain_rise_amber_score')
            or morning_rise_score >= parameter('pain_rise_amber_score')
            or pain_at_rest_score >= parameter('pain_at_rest_amber_score')
            then 'amber'
        when pain_during_score is not null and is_after_calm and is_morning_calm then 'green'
        when
            pain_during_score is not null
            or pain_untimed_score is not null
            or is_after_calm
            or is_morning_calm
            then 'green_provisional'
    end as light,
from risen
