-- From version 1, whose code knew one platform and one account a runner: every row gets its provider.
-- Visits to a consent page, good for ten minutes, are begun anew.
-- Run between setting the former tables aside as former_* and dropping them, in one transaction.
insert into account
select
    runner_id, provider, athlete_id, scopes, state, sealed_tokens, connected_at, fully_listed_at,
    reconciled_at, synced_at, trouble
from former_account;

insert into listing
select runner_id, 'strava', kind, before_at, after_at, next_page, began_at
from former_listing;

insert into activity
select
    runner_id, 'strava', source_activity_id, facts, started_at, facts_fetched_at,
    detail_fetched_at, streams, streams_fetched_at, original_sha256, seen_at, is_doubtful,
    is_loaded, is_renewed, is_covered, failure_count
from former_activity;

insert into meter
select 'strava', observed_at, short_used, short_limit, daily_used, daily_limit
from former_meter;

insert into detail_use
select runner_id, 'strava', day, call_count
from former_detail_use;

insert into note
select case name when 'pause' then '' else 'strava' end, name, value
from former_note;
