-- Begins a transaction.
-- What a watch, belt or pod tells of a run's steps, and how it felt. Runs imported before are asked by a rebuild.
alter table core.activity add column ground_contact_s double;
alter table core.activity add column left_contact_share double;
alter table core.activity add column vertical_oscillation_m double;
alter table core.activity add column vertical_ratio double;
alter table core.activity add column power_w double;
alter table core.activity add column normalized_power_w double;
alter table core.activity add column feel_score double;

comment on column core.activity.ground_contact_s is 'Mean time of a foot on the ground in a step, seconds; null: not told, or no body has it';
comment on column core.activity.left_contact_share is 'The left foot''s share of the time on the ground, 0-1; null: likewise';
comment on column core.activity.vertical_oscillation_m is 'Mean way of the body up and down in a step, metres; null: likewise';
comment on column core.activity.vertical_ratio is 'That way over the length of a step; null: likewise';
comment on column core.activity.power_w is 'Mean power as the device reckons it, watts; null: likewise';
comment on column core.activity.normalized_power_w is 'Power with hard stretches weighing more, as the device reckons it, watts; null: likewise';
comment on column core.activity.feel_score is 'How it felt, 0 very weak to 100 very strong, as told to the watch; null: not told';
