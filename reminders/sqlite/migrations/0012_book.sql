-- +goose Up
ALTER TABLE events ADD COLUMN source TEXT NOT NULL DEFAULT ''; -- JSON: the file from which a step was taken, and the place in it

-- What the program signs with what it hands out, such as the rows of the ledger.
CREATE TABLE keys (
  name TEXT PRIMARY KEY,
  key  BLOB NOT NULL CHECK (length(key) = 32)
) STRICT, WITHOUT ROWID;
INSERT INTO keys (name, key) VALUES ('ledger', randomblob(32));
