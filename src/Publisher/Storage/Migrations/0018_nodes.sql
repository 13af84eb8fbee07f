-- Programs that share the database: each says now and then that it is alive. settings are those in which all must agree, a line each.
create table nodes (
    name text primary key not null,
    run text not null,
    roles text not null,
    settings text not null,
    started_at bigint not null,
    seen_at bigint not null
);

-- The readers that are due come in the order of their numbers, which PostgreSQL does not hold in an index by itself.
drop index subscribers_due;
drop index subscribers_due_in_zone;
create index subscribers_due on subscribers (status, caught_up_to, id) where cadence = 'instant';
create index subscribers_due_in_zone on subscribers (status, cadence, time_zone, caught_up_to, id) where cadence <> 'instant';
