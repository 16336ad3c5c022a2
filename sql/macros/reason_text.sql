-- The words of a level: those for a limit of the runner's own where another than the usual one was passed.
create or replace macro reason_text(plain, own, usual_threshold, threshold) as (
    case when threshold is distinct from usual_threshold then coalesce(nullif(own, ''), plain) else plain end
)
