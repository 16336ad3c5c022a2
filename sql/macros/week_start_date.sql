-- The first day of the week that holds a local date, for a runner whose weeks start on monday or sunday.
create or replace macro week_start_date(local_date, week_start) as (
    local_date - ((
        case when week_start = 'sunday' then isodow(local_date) else isodow(local_date) - 1 end
    ) % 7)::integer
)
