-- A diary that came in: its kind, whether it was taken back, and the number above those of its entries.
select
    arg_max(kind, saved_order) as kind,
    arg_max(is_undone, saved_order) as is_undone,
    min(saved_order) as first_order,
from journal.diary_batch
where
    runner_id = $runner_id
    and batch_id = $batch_id
having count(*) > 0
