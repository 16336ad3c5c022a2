-- Part of the moving time that a sum is over, 0-1; null where nothing moved.
create or replace macro known_share(known_s, moving_s) as (
    round(coalesce(known_s, 0) / nullif(moving_s, 0), 6)
)
