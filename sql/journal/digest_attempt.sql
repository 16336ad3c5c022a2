-- What became of each week's digest, and how often it failed before that.
select
    person_id,
    week_start_date,
    state,
    reason,
    tried_at,
    count(*) filter (state = 'failed') over (partition by person_id, week_start_date)::integer as failed_count,
from journal.digest_sent
qualify row_number() over (partition by person_id, week_start_date order by saved_order desc) = 1
order by
    person_id,
    week_start_date
