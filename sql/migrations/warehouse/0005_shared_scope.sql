-- Filled in a viewer's copy only (sql/access/core.shared_scope.sql); empty in the file.
create table core.shared_scope (
    runner_id varchar not null,
    scope varchar not null
);

comment on table core.shared_scope is 'One row per runner and scope that this viewer may see today; empty in the file itself.';
comment on column core.shared_scope.runner_id is 'Our id of the runner';
comment on column core.shared_scope.scope is 'training, pain, clinical or own';
