-- Pain of runners who share it with this viewer, every version of an entry that stands: a score that was
-- changed later is worth knowing, and tells since when a warning sign has been ticked. What the runner
-- deleted, and words that were changed since, stay with the runner.
-- scope: pain, own
-- reads: journal_file.journal.pain_entry
select
    source.* exclude (is_own, newest_note, is_standing) replace (
        case when is_own or source.note = newest_note then source.note end as note
    ),
from (
    select
        *,
        runner_id in (select runner_id from granted where scope = 'own') as is_own,
        first_value(note) over newest as newest_note,
        not first_value(is_deleted) over newest as is_standing,
    from journal_file.journal.pain_entry
    where runner_id in (select runner_id from granted where scope = 'pain')
    window newest as (partition by entry_id order by saved_order desc)
) as source
where is_own or is_standing
