-- Runs whose altitude came to be believed, or is believed no more: their climb, and rows in core.exposure and
-- core.speed_band that are gone and must be filled anew. Given: temp table staged_activity of altitude.sql.
update core.activity as activity
set
    altitude_doubt = staged.altitude_doubt,
    ascent_m = case when staged.altitude_doubt is null then recorded_ascent_m end,
    descent_m = case when staged.altitude_doubt is null then recorded_descent_m end,
    altitude_source = case
        when staged.altitude_doubt is null then recorded_altitude_source
        else 'none'
    end
from staged_activity as staged
where activity.activity_id = staged.activity_id;

delete from core.exposure
where activity_id in (select activity_id from staged_activity);

delete from core.speed_band
where activity_id in (select activity_id from staged_activity);
