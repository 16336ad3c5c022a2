-- Sum over days with a run; zero where there was none, null where a run was and nothing of it is known.
create or replace macro sum_of_runs(value, coverage) as (
    coalesce(
        sum(value) filter (coverage = 'run'),
        case when count(*) filter (coverage = 'run') = 0 then 0::double end
    )
)
