-- What runners did with their cadence plans; calf pain is pain, and needs that to be shared.
-- scope: training, pain
-- reads: journal_file.journal.cadence_action
select source.*
from journal_file.journal.cadence_action as source
where
    source.runner_id in (
        select runner_id
        from granted
        where scope = case when source.action = 'calf_pain' then 'pain' else 'training' end
    )
