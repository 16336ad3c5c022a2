-- A clinician's changes of rules, for runners whose training this viewer may see: whoever is told a status is
-- told by which limit. Why it was changed is told to whom they share clinical notes with, and to the runner.
-- scope: training, clinical
-- reads: journal_file.journal.rule_override
select source.* replace (
    case
        when source.runner_id in (select runner_id from granted where scope = 'clinical')
            then source.reason
    end as reason
)
from journal_file.journal.rule_override as source
where source.runner_id in (select runner_id from granted where scope = 'training')
