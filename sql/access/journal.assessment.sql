-- That a clinician has looked, of runners who share their pain diary with this viewer: a sign that was
-- looked at must not stand for one reader and be gone for another. What was found is the clinic's.
-- scope: pain, clinical
-- reads: journal_file.journal.assessment
select
    source.* exclude (shares_clinical) replace (
        case when shares_clinical then source.note end as note
    ),
from (
    select
        *,
        runner_id in (select runner_id from granted where scope = 'clinical') as shares_clinical,
    from journal_file.journal.assessment
    where runner_id in (select runner_id from granted where scope = 'pain')
    qualify row_number() over (partition by entry_id order by saved_order desc) = 1
) as source
where not is_deleted
