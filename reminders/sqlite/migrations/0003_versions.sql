-- +goose Up
CREATE TABLE versions ( -- the texts of a plan; one without a number waits for somebody to apply it
  id         INTEGER PRIMARY KEY AUTOINCREMENT, -- a button of a dropped draft never means another
  plan       TEXT NOT NULL CHECK (plan <> ''),
  number     INTEGER CHECK (number > 0),
  title      TEXT NOT NULL,
  file       TEXT NOT NULL,   -- its name as it came; empty for the plan that ships
  format     TEXT NOT NULL,
  hash       TEXT NOT NULL,   -- SHA-256 of text, hex
  text       TEXT NOT NULL,
  source     BLOB NOT NULL,   -- the file itself; empty where the text is the file
  notes      TEXT NOT NULL,   -- what the reader of the file noted, a line each
  pages      TEXT NOT NULL,   -- JSON
  read_by    TEXT NOT NULL,
  read_at    INTEGER NOT NULL,
  applied_by TEXT NOT NULL DEFAULT '',
  applied_at INTEGER,
  UNIQUE (plan, number),
  CHECK ((number IS NULL) = (applied_at IS NULL))
) STRICT;

CREATE TABLE corrections ( -- what people decided about places where the reading was in doubt; the last word about a doubt holds
  id         INTEGER PRIMARY KEY,
  plan       TEXT NOT NULL CHECK (plan <> ''),
  version    INTEGER NOT NULL CHECK (version > 0), -- the one that held when it was decided; it counts for later ones too
  kind       TEXT NOT NULL,
  place      TEXT NOT NULL,
  quote      TEXT NOT NULL,
  verdict    TEXT NOT NULL CHECK (verdict IN ('accept', 'correct', 'dismiss', 'reopen')),
  reading    TEXT NOT NULL, -- with correct: what is to be read
  by         TEXT NOT NULL,
  at         INTEGER NOT NULL
) STRICT;
CREATE INDEX corrections_doubt ON corrections (plan, kind, place, quote, version);

ALTER TABLE plans ADD COLUMN current INTEGER NOT NULL DEFAULT 0; -- number of the version that holds; 0: none, it is withdrawn or older than versions
ALTER TABLE milestones ADD COLUMN role TEXT NOT NULL DEFAULT '';

-- Two checks are widened. They concern no row that is there, so that the schema's own
-- text may be edited (https://sqlite.org/lang_altertable.html, "Making Other Kinds Of
-- Table Schema Changes"); the tables, which refer to each other, need not be copied.
PRAGMA writable_schema = ON;
UPDATE sqlite_schema SET sql = replace(sql, '''returned'', ''closed'')', '''returned'', ''closed'', ''cancelled'')') WHERE type = 'table' AND name = 'milestones';
UPDATE sqlite_schema SET sql = replace(sql, '''close'', ''chase'')', '''close'', ''chase'', ''revise'', ''cancel'')') WHERE type = 'table' AND name = 'events';
PRAGMA writable_schema = RESET;
