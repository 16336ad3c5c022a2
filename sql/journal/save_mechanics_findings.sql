-- Findings of a check, or newer versions of them. Given: a view named arriving, of the journal's columns.
insert into journal.mechanics_finding by name
select
    *,
    false as is_deleted,
    $saved_by as saved_by,
    $saved_at as saved_at,
from arriving
