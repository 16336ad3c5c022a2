-- What was seen of how runners run and stand; the newest version of each entry. What a clinician saw is
-- of the clinical record. What a runner saw goes with training, as cadence does; the words beside it and
-- the link to a video, which opens for whoever has it, go with the pain they share.
select
    source.* exclude (shares_pain) replace (
        case when shares_pain or seen_by = 'clinician' then source.note end as note,
        case when shares_pain or seen_by = 'clinician' then source.video_url end as video_url
    ),
from (
    select
        *,
        runner_id in (select runner_id from granted where scope = 'pain') as shares_pain,
    from journal_file.journal.mechanics_finding
    where
        runner_id in (select runner_id from granted where scope = 'training')
        or runner_id in (select runner_id from granted where scope = 'clinical')
    qualify row_number() over (partition by entry_id order by saved_at desc, rowid desc) = 1
) as source
where
    not source.is_deleted
    and source.runner_id in (
        select runner_id
        from granted
        where scope = case when source.seen_by = 'runner' then 'training' else 'clinical' end
    )
