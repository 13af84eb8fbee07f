-- How often a delivery's outcome was unknown: each time that it is sent again it may arrive twice.
alter table deliveries add column unknowns integer not null default 0;

-- Due within an issue: issues are stopped one by one, and what waits in one is in no other's way.
drop index deliveries_due;
create index deliveries_due on deliveries (issue_id, due_at, subscriber_id) where status in ('pending', 'deferred', 'unknown');

-- A large issue goes to a few readers first; 1 once those came to a good end.
alter table issues add column canary_passed integer not null default 0;

-- Token buckets: how much may be sent by a way or to a domain, over restarts and from every machine. slowed is a rate a minute that the domain asked for.
create table buckets (
    name text primary key not null,
    tokens double precision not null,
    at bigint not null,
    slowed double precision,
    slowed_at bigint
);
