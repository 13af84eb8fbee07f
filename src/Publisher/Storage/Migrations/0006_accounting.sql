-- The account of an issue. 'paused' and 'cancelled' issues give out no deliveries; the reason says who or what stopped them.
alter table issues add column status text not null default 'open';
alter table issues add column reason text;

-- How many deliveries were decided: counted as they are decided, so that the rows can be checked against it.
alter table issues add column planned bigint not null default 0;

update issues set planned = (select count(*) from deliveries where issue_id = issues.id);
