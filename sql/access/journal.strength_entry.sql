-- Strength work of runners whose training this viewer may see; the newest version of each entry. How
-- it hurt, and what was written beside it, go with the pain they share.
-- scope: training, pain
-- reads: journal_file.journal.strength_entry
select
    source.* exclude (shares_pain) replace (
        case when shares_pain then source.pain_during_score end as pain_during_score,
        case when shares_pain then source.note end as note
    ),
from (
    select
        *,
        runner_id in (select runner_id from granted where scope = 'pain') as shares_pain,
    from journal_file.journal.strength_entry
    where runner_id in (select runner_id from granted where scope = 'training')
    qualify row_number() over (partition by entry_id order by saved_order desc) = 1
) as source
where not is_deleted
