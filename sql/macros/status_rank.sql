-- Place of a status in the order in which statuses are shown, 1 first; 8 for what is context only.
create or replace macro status_rank(status) as (
    coalesce(
        list_position(
            ['refer', 'red', 'amber', 'high_load', 'load_note', 'ok', 'not_enough_data'], status
        ), 8
    )
)
