-- Other numbers for a week of a plan, of runners whose training this viewer may see: every version, since a
-- calendar counts them. What was written beside a number goes with the pain diary.
-- scope: training, pain
-- reads: journal_file.journal.plan_change
select
    source.* replace (
        case
            when source.runner_id in (select runner_id from granted where scope = 'pain')
                then source.reason
        end as reason
    ),
from journal_file.journal.plan_change as source
where source.runner_id in (select runner_id from granted where scope = 'training')
