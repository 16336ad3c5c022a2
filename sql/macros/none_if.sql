-- Zero where a known count is zero (a week off), else null (unknown).
create or replace macro none_if(known_count) as (case when known_count = 0 then 0::double end)
