-- When an issue's account was true and nothing of it was left to do: it need not be checked again.
alter table issues add column closed_at bigint;

create index issues_in_motion on issues (id) where closed_at is null;

-- Posts that wait for the operator.
create index releases_held on releases (at) where state = 'held';
