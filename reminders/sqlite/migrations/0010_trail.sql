-- +goose Up
CREATE TABLE trail ( -- the links of the whole trail, see reminders.Link
  id   INTEGER PRIMARY KEY,
  body TEXT NOT NULL,
  mac  BLOB NOT NULL CHECK (length(mac) = 32)
) STRICT;
-- +goose StatementBegin
CREATE TRIGGER trail_keep BEFORE UPDATE ON trail BEGIN SELECT RAISE(ABORT, 'trail is append-only'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER trail_stay BEFORE DELETE ON trail BEGIN SELECT RAISE(ABORT, 'trail is append-only'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER trail_grow BEFORE INSERT ON trail WHEN new.id <> (SELECT coalesce(max(id), 0) + 1 FROM trail)
BEGIN SELECT RAISE(ABORT, 'trail is append-only'); END;
-- +goose StatementEnd

CREATE TABLE files ( -- files of the data folder that count, as they were written last
  name   TEXT PRIMARY KEY CHECK (name <> ''),
  sha256 TEXT NOT NULL,
  by     TEXT NOT NULL,
  at     INTEGER NOT NULL
) STRICT;

-- As in 0004, but so that the index is used, which leaves out events without a request: else
-- each event costs a look at all.
DROP TRIGGER events_grow;
-- +goose StatementBegin
CREATE TRIGGER events_grow BEFORE INSERT ON events WHEN new.id <> (SELECT coalesce(max(id), 0) + 1 FROM events)
  OR EXISTS (SELECT 1 FROM events WHERE hash = new.hash) OR EXISTS (SELECT 1 FROM events WHERE request = new.request AND request <> '')
BEGIN SELECT RAISE(ABORT, 'events are append-only'); END;
-- +goose StatementEnd
