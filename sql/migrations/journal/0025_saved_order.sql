-- Which row is the newest is told by a number that only rises, no longer by a clock that may be put back. Each
-- row of a table with saved_at takes the next number of the journal by itself; rows of before are numbered in the
-- order in which they counted until now. A row that is copied takes a number of its own.
create sequence journal.saved_order;

create temp table numbered as
select
    name,
    row_id,
    row_number() over (order by saved_at, row_id, name) as saved_order,
from (
    select 'access_grant' as name, rowid as row_id, saved_at from journal.access_grant
    union all
    select 'activity_choice' as name, rowid as row_id, saved_at from journal.activity_choice
    union all
    select 'assessment' as name, rowid as row_id, saved_at from journal.assessment
    union all
    select 'cadence_action' as name, rowid as row_id, saved_at from journal.cadence_action
    union all
    select 'cadence_goal' as name, rowid as row_id, saved_at from journal.cadence_goal
    union all
    select 'cadence_plan' as name, rowid as row_id, saved_at from journal.cadence_plan
    union all
    select 'check_in' as name, rowid as row_id, saved_at from journal.check_in
    union all
    select 'check_in_wish' as name, rowid as row_id, saved_at from journal.check_in_wish
    union all
    select 'clinic_note' as name, rowid as row_id, saved_at from journal.clinic_note
    union all
    select 'day_log' as name, rowid as row_id, saved_at from journal.day_log
    union all
    select 'digest_sent' as name, rowid as row_id, saved_at from journal.digest_sent
    union all
    select 'digest_wish' as name, rowid as row_id, saved_at from journal.digest_wish
    union all
    select 'import_item' as name, rowid as row_id, saved_at from journal.import_item
    union all
    select 'light_profile' as name, rowid as row_id, saved_at from journal.light_profile
    union all
    select 'mechanics_finding' as name, rowid as row_id, saved_at from journal.mechanics_finding
    union all
    select 'pain_entry' as name, rowid as row_id, saved_at from journal.pain_entry
    union all
    select 'past_injury' as name, rowid as row_id, saved_at from journal.past_injury
    union all
    select 'plan' as name, rowid as row_id, saved_at from journal.plan
    union all
    select 'plan_action' as name, rowid as row_id, saved_at from journal.plan_action
    union all
    select 'plan_change' as name, rowid as row_id, saved_at from journal.plan_change
    union all
    select 'plan_step' as name, rowid as row_id, saved_at from journal.plan_step
    union all
    select 'receipt' as name, rowid as row_id, saved_at from journal.receipt
    union all
    select 'red_flag_answer' as name, rowid as row_id, saved_at from journal.red_flag_answer
    union all
    select 'rest_day' as name, rowid as row_id, saved_at from journal.rest_day
    union all
    select 'rule_override' as name, rowid as row_id, saved_at from journal.rule_override
    union all
    select 'run_effort' as name, rowid as row_id, saved_at from journal.run_effort
    union all
    select 'runner' as name, rowid as row_id, saved_at from journal.runner
    union all
    select 'runner_event' as name, rowid as row_id, saved_at from journal.runner_event
    union all
    select 'site_pain' as name, rowid as row_id, saved_at from journal.site_pain
    union all
    select 'squad_mark' as name, rowid as row_id, saved_at from journal.squad_mark
    union all
    select 'squad_note' as name, rowid as row_id, saved_at from journal.squad_note
    union all
    select 'strength_entry' as name, rowid as row_id, saved_at from journal.strength_entry
    union all
    select 'strength_programme' as name, rowid as row_id, saved_at from journal.strength_programme
    union all
    select 'team_group' as name, rowid as row_id, saved_at from journal.team_group
    union all
    select 'team_invitation' as name, rowid as row_id, saved_at from journal.team_invitation
    union all
    select 'team_member' as name, rowid as row_id, saved_at from journal.team_member
    union all
    select 'team_person' as name, rowid as row_id, saved_at from journal.team_person
    union all
    select 'warm_up' as name, rowid as row_id, saved_at from journal.warm_up
);

-- As many numbers are drawn as were given, so that the sequence goes on after the last of them.
create temp table drawn as
select nextval('journal.saved_order') as saved_order
from numbered;

alter table journal.access_grant add column saved_order bigint;
update journal.access_grant set saved_order = numbered.saved_order
from numbered
where numbered.name = 'access_grant' and numbered.row_id = access_grant.rowid;
alter table journal.access_grant alter column saved_order set default nextval('journal.saved_order');
comment on column journal.access_grant.saved_order is 'The higher, the later it was written: the next number of the whole journal';

