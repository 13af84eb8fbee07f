-- What was read long ago is forgotten.
create index reported_mails_read on reported_mails (read_at);
