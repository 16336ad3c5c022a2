-- A diary that came in: its kind, whether it was taken back, and when it was written.
select
    arg_max(kind, saved_order) as kind,
    arg_max(is_undone, saved_order) as is_undone,
    arg_min(saved_at, saved_order) as first_saved_at,
from journal.diary_batch
where
    runner_id = $runner_id
    and batch_id = $batch_id
having count(*) > 0
