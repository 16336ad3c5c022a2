-- The status at a place of the order in which statuses are shown (docs/evidence/metrics.md#status).
create or replace macro status_of_rank(place) as (
    ['refer', 'red', 'amber', 'high_load', 'load_note', 'ok', 'not_enough_data'][place]
)
