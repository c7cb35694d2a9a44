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
