-- +goose Up
ALTER TABLE milestones ADD COLUMN original TEXT NOT NULL DEFAULT ''; -- due day of the plan, before any extension
UPDATE milestones SET original = due;
ALTER TABLE milestones ADD COLUMN percent INTEGER NOT NULL DEFAULT 0 CHECK (percent BETWEEN 0 AND 100); -- 0: none was given
ALTER TABLE milestones ADD COLUMN wish TEXT CHECK (wish IS date(wish)); -- an extension is asked for until that day
ALTER TABLE milestones ADD COLUMN plea TEXT NOT NULL DEFAULT ''; -- why
ALTER TABLE milestones ADD COLUMN urged TEXT CHECK (urged IS date(urged)); -- day of the last urging
CREATE INDEX milestones_count ON milestones (unit, status, held, due, plan, year, project); -- for counting without the rows
CREATE INDEX milestones_awaiting ON milestones (due, unit, id, plan, year, project) WHERE held = 0 AND status IN ('open', 'acknowledged', 'returned');

ALTER TABLE events ADD COLUMN percent INTEGER NOT NULL DEFAULT 0;
ALTER TABLE events ADD COLUMN evidence TEXT NOT NULL DEFAULT ''; -- JSON: hash, name and size of each file
ALTER TABLE events ADD COLUMN day TEXT CHECK (day IS date(day)); -- of an extension
ALTER TABLE events ADD COLUMN confirms TEXT NOT NULL DEFAULT ''; -- the goal that was confirmed
ALTER TABLE events ADD COLUMN form INTEGER NOT NULL DEFAULT 1; -- which fields are hashed, and how

CREATE INDEX events_by_time ON events (at);

-- INSERT OR REPLACE deletes a row without asking the trigger that forbids deletions: one
-- with the same id, or with the same value of another unique column.
-- +goose StatementBegin
CREATE TRIGGER events_grow BEFORE INSERT ON events WHEN new.id <> (SELECT coalesce(max(id), 0) + 1 FROM events)
  OR EXISTS (SELECT 1 FROM events WHERE hash = new.hash) OR new.request <> '' AND EXISTS (SELECT 1 FROM events WHERE request = new.request)
BEGIN SELECT RAISE(ABORT, 'events are append-only'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER people_log_grow BEFORE INSERT ON people_log WHEN new.id > 0 AND new.id <= (SELECT coalesce(max(id), 0) FROM people_log)
BEGIN SELECT RAISE(ABORT, 'people_log is append-only'); END;
-- +goose StatementEnd

ALTER TABLE people ADD COLUMN hour INTEGER NOT NULL DEFAULT 0 CHECK (hour BETWEEN 0 AND 23); -- of reminders; 0: the rule's
ALTER TABLE people ADD COLUMN quiet_from INTEGER NOT NULL DEFAULT 0 CHECK (quiet_from BETWEEN 0 AND 23);
ALTER TABLE people ADD COLUMN quiet_to INTEGER NOT NULL DEFAULT 0 CHECK (quiet_to BETWEEN 0 AND 23); -- as quiet_from: none

CREATE TABLE snoozes ( -- what a person has put off
  milestone INTEGER NOT NULL REFERENCES milestones (id),
  person    TEXT NOT NULL REFERENCES people (id) ON DELETE CASCADE,
  until     TEXT NOT NULL CHECK (until IS date(until)),
  PRIMARY KEY (milestone, person)
) STRICT, WITHOUT ROWID;

CREATE TABLE settings ( -- the last row holds
  id   INTEGER PRIMARY KEY AUTOINCREMENT,
  body TEXT NOT NULL, -- JSON
  by   TEXT NOT NULL CHECK (by <> ''),
  at   INTEGER NOT NULL
) STRICT;
-- +goose StatementBegin
CREATE TRIGGER settings_keep BEFORE UPDATE ON settings BEGIN SELECT RAISE(ABORT, 'settings are append-only'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER settings_stay BEFORE DELETE ON settings BEGIN SELECT RAISE(ABORT, 'settings are append-only'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER settings_grow BEFORE INSERT ON settings WHEN new.id > 0 AND new.id <= (SELECT coalesce(max(id), 0) FROM settings)
BEGIN SELECT RAISE(ABORT, 'settings are append-only'); END;
-- +goose StatementEnd

CREATE TABLE deliveries_new ( -- as before, but digests are about no milestone
  id         INTEGER PRIMARY KEY,
  milestone  INTEGER REFERENCES milestones (id),
  kind       TEXT NOT NULL CHECK (kind <> ''),
  day        TEXT NOT NULL CHECK (day IS date(day)),
  recipient  TEXT NOT NULL CHECK (recipient <> ''),
  event      INTEGER REFERENCES events (id),
  due_at     INTEGER NOT NULL,
  sent_at    INTEGER,
  message    TEXT NOT NULL DEFAULT '',
  attempts   INTEGER NOT NULL DEFAULT 0,
  tried_at   INTEGER,
  last_error TEXT NOT NULL DEFAULT '',
  next_try   INTEGER,
  superseded INTEGER NOT NULL DEFAULT 0 CHECK (superseded IN (0, 1)),
  CHECK (sent_at IS NULL OR superseded = 0)
) STRICT;
INSERT INTO deliveries_new (id, milestone, kind, day, recipient, event, due_at, sent_at, message, attempts, tried_at, last_error, next_try, superseded)
  SELECT id, iif(kind LIKE 'unreachable#%', NULL, milestone), kind, day, recipient, event, due_at, sent_at, message, attempts, sent_at, last_error, next_try, superseded
  FROM deliveries d WHERE kind NOT LIKE 'unreachable#%' OR id = (SELECT id FROM deliveries WHERE kind = d.kind AND day = d.day AND recipient = d.recipient
    ORDER BY sent_at IS NULL, superseded, id LIMIT 1); -- of two the one that was sent, or else will be
DROP TABLE deliveries;
ALTER TABLE deliveries_new RENAME TO deliveries;
CREATE UNIQUE INDEX deliveries_key ON deliveries (coalesce(milestone, 0), kind, day, recipient);
CREATE INDEX deliveries_unsent ON deliveries (due_at) WHERE sent_at IS NULL AND superseded = 0;
CREATE INDEX deliveries_message ON deliveries (recipient, message) WHERE message <> '';
CREATE INDEX deliveries_event ON deliveries (event) WHERE event IS NOT NULL;

-- As in 0003: a check is widened, which concerns no row that is there.
PRAGMA writable_schema = ON;
UPDATE sqlite_schema SET sql = replace(sql, '''revise'', ''cancel'')', '''revise'', ''cancel'', ''extend'', ''grant'', ''refuse'', ''urge'')') WHERE type = 'table' AND name = 'events';
UPDATE sqlite_schema SET sql = replace(sql, '''unreachable'', ''reachable'')', '''unreachable'', ''reachable'', ''hours'')') WHERE type = 'table' AND name = 'people_log';
PRAGMA writable_schema = RESET;
