-- One row per runner this viewer may see: what is shared with them, and until when.
-- grain: runner_id
-- columns:
--   runner_id: Our id of the runner
--   scopes: training, pain, clinical, in this order; of one's own runs all
--   until_date: Last day of what ends first; null: no end
--   is_own: The viewer is the runner, or the owner of the home
-- source: core.shared_scope; docs/evidence/index.md#typed
select
    runner_id,
    list(scope order by list_position(['training', 'pain', 'clinical'], scope))
        filter (scope <> 'own') as scopes,
    min(until_date) as until_date,
    bool_or(scope = 'own') as is_own,
from core.shared_scope
group by runner_id
order by runner_id
