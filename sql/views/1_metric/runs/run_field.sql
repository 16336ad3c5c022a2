-- One row per recording that counts and kind of number: which recording it is from, and what that came with.
-- grain: activity_id, field
-- columns:
--   runner_id: who ran
--   session_id: the run
--   activity_id: the recording of the run that counts
--   field: distance, time, climb, heart_rate, cadence, effort, shoe, contact, balance, oscillation, vertical_ratio, power, feel, or detail: all that is told second by second
--   from_activity_id: the recording that tells it; null: none does
--   came_with: archives and platforms that this recording came with, with spaces between, as garmin_takeout; file: by itself; null: none tells it
--   source: its kind of file or row; null: none tells it
--   device: the watch or app; null: unknown, or none tells it
--   reason: why none tells it: not_told, read_before by formulas that did not ask, altitude_not_believed, or only_totals of the detail; null: it is told
-- source: core.merged_recording, core.merged_form; docs/evidence/metrics.md#run_field
with part as (
    select * from core.session_activity
),

asked as (
    select
        part.runner_id,
        part.session_id,
        part.activity_id,
        merged.activity_id is not null as is_merged,
        counted.altitude_doubt is not null as is_doubted,
        coalesce(form.is_asked, false) as is_form_asked,
        unnest([
            {
                'field': 'distance',
                'is_told': part.distance_m is not null,
                'from_id': merged.distance_from_id
            },
            {
                'field': 'time',
                'is_told': part.moving_s is not null,
                'from_id': merged.time_from_id
            },
            {
                'field': 'climb',
                'is_told': part.ascent_m is not null or part.descent_m is not null,
                'from_id': merged.climb_from_id
            },
            {
                'field': 'heart_rate',
                'is_told': part.heart_rate_bpm is not null,
                'from_id': merged.heart_rate_from_id
            },
            {
                'field': 'cadence',
                'is_told': part.cadence_spm is not null,
                'from_id': merged.cadence_from_id
            },
            {
                'field': 'effort',
                'is_told': part.perceived_exertion_score is not null,
                'from_id': merged.effort_from_id
            },
            {
                'field': 'shoe',
                'is_told': part.shoe_id is not null,
                'from_id': merged.shoe_from_id
            },
            {
                'field': 'contact',
                'is_told': form.contact_from_id is not null,
                'from_id': form.contact_from_id
            },
            {
                'field': 'balance',
                'is_told': form.balance_from_id is not null,
                'from_id': form.balance_from_id
            },
            {
                'field': 'oscillation',
                'is_told': form.oscillation_from_id is not null,
                'from_id': form.oscillation_from_id
            },
            {
                'field': 'vertical_ratio',
                'is_told': form.ratio_from_id is not null,
                'from_id': form.ratio_from_id
            },
            {
                'field': 'power',
                'is_told': form.power_from_id is not null,
                'from_id': form.power_from_id
            },
            {
                'field': 'feel',
                'is_told': form.feel_from_id is not null,
                'from_id': form.feel_from_id
            },
            {'field': 'detail', 'is_told': part.has_stream, 'from_id': null}
        ]) as told,
    from part
    inner join core.activity as counted using (activity_id)
    left join core.merged_recording as merged using (activity_id)
    left join core.merged_form as form on form.activity_id = part.activity_id
)

select
    asked.runner_id,
    asked.session_id,
    asked.activity_id,
    asked.told.field,
    case
        when asked.told.is_told then coalesce(asked.told.from_id, asked.activity_id)
    end as from_activity_id,
    origin.came_with,
    origin.source,
    origin.device,
    case
        when asked.told.is_told then null
        when asked.told.field = 'detail' then 'only_totals'
        when
            not asked.is_form_asked
            and asked.told.field in (
                'contact', 'balance', 'oscillation', 'vertical_ratio', 'power', 'feel'
            )
            then 'read_before'
        when asked.told.field = 'climb' and asked.is_doubted then 'altitude_not_believed'
        else 'not_told'
    end as reason,
from asked
left join core.activity as origin
    on
        asked.told.is_told
        and origin.activity_id = coalesce(asked.told.from_id, asked.activity_id)
