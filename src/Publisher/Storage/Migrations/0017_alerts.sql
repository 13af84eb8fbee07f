-- What only the operator can mend, by the name of the trouble: told once by each way, until it is over. What comes back within the hour is the same row.
create table alerts (
    name text primary key not null,
    text text not null,
    since_at bigint not null,
    over_at bigint,
    mailed_at bigint,
    posted_at bigint
);
