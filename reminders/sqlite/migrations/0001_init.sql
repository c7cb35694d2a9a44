-- +goose Up
PRAGMA application_id = 1146438222; -- "DUBN"

CREATE TABLE plans (
  key         TEXT PRIMARY KEY CHECK (key <> ''),
  title       TEXT NOT NULL,
  imported_at INTEGER NOT NULL
) STRICT;

CREATE TABLE milestones (
  id         INTEGER PRIMARY KEY,
  plan       TEXT NOT NULL REFERENCES plans (key),
  key        TEXT NOT NULL CHECK (key <> ''),
  unit       TEXT NOT NULL CHECK (unit <> ''),
  project    TEXT NOT NULL,
  year       INTEGER NOT NULL,
  goal       TEXT NOT NULL CHECK (goal <> ''),
  clause     TEXT NOT NULL,
  due        TEXT NOT NULL CHECK (due IS date(due)),
  convention INTEGER NOT NULL CHECK (convention IN (0, 1)),
  status     TEXT NOT NULL CHECK (status IN ('open', 'acknowledged', 'reported', 'returned', 'closed')),
  held       INTEGER NOT NULL CHECK (held IN (0, 1)),
  report     TEXT NOT NULL,
  remark     TEXT NOT NULL,
  shared     TEXT NOT NULL,
  since      INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  UNIQUE (plan, key)
) STRICT;
CREATE INDEX milestones_by_unit ON milestones (unit, due);

CREATE TABLE events (
  id          INTEGER PRIMARY KEY,
  milestone   INTEGER NOT NULL REFERENCES milestones (id),
  action      TEXT NOT NULL CHECK (action IN ('issue', 'acknowledge', 'report', 'return', 'close', 'chase')),
  actor       TEXT NOT NULL CHECK (actor <> ''),
  role        TEXT NOT NULL CHECK (role IN ('', 'reader', 'liaison', 'leader', 'admin')),
  at          INTEGER NOT NULL,
  from_status TEXT NOT NULL,
  to_status   TEXT NOT NULL,
  reason      TEXT NOT NULL,
  request     TEXT NOT NULL,
  prev_hash   TEXT NOT NULL,
  hash        TEXT NOT NULL UNIQUE
) STRICT;
CREATE INDEX events_by_milestone ON events (milestone, id);
CREATE UNIQUE INDEX events_by_request ON events (request) WHERE request <> '';

CREATE TABLE people (
  id          TEXT PRIMARY KEY CHECK (id NOT IN ('', 'system')),
  name        TEXT NOT NULL,
  role        TEXT CHECK (role IN ('reader', 'liaison', 'leader', 'admin')), -- as given by somebody; NULL: by nobody
  configured  INTEGER NOT NULL DEFAULT 0 CHECK (configured IN (0, 1)),       -- admin by configuration
  silent      INTEGER NOT NULL DEFAULT 0 CHECK (silent IN (0, 1)),           -- has no address
  unreachable INTEGER NOT NULL DEFAULT 0 CHECK (unreachable IN (0, 1)),
  joined_at   INTEGER NOT NULL,
  seen_at     INTEGER,
  CHECK (role IS NOT NULL OR configured = 1)
) STRICT;

CREATE TABLE bindings (
  person TEXT NOT NULL REFERENCES people (id),
  unit   TEXT NOT NULL CHECK (unit <> ''),
  PRIMARY KEY (person, unit)
) STRICT, WITHOUT ROWID;

CREATE TABLE people_log (
  id     INTEGER PRIMARY KEY,
  person TEXT NOT NULL,
  action TEXT NOT NULL CHECK (action IN ('configure', 'unconfigure', 'invite', 'bind', 'unbind', 'unreachable', 'reachable')),
  role   TEXT NOT NULL,
  unit   TEXT NOT NULL,
  actor  TEXT NOT NULL,
  at     INTEGER NOT NULL
) STRICT;

CREATE TABLE invites (
  hash       TEXT PRIMARY KEY, -- SHA-256 of the token
  role       TEXT NOT NULL CHECK (role IN ('reader', 'liaison', 'leader', 'admin')),
  unit       TEXT NOT NULL CHECK (unit <> '' OR role <> 'liaison'),
  created_by TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  used_by    TEXT,
  used_at    INTEGER,
  CHECK ((used_by IS NULL) = (used_at IS NULL))
) STRICT;

CREATE TABLE deliveries (
  id         INTEGER PRIMARY KEY,
  milestone  INTEGER NOT NULL REFERENCES milestones (id),
  kind       TEXT NOT NULL CHECK (kind <> ''),
  day        TEXT NOT NULL CHECK (day IS date(day)),
  recipient  TEXT NOT NULL CHECK (recipient <> ''),
  event      INTEGER REFERENCES events (id),
  due_at     INTEGER NOT NULL,
  sent_at    INTEGER,
  message    TEXT NOT NULL DEFAULT '',
  attempts   INTEGER NOT NULL DEFAULT 0,
  last_error TEXT NOT NULL DEFAULT '',
  next_try   INTEGER,
  superseded INTEGER NOT NULL DEFAULT 0 CHECK (superseded IN (0, 1)),
  UNIQUE (milestone, kind, day, recipient),
  CHECK (sent_at IS NULL OR superseded = 0)
) STRICT;
CREATE INDEX deliveries_unsent ON deliveries (due_at) WHERE sent_at IS NULL AND superseded = 0;

CREATE TABLE progress ( -- the last day whose reminders are rows
  only    INTEGER PRIMARY KEY CHECK (only = 1),
  through TEXT NOT NULL CHECK (through IS date(through))
) STRICT;

CREATE TABLE sessions (
  chat       TEXT PRIMARY KEY,
  body       BLOB NOT NULL,
  updated_at INTEGER NOT NULL
) STRICT;

CREATE TABLE updates (
  source      TEXT NOT NULL,
  id          INTEGER NOT NULL,
  body        BLOB NOT NULL,
  finished_at INTEGER,
  PRIMARY KEY (source, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX updates_pending ON updates (source, id) WHERE finished_at IS NULL;

-- +goose StatementBegin
CREATE TRIGGER events_keep BEFORE UPDATE ON events BEGIN SELECT RAISE(ABORT, 'events are append-only'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER events_stay BEFORE DELETE ON events BEGIN SELECT RAISE(ABORT, 'events are append-only'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER people_log_keep BEFORE UPDATE ON people_log BEGIN SELECT RAISE(ABORT, 'people_log is append-only'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER people_log_stay BEFORE DELETE ON people_log BEGIN SELECT RAISE(ABORT, 'people_log is append-only'); END;
-- +goose StatementEnd
