-- How many people read a feed, by what reader services say of themselves when they fetch it. No address is kept.
create table reader_counts (
    feed text not null,
    service text not null,
    readers bigint not null,
    reported_at bigint not null,
    primary key (feed, service)
);
