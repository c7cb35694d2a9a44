-- +goose Up
CREATE TABLE clock ( -- what is known of the machine's clock
  only      INTEGER PRIMARY KEY CHECK (only = 1),
  tick      INTEGER, -- when it was believed last
  simulated INTEGER NOT NULL CHECK (simulated IN (0, 1)),
  ahead     INTEGER NOT NULL, -- seconds, of Telegram's, as somebody has confirmed
  expected  INTEGER, -- what it ought to say, and
  shown     INTEGER, -- what it says, while it is not believed
  confirmed INTEGER, -- what it said when somebody confirmed it
  CHECK ((expected IS NULL) = (shown IS NULL))
) STRICT;

ALTER TABLE deliveries ADD COLUMN superseded_at INTEGER;
UPDATE deliveries SET superseded_at = due_at WHERE superseded = 1; -- it was not before that
CREATE INDEX deliveries_superseded ON deliveries (superseded_at) WHERE superseded = 1;

ALTER TABLE invites ADD COLUMN opened_by TEXT; -- who is let in (used_by) at once, or when whoever made it says so
ALTER TABLE invites ADD COLUMN opened_name TEXT NOT NULL DEFAULT '';
ALTER TABLE invites ADD COLUMN opened_user TEXT NOT NULL DEFAULT '';
ALTER TABLE invites ADD COLUMN opened_at INTEGER;
UPDATE invites SET opened_by = used_by, opened_at = used_at WHERE used_by IS NOT NULL;

-- As in 0003: a check is widened, which concerns no row that is there.
PRAGMA writable_schema = ON;
UPDATE sqlite_schema SET sql = replace(sql, '''group'', ''ungroup'')', '''group'', ''ungroup'', ''clock'', ''open'')') WHERE type = 'table' AND name = 'people_log';
PRAGMA writable_schema = RESET;