alter table journal.activity_choice add column saved_order bigint;
update journal.activity_choice set saved_order = numbered.saved_order
from numbered
where numbered.name = 'activity_choice' and numbered.row_id = activity_choice.rowid;
alter table journal.activity_choice alter column saved_order set default nextval('journal.saved_order');
comment on column journal.activity_choice.saved_order is 'The higher, the later it was written: the next number of the whole journal';

alter table journal.assessment add column saved_order bigint;
update journal.assessment set saved_order = numbered.saved_order
from numbered
where numbered.name = 'assessment' and numbered.row_id = assessment.rowid;
alter table journal.assessment alter column saved_order set default nextval('journal.saved_order');
comment on column journal.assessment.saved_order is 'The higher, the later it was written: the next number of the whole journal';

alter table journal.cadence_action add column saved_order bigint;
update journal.cadence_action set saved_order = numbered.saved_order
from numbered
where numbered.name = 'cadence_action' and numbered.row_id = cadence_action.rowid;
alter table journal.cadence_action alter column saved_order set default nextval('journal.saved_order');
comment on column journal.cadence_action.saved_order is 'The higher, the later it was written: the next number of the whole journal';

alter table journal.cadence_goal add column saved_order bigint;
update journal.cadence_goal set saved_order = numbered.saved_order
from numbered
where numbered.name = 'cadence_goal' and numbered.row_id = cadence_goal.rowid;
alter table journal.cadence_goal alter column saved_order set default nextval('journal.saved_order');
comment on column journal.cadence_goal.saved_order is 'The higher, the later it was written: the next number of the whole journal';

alter table journal.cadence_plan add column saved_order bigint;
update journal.cadence_plan set saved_order = numbered.saved_order
from numbered
where numbered.name = 'cadence_plan' and numbered.row_id = cadence_plan.rowid;
alter table journal.cadence_plan alter column saved_order set default nextval('journal.saved_order');
comment on column journal.cadence_plan.saved_order is 'The higher, the later it was written: the next number of the whole journal';

alter table journal.check_in add column saved_order bigint;
update journal.check_in set saved_order = numbered.saved_order
from numbered
where numbered.name = 'check_in' and numbered.row_id = check_in.rowid;
alter table journal.check_in alter column saved_order set default nextval('journal.saved_order');
comment on column journal.check_in.saved_order is 'The higher, the later it was written: the next number of the whole journal';

alter table journal.check_in_wish add column saved_order bigint;
update journal.check_in_wish set saved_order = numbered.saved_order
from numbered
where numbered.name = 'check_in_wish' and numbered.row_id = check_in_wish.rowid;
alter table journal.check_in_wish alter column saved_order set default nextval('journal.saved_order');
comment on column journal.check_in_wish.saved_order is 'The higher, the later it was written: the next number of the whole journal';

alter table journal.clinic_note add column saved_order bigint;
update journal.clinic_note set saved_order = numbered.saved_order
from numbered
where numbered.name = 'clinic_note' and numbered.row_id = clinic_note.rowid;
alter table journal.clinic_note alter column saved_order set default nextval('journal.saved_order');
comment on column journal.clinic_note.saved_order is 'The higher, the later it was written: the next number of the whole journal';

alter table journal.day_log add column saved_order bigint;
update journal.day_log set saved_order = numbered.saved_order
from numbered
where numbered.name = 'day_log' and numbered.row_id = day_log.rowid;
alter table journal.day_log alter column saved_order set default nextval('journal.saved_order');
comment on column journal.day_log.saved_order is 'The higher, the later it was written: the next number of the whole journal';

alter table journal.digest_sent add column saved_order bigint;
update journal.digest_sent set saved_order = numbered.saved_order
from numbered
where numbered.name = 'digest_sent' and numbered.row_id = digest_sent.rowid;
alter table journal.digest_sent alter column saved_order set default nextval('journal.saved_order');
comment on column journal.digest_sent.saved_order is 'The higher, the later it was written: the next number of the whole journal';

alter table journal.digest_wish add column saved_order bigint;
update journal.digest_wish set saved_order = numbered.saved_order
from numbered
where numbered.name = 'digest_wish' and numbered.row_id = digest_wish.rowid;
alter table journal.digest_wish alter column saved_order set default nextval('journal.saved_order');
comment on column journal.digest_wish.saved_order is 'The higher, the later it was written: the next number of the whole journal';

alter table journal.import_item add column saved_order bigint;
update journal.import_item set saved_order = numbered.saved_order
from numbered
where numbered.name = 'import_item' and numbered.row_id = import_item.rowid;
alter table journal.import_item alter column saved_order set default nextval('journal.saved_order');
comment on column journal.import_item.saved_order is 'The higher, the later it was written: the next number of the whole journal';

alter table journal.light_profile add column saved_order bigint;
update journal.light_profile set saved_order = numbered.saved_order
from numbered
where numbered.name = 'light_profile' and numbered.row_id = light_profile.rowid;
alter table journal.light_profile alter column saved_order set default nextval('journal.saved_order');
comment on column journal.light_profile.saved_order is 'The higher, the later it was written: the next number of the whole journal';

