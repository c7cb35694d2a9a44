-- +goose Up
CREATE TABLE seals ( -- a checksum of each row of the other tables, see seal.go; NULL: of a row that was changed by something else before it was changed again
  of   TEXT NOT NULL,
  key  TEXT NOT NULL,
  seal INTEGER,
  PRIMARY KEY (of, key)
) STRICT, WITHOUT ROWID;

CREATE TABLE mark ( -- how often the diary was written, see mark.go
  only       INTEGER PRIMARY KEY CHECK (only = 1),
  commits    INTEGER NOT NULL,
  checked_at INTEGER -- when the whole file was last looked through
) STRICT;
INSERT INTO mark (only, commits) VALUES (1, 0);
