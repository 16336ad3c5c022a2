-- What was seen of how runners run and stand; the newest version of each entry. What a clinician saw is
-- of the clinical record, with its words and videos. What a runner saw goes with training, as cadence
-- does; the words beside it and the link to a video, which opens for whoever has it, go with the pain
-- they share, and so do scores of pain, whose items begin with pain_.
-- scope: training, pain, clinical
-- reads: journal_file.journal.mechanics_finding
select
    source.* exclude (shares_words) replace (
        case when shares_words then source.note end as note,
        case when shares_words then source.video_url end as video_url
    ),
from (
    select
        *,
        seen_by = 'clinician'
        or runner_id in (select runner_id from granted where scope = 'pain') as shares_words,
    from journal_file.journal.mechanics_finding
    where
        (
            seen_by = 'runner'
            and runner_id in (select runner_id from granted where scope = 'training')
            and (
                not starts_with(item_id, 'pain_')
                or runner_id in (select runner_id from granted where scope = 'pain')
            )
        )
        or (
            seen_by = 'clinician'
            and runner_id in (select runner_id from granted where scope = 'clinical')
        )
    qualify row_number() over (partition by entry_id order by saved_order desc) = 1
) as source
where not source.is_deleted
