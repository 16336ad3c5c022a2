-- Activities this viewer may see now: of runners whose training they may see, not past their time.
-- What a platform lent for the runner's own eyes is seen by the runner alone, unless the operator has
-- its written leave.
-- Given: temp table granted; $now (UTC), $is_lent_shareable, $sees_lent (false for what leaves the home).
-- scope: training, own
-- reads: warehouse.core.activity
select activity.activity_id
from warehouse.core.activity as activity
where
    activity.runner_id in (select runner_id from granted where scope = 'training')
    and coalesce(activity.expires_at > $now, true)
    and (
        activity.share_class = 'own_file'
        or $sees_lent
        and (
            $is_lent_shareable
            or activity.runner_id in (select runner_id from granted where scope = 'own')
        )
    )
