-- A clinician's notes of runners who share them with this viewer; the newest version of each entry.
-- scope: clinical
-- reads: journal_file.journal.clinic_note
select source.*
from journal_file.journal.clinic_note as source
where source.runner_id in (select runner_id from granted where scope = 'clinical')
qualify
    row_number() over (partition by entry_id order by saved_order desc) = 1
    and not is_deleted
