-- A questionnaire that was answered, or a newer version of it.
insert into journal.check_in by name
select
    $entry_id as entry_id,
    $runner_id as runner_id,
    $local_date as local_date,
    $questionnaire_id as questionnaire_id,
    $questionnaire_version as questionnaire_version,
    $knee as knee,
    $answers as answers,
    $score as score,
    $score_reason as score_reason,
    $is_substantial as is_substantial,
    false as is_deleted,
    $saved_by as saved_by,
    $saved_at as saved_at
