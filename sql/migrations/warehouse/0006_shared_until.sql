-- When what is shared ends. Filled in a viewer's copy only, like the rest of the table.
alter table core.shared_scope add column until_date date;

comment on column core.shared_scope.until_date is 'Last day of it; null: no end';