alter table journal.mechanics_finding add column saved_order bigint;
update journal.mechanics_finding set saved_order = numbered.saved_order
from numbered
where numbered.name = 'mechanics_finding' and numbered.row_id = mechanics_finding.rowid;
alter table journal.mechanics_finding alter column saved_order set default nextval('journal.saved_order');
comment on column journal.mechanics_finding.saved_order is 'The higher, the later it was written: the next number of the whole journal';

alter table journal.pain_entry add column saved_order bigint;
update journal.pain_entry set saved_order = numbered.saved_order
from numbered
where numbered.name = 'pain_entry' and numbered.row_id = pain_entry.rowid;
alter table journal.pain_entry alter column saved_order set default nextval('journal.saved_order');
comment on column journal.pain_entry.saved_order is 'The higher, the later it was written: the next number of the whole journal';

alter table journal.past_injury add column saved_order bigint;
update journal.past_injury set saved_order = numbered.saved_order
from numbered
where numbered.name = 'past_injury' and numbered.row_id = past_injury.rowid;
alter table journal.past_injury alter column saved_order set default nextval('journal.saved_order');
comment on column journal.past_injury.saved_order is 'The higher, the later it was written: the next number of the whole journal';

alter table journal.plan add column saved_order bigint;
update journal.plan set saved_order = numbered.saved_order
from numbered
where numbered.name = 'plan' and numbered.row_id = plan.rowid;
alter table journal.plan alter column saved_order set default nextval('journal.saved_order');
comment on column journal.plan.saved_order is 'The higher, the later it was written: the next number of the whole journal';

alter table journal.plan_action add column saved_order bigint;
update journal.plan_action set saved_order = numbered.saved_order
from numbered
where numbered.name = 'plan_action' and numbered.row_id = plan_action.rowid;
alter table journal.plan_action alter column saved_order set default nextval('journal.saved_order');
comment on column journal.plan_action.saved_order is 'The higher, the later it was written: the next number of the whole journal';

alter table journal.plan_change add column saved_order bigint;
update journal.plan_change set saved_order = numbered.saved_order
from numbered
where numbered.name = 'plan_change' and numbered.row_id = plan_change.rowid;
alter table journal.plan_change alter column saved_order set default nextval('journal.saved_order');
comment on column journal.plan_change.saved_order is 'The higher, the later it was written: the next number of the whole journal';

alter table journal.plan_step add column saved_order bigint;
update journal.plan_step set saved_order = numbered.saved_order
from numbered
where numbered.name = 'plan_step' and numbered.row_id = plan_step.rowid;
alter table journal.plan_step alter column saved_order set default nextval('journal.saved_order');
comment on column journal.plan_step.saved_order is 'The higher, the later it was written: the next number of the whole journal';

alter table journal.receipt add column saved_order bigint;
update journal.receipt set saved_order = numbered.saved_order
from numbered
where numbered.name = 'receipt' and numbered.row_id = receipt.rowid;
alter table journal.receipt alter column saved_order set default nextval('journal.saved_order');
comment on column journal.receipt.saved_order is 'The higher, the later it was written: the next number of the whole journal';

alter table journal.red_flag_answer add column saved_order bigint;
update journal.red_flag_answer set saved_order = numbered.saved_order
from numbered
where numbered.name = 'red_flag_answer' and numbered.row_id = red_flag_answer.rowid;
alter table journal.red_flag_answer alter column saved_order set default nextval('journal.saved_order');
comment on column journal.red_flag_answer.saved_order is 'The higher, the later it was written: the next number of the whole journal';

alter table journal.rest_day add column saved_order bigint;
update journal.rest_day set saved_order = numbered.saved_order
from numbered
where numbered.name = 'rest_day' and numbered.row_id = rest_day.rowid;
alter table journal.rest_day alter column saved_order set default nextval('journal.saved_order');
comment on column journal.rest_day.saved_order is 'The higher, the later it was written: the next number of the whole journal';

alter table journal.rule_override add column saved_order bigint;
update journal.rule_override set saved_order = numbered.saved_order
from numbered
where numbered.name = 'rule_override' and numbered.row_id = rule_override.rowid;
alter table journal.rule_override alter column saved_order set default nextval('journal.saved_order');
comment on column journal.rule_override.saved_order is 'The higher, the later it was written: the next number of the whole journal';

alter table journal.run_effort add column saved_order bigint;
update journal.run_effort set saved_order = numbered.saved_order
from numbered
where numbered.name = 'run_effort' and numbered.row_id = run_effort.rowid;
alter table journal.run_effort alter column saved_order set default nextval('journal.saved_order');
comment on column journal.run_effort.saved_order is 'The higher, the later it was written: the next number of the whole journal';

