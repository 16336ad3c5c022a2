-- A new version of a clinician's note.
insert into journal.clinic_note by name
select
    $entry_id as entry_id,
    $runner_id as runner_id,
    $local_date as local_date,
    $kind as kind,
    $note as note,
    $is_deleted as is_deleted,
    $saved_by as saved_by,
    $saved_at as saved_at
