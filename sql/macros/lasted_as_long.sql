-- Whether a recording lasted as long as the one of its run that counts; who lasted clearly less recorded
-- only a part of the run, and is asked last. True where a time is not known (sql/sources/order.toml).
create or replace macro lasted_as_long(lasted_s, counted_lasted_s) as (
    coalesce(
        least(lasted_s, counted_lasted_s)
        >= parameter('source_whole_share') * greatest(lasted_s, counted_lasted_s),
        true
    )
)