alter table journal.runner add column saved_order bigint;
update journal.runner set saved_order = numbered.saved_order
from numbered
where numbered.name = 'runner' and numbered.row_id = runner.rowid;
alter table journal.runner alter column saved_order set default nextval('journal.saved_order');
comment on column journal.runner.saved_order is 'The higher, the later it was written: the next number of the whole journal';

alter table journal.runner_event add column saved_order bigint;
update journal.runner_event set saved_order = numbered.saved_order
from numbered
where numbered.name = 'runner_event' and numbered.row_id = runner_event.rowid;
alter table journal.runner_event alter column saved_order set default nextval('journal.saved_order');
comment on column journal.runner_event.saved_order is 'The higher, the later it was written: the next number of the whole journal';

alter table journal.site_pain add column saved_order bigint;
update journal.site_pain set saved_order = numbered.saved_order
from numbered
where numbered.name = 'site_pain' and numbered.row_id = site_pain.rowid;
alter table journal.site_pain alter column saved_order set default nextval('journal.saved_order');
comment on column journal.site_pain.saved_order is 'The higher, the later it was written: the next number of the whole journal';

alter table journal.squad_mark add column saved_order bigint;
update journal.squad_mark set saved_order = numbered.saved_order
from numbered
where numbered.name = 'squad_mark' and numbered.row_id = squad_mark.rowid;
alter table journal.squad_mark alter column saved_order set default nextval('journal.saved_order');
comment on column journal.squad_mark.saved_order is 'The higher, the later it was written: the next number of the whole journal';

alter table journal.squad_note add column saved_order bigint;
update journal.squad_note set saved_order = numbered.saved_order
from numbered
where numbered.name = 'squad_note' and numbered.row_id = squad_note.rowid;
alter table journal.squad_note alter column saved_order set default nextval('journal.saved_order');
comment on column journal.squad_note.saved_order is 'The higher, the later it was written: the next number of the whole journal';

alter table journal.strength_entry add column saved_order bigint;
update journal.strength_entry set saved_order = numbered.saved_order
from numbered
where numbered.name = 'strength_entry' and numbered.row_id = strength_entry.rowid;
alter table journal.strength_entry alter column saved_order set default nextval('journal.saved_order');
comment on column journal.strength_entry.saved_order is 'The higher, the later it was written: the next number of the whole journal';

alter table journal.strength_programme add column saved_order bigint;
update journal.strength_programme set saved_order = numbered.saved_order
from numbered
where numbered.name = 'strength_programme' and numbered.row_id = strength_programme.rowid;
alter table journal.strength_programme alter column saved_order set default nextval('journal.saved_order');
comment on column journal.strength_programme.saved_order is 'The higher, the later it was written: the next number of the whole journal';

alter table journal.team_group add column saved_order bigint;
update journal.team_group set saved_order = numbered.saved_order
from numbered
where numbered.name = 'team_group' and numbered.row_id = team_group.rowid;
alter table journal.team_group alter column saved_order set default nextval('journal.saved_order');
comment on column journal.team_group.saved_order is 'The higher, the later it was written: the next number of the whole journal';

alter table journal.team_invitation add column saved_order bigint;
update journal.team_invitation set saved_order = numbered.saved_order
from numbered
where numbered.name = 'team_invitation' and numbered.row_id = team_invitation.rowid;
alter table journal.team_invitation alter column saved_order set default nextval('journal.saved_order');
comment on column journal.team_invitation.saved_order is 'The higher, the later it was written: the next number of the whole journal';

alter table journal.team_member add column saved_order bigint;
update journal.team_member set saved_order = numbered.saved_order
from numbered
where numbered.name = 'team_member' and numbered.row_id = team_member.rowid;
alter table journal.team_member alter column saved_order set default nextval('journal.saved_order');
comment on column journal.team_member.saved_order is 'The higher, the later it was written: the next number of the whole journal';

alter table journal.team_person add column saved_order bigint;
update journal.team_person set saved_order = numbered.saved_order
from numbered
where numbered.name = 'team_person' and numbered.row_id = team_person.rowid;
alter table journal.team_person alter column saved_order set default nextval('journal.saved_order');
comment on column journal.team_person.saved_order is 'The higher, the later it was written: the next number of the whole journal';

alter table journal.warm_up add column saved_order bigint;
update journal.warm_up set saved_order = numbered.saved_order
from numbered
where numbered.name = 'warm_up' and numbered.row_id = warm_up.rowid;
alter table journal.warm_up alter column saved_order set default nextval('journal.saved_order');
comment on column journal.warm_up.saved_order is 'The higher, the later it was written: the next number of the whole journal';

drop table drawn;
drop table numbered;
