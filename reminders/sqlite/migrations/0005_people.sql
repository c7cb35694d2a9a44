-- +goose Up
ALTER TABLE people ADD COLUMN language TEXT NOT NULL DEFAULT ''; -- that the person has chosen; empty: Chinese
ALTER TABLE invites ADD COLUMN revoked_at INTEGER;

CREATE TABLE chats ( -- groups, and topics of forums, that are bound to what is told there
  chat        TEXT PRIMARY KEY CHECK (chat <> ''),
  title       TEXT NOT NULL,
  unit        TEXT NOT NULL, -- empty: the whole plan
  by          TEXT NOT NULL CHECK (by <> ''),
  at          INTEGER NOT NULL,
  unreachable INTEGER NOT NULL DEFAULT 0 CHECK (unreachable IN (0, 1))
) STRICT;

-- As in 0003: a check is widened, which concerns no row that is there.
PRAGMA writable_schema = ON;
UPDATE sqlite_schema SET sql = replace(sql, '''reachable'', ''hours'')', '''reachable'', ''hours'', ''remove'', ''leave'', ''revoke'', ''group'', ''ungroup'')') WHERE type = 'table' AND name = 'people_log';
PRAGMA writable_schema = RESET;
