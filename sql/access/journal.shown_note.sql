-- Notes of coaches that they show to the runner: the newest version of each note and who wrote it, and whether
-- the runner has put it away. The guard let nobody write one who was granted no training at that moment; that
-- a grant ends later takes nothing back that was said.
-- scope: own
-- reads: journal_file.journal.squad_note, journal_file.journal.squad_note_read
select
    newest.entry_id,
    newest.runner_id,
    newest.local_date,
    newest.note,
    exists (
        from journal_file.journal.squad_note_read as put_away
        where
            put_away.runner_id = newest.runner_id
            and put_away.note_entry_id = newest.entry_id
            and put_away.note_saved_by = newest.saved_by
            and put_away.note_saved_at = newest.saved_at
            and put_away.saved_order > newest.saved_order
    ) as is_put_away,
    newest.saved_by,
    newest.saved_at as written_at,
from (
    from journal_file.journal.squad_note
    where runner_id in (select runner_id from granted where scope = 'own')
    qualify
        row_number() over (
            partition by
                entry_id,
                saved_by
            order by saved_order desc
        ) = 1
) as newest
where
    newest.is_shown_to_runner
    and not newest.is_deleted
