-- The account of an issue that is done, kept so that a list of issues need not count their deliveries again.
create table issue_accounts (
    issue_id bigint not null,
    status text not null,
    count bigint not null,
    primary key (issue_id, status)
);

insert into issue_accounts (issue_id, status, count)
select d.issue_id, d.status, count(*) from deliveries d join issues i on i.id = d.issue_id where i.closed_at is not null group by d.issue_id, d.status;

-- What did not simply arrive. A delivery that does is never in it, so that sending pays nothing.
create index deliveries_troubled on deliveries (issue_id, status) where status in ('deferred', 'failed', 'unknown', 'withheld');

-- Reports are paged through by the last one seen.
drop index bounces_counted;
create index bounces_counted on bounces (counted_at, issue_id, subscriber_id);
