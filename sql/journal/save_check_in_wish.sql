-- Whether a runner wants to be asked weekly about a knee; the newest word counts.
insert into journal.check_in_wish by name
select
    $runner_id as runner_id,
    $knee as knee,
    $is_wanted as is_wanted,
    $saved_by as saved_by,
    $saved_at as saved_at
