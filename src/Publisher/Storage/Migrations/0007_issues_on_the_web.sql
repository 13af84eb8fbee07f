-- The issue on the web: its name in the address, and the mail without anything personal. Issues from before have neither.
alter table issues add column slug text;
alter table issues add column web_html text;

create unique index issues_by_slug on issues (slug);
