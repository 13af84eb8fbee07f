-- When the mails of an issue left, kept when it is done: to draw it anew would read all its deliveries.
create table issue_curves (
    issue_id bigint primary key,
    began_at bigint not null,
    ended_at bigint not null,
    sent text not null
);
