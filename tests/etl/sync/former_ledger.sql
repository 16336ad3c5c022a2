BEGIN TRANSACTION;
CREATE TABLE account (
    runner_id text primary key,
    provider text not null,
    athlete_id text not null,
    scopes text not null,              -- space between them
    state text not null,               -- connected, scope_missing, wrong_key, leaving
    sealed_tokens blob,                -- encrypted (etl/sync/token_vault.py)
    connected_at text not null,
    fully_listed_at text,              -- last time the whole history was listed
    reconciled_at text,                -- last time the recent weeks were listed
    synced_at text,                    -- last pass that ended without trouble
    trouble text,                      -- name of the last failure; null: none
    unique (provider, athlete_id)
);
INSERT INTO "account" VALUES('reb136e4b51f4','strava','1','read activity:read_all','connected',X'1D187427754F6E2F4E2DE274C42E9AB8C018A57419514303E7EF2CB082B300B74EA1C17200F47313EAEA1B80910D2E42CB80180C37F551D6BDBC518B3504C776B70DE15FAF583BCCFC79AC86BD748AA275CA3DA7FFFBB6E748F04F431A95A36BFBF2EBBC174B90062B5B5097A6B73236B51A8D90D500062996ABBF26F3F7CE37F7D1BE9A7DCEE84A218AD270385C92772390130D33BC69074238CBC072C3','2026-05-03T07:02:00.000000+00:00','2026-05-03T07:02:00.000000+00:00','2026-05-03T07:02:00.000000+00:00','2026-05-03T07:02:00.000000+00:00',NULL);
INSERT INTO "account" VALUES('r75f0652f0eee','strava','2','read activity:read_all','connected',X'CAF8929FCBDDDD561C665F45D371B5139EAD650A1A4072314BA0D68A5F5AA10BAF5E8B30EB376C22AF4D252B1C7AF52A82953C4B7EA43169BFF7273967A12D16F9069BA8A80A9A6ECDB64C46E5D36521905BB49A0C3F3A426BC26E94C2A4BEB956CFC0B6E2D22EDF53162EC9FAF5D3CD609DFA51A7B9C0112D618445F00685E9DFFBA82C15DC5D384B1248B0EEEEA62D8817ECFC17E973625B986EDE3C38','2026-05-03T07:02:00.000000+00:00','2026-05-03T07:02:00.000000+00:00','2026-05-03T07:02:00.000000+00:00','2026-05-03T07:02:00.000000+00:00',NULL);
CREATE TABLE activity (
    runner_id text not null,
    source_activity_id text not null,
    facts text not null,               -- JSON, without names and places
    started_at text not null,
    facts_fetched_at text not null,
    detail_fetched_at text,            -- of what only a single activity's answer tells; null: none
    streams text not null,             -- wanted, held, none, expired
    streams_fetched_at text,
    original_sha256 text,              -- of the document as kept; null: not written yet
    seen_at text not null,             -- began_at of the last listing that showed it
    is_doubtful integer not null default 0,  -- a whole listing did not show it
    is_loaded integer not null default 0,    -- the warehouse holds what is known here
    is_renewed integer not null default 0,   -- only the time it may be kept changed
    is_covered integer not null default 0,   -- a file brought the same run
    failure_count integer not null default 0, -- calls for its details that failed since one did not
    primary key (runner_id, source_activity_id)
);
INSERT INTO "activity" VALUES('reb136e4b51f4','1','{"ascent_m": 98.6, "cadence": 87.2, "distance_m": 8000.0, "elapsed_s": 2672.0, "heart_rate_bpm": 141.4, "is_manual": false, "is_private": false, "is_trainer": false, "moving_s": 2640.0, "offset_s": 7200.0, "shoe_id": "g11", "source_activity_id": "1", "sport": "Run", "started_at": "2026-05-02T07:02:00+00:00", "time_zone": "Europe/Berlin"}','2026-05-02T07:02:00.000000+00:00','2026-05-03T07:02:00.000000+00:00',NULL,'held','2026-05-03T07:02:00.000000+00:00','0db6bba9ce9253d58c4a9e1af1362c5cfd01203f62c1588202f0f417198e0c67','2026-05-03T07:02:00.000000+00:00',0,1,0,0,0);
INSERT INTO "activity" VALUES('reb136e4b51f4','2','{"ascent_m": 32.1, "cadence": 80.7, "distance_m": 8000.0, "elapsed_s": 2725.0, "heart_rate_bpm": 162.4, "is_manual": false, "is_private": false, "is_trainer": false, "moving_s": 2640.0, "offset_s": 7200.0, "shoe_id": "g11", "source_activity_id": "2", "sport": "Run", "started_at": "2026-05-01T07:02:00+00:00", "time_zone": "Europe/Berlin"}','2026-05-01T07:02:00.000000+00:00','2026-05-03T07:02:00.000000+00:00',NULL,'held','2026-05-03T07:02:00.000000+00:00','0ab9cb0f82447460c9e77076dacaae06cc2bc95771c4e6d59453da0ab01486b3','2026-05-03T07:02:00.000000+00:00',0,1,0,0,0);
INSERT INTO "activity" VALUES('reb136e4b51f4','40','{"ascent_m": 101.3, "cadence": 87.4, "distance_m": 8000.0, "elapsed_s": 2676.0, "heart_rate_bpm": 149.7, "is_manual": false, "is_private": false, "is_trainer": false, "moving_s": 2640.0, "offset_s": 3600.0, "shoe_id": "g11", "source_activity_id": "40", "sport": "Run", "started_at": "2026-03-24T07:02:00+00:00", "time_zone": "Europe/Berlin"}','2026-03-24T07:02:00.000000+00:00','2026-05-03T07:02:00.000000+00:00',NULL,'held','2026-05-03T07:02:00.000000+00:00','6391c5e03c325f66214c57f40e5dc7f1bd26e60854114fe80c1fac7ae8b082e1','2026-05-03T07:02:00.000000+00:00',0,1,0,0,0);
INSERT INTO "activity" VALUES('r75f0652f0eee','9','{"ascent_m": 56.9, "cadence": 87.8, "distance_m": 8000.0, "elapsed_s": 2726.0, "heart_rate_bpm": 149.8, "is_manual": false, "is_private": false, "is_trainer": false, "moving_s": 2640.0, "offset_s": 7200.0, "shoe_id": "g21", "source_activity_id": "9", "sport": "Run", "started_at": "2026-04-30T07:02:00+00:00", "time_zone": "Europe/Berlin"}','2026-04-30T07:02:00.000000+00:00','2026-05-03T07:02:00.000000+00:00',NULL,'held','2026-05-03T07:02:00.000000+00:00','5c9d0790f4cf0038d934078a5e36bc50b6dde6339567c9c62600478274950257','2026-05-03T07:02:00.000000+00:00',0,1,0,0,0);
CREATE TABLE consent (
    state_hash text primary key,
    browser_hash text not null,
    runner_id text not null,
    return_path text not null,
    redirect_uri text not null,
    valid_until text not null
);
INSERT INTO "consent" VALUES('f38a4d7a51f10d2f2fd42cc92e3ae7c35fbbf98a2ea5eea6cc61e0e62552ec10','395d0aee19f068357f681ae104ed8e22345cf3abda17580945c6d64f8fbd82c6','reb136e4b51f4','/connections','http://127.0.0.1:8501/strava/callback','2026-05-03T07:12:00+00:00');
CREATE TABLE detail_use (
    runner_id text not null,
    day text not null,
    call_count integer not null,
    primary key (runner_id, day)
);
INSERT INTO "detail_use" VALUES('reb136e4b51f4','2026-05-03',3);
INSERT INTO "detail_use" VALUES('r75f0652f0eee','2026-05-03',1);
CREATE TABLE listing (
    runner_id text primary key,
    kind text not null,                -- full or recent
    before_at text,                    -- full: newest start asked for, fixed so that pages stand still
    after_at text,                     -- recent: oldest start asked for
    next_page integer not null,
    began_at text not null
);
INSERT INTO "listing" VALUES('r75f0652f0eee','full','2026-05-03T07:02:00.000000+00:00',NULL,3,'2026-05-03T07:02:00.000000+00:00');
CREATE TABLE meter (
    one integer primary key check (one = 1),
    observed_at text not null,
    short_used integer not null,
    short_limit integer not null,
    daily_used integer not null,
    daily_limit integer not null
);
INSERT INTO "meter" VALUES(1,'2026-05-03T07:02:00.000000+00:00',8,100,8,1000);
CREATE TABLE note (
    name text primary key,             -- inactive_since, retry_at, failure_count, subscription_id, …
    value text not null
);
INSERT INTO "note" VALUES('verify_token','made-up-verify');
INSERT INTO "note" VALUES('subscription_id','7');
INSERT INTO "note" VALUES('pause','2026-05-03T07:02:00+00:00');
COMMIT;