-- A post's own time, and the time that feeds give: no two posts have the same.
alter table posts add column published_at bigint;
alter table posts add column stamp bigint;
