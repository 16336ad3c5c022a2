-- Altitude that is not believed: what the recording itself tells is kept, what counts may be unknown.
alter table core.activity add column told_ascent_m double;
alter table core.activity add column roughness_m_per_km double;
alter table core.activity add column jaggedness_ratio double;
alter table core.activity add column pace_answer_ratio double;
alter table core.activity add column recorded_ascent_m double;
alter table core.activity add column recorded_descent_m double;
alter table core.activity add column recorded_altitude_source varchar;
alter table core.activity add column altitude_doubt varchar;

comment on column core.activity.told_ascent_m is 'Least climb that the device or its platform tells, metres; null: neither, or no profile';
comment on column core.activity.roughness_m_per_km is 'Way of altitude up and down between pieces of 50 m, metres a kilometre; null: too short, or no profile';
comment on column core.activity.jaggedness_ratio is 'How much of that turns back at once: 0.5 on hills, 1.4 to 1.7 by chance; null: likewise';
comment on column core.activity.pace_answer_ratio is 'Rank correlation of steepness with slowness: 0 where pace takes no notice; null: likewise';
comment on column core.activity.recorded_ascent_m is 'Metres climbed by the recording, believed or not; null: no altitude, or not yet judged';
comment on column core.activity.recorded_descent_m is 'Metres lost by the recording, believed or not; null: likewise';
comment on column core.activity.recorded_altitude_source is 'Where altitude is from, believed or not; null: not yet judged';
comment on column core.activity.altitude_doubt is 'Why its altitude is not believed, so that hills are unknown: unlike_told, unlike_other_devices, rough or unreliable_device; null: it is believed';
comment on column core.activity.ascent_m is 'Metres climbed; null: no altitude that can be used, or not believed';
comment on column core.activity.altitude_source is 'barometric, gps, corrected or none; none also where it is not believed';
