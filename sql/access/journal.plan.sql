-- Plans of runners whose training this viewer may see; written once, so there is one version. Why one was
-- started, and for which knee, goes with the pain diary. Without a status, the views know that the knee's
-- days are not shared, and leave unsaid what follows from them.
-- scope: training, pain
-- reads: journal_file.journal.plan
select
    source.* exclude (shares_pain) replace (
        case when shares_pain then source.knee end as knee,
        case when shares_pain then source.started_status end as started_status,
        case when shares_pain then source.started_light end as started_light,
        case when shares_pain then source.reason_name end as reason_name
    ),
from (
    select
        *,
        runner_id in (select runner_id from granted where scope = 'pain') as shares_pain,
    from journal_file.journal.plan
    where runner_id in (select runner_id from granted where scope = 'training')
    qualify row_number() over (partition by plan_id order by saved_order) = 1
) as source
