-- +goose Up
-- Moments are Unix seconds, days are 2006-01-02.

CREATE TABLE milestones (
	id         INTEGER PRIMARY KEY,
	plan       TEXT NOT NULL,
	key        TEXT NOT NULL,
	unit       TEXT NOT NULL,
	project    TEXT NOT NULL,
	year       INTEGER NOT NULL,
	goal       TEXT NOT NULL,
	clause     TEXT NOT NULL,
	shared     TEXT NOT NULL,
	due        TEXT NOT NULL CHECK (due LIKE '____-__-__'),
	convention INTEGER NOT NULL CHECK (convention IN (0, 1)),
	status     TEXT NOT NULL CHECK (status IN ('open', 'acknowledged', 'reported', 'returned', 'closed')),
	held       INTEGER NOT NULL CHECK (held IN (0, 1)),
	report     TEXT NOT NULL,
	remark     TEXT NOT NULL,
	since      TEXT NOT NULL CHECK (since LIKE '____-__-__'),
	updated_at INTEGER NOT NULL,
	UNIQUE (plan, key)
) STRICT;

CREATE INDEX milestones_by_unit ON milestones (unit, due);

-- The audit trail. Nothing in it is ever changed or taken out.
CREATE TABLE events (
	id          INTEGER PRIMARY KEY,
	milestone   INTEGER NOT NULL REFERENCES milestones (id),
	action      TEXT NOT NULL,
	actor       TEXT NOT NULL,
	role        TEXT NOT NULL,
	at          INTEGER NOT NULL,
	from_status TEXT NOT NULL,
	to_status   TEXT NOT NULL,
	reason      TEXT NOT NULL,
	request     TEXT NOT NULL,
	prev        TEXT NOT NULL,
	hash        TEXT NOT NULL UNIQUE
) STRICT;

CREATE INDEX events_by_milestone ON events (milestone, id);
CREATE UNIQUE INDEX events_by_request ON events (request, milestone, action) WHERE request <> '';

-- +goose StatementBegin
CREATE TRIGGER events_are_not_changed BEFORE UPDATE ON events
BEGIN
	SELECT RAISE(ABORT, 'events are append-only');
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER events_are_not_deleted BEFORE DELETE ON events
BEGIN
	SELECT RAISE(ABORT, 'events are append-only');
END;
-- +goose StatementEnd

CREATE TABLE people (
	id          TEXT PRIMARY KEY,
	name        TEXT NOT NULL,
	role        TEXT NOT NULL CHECK (role IN ('admin', 'leader', 'liaison', 'reader')),
	configured  INTEGER NOT NULL CHECK (configured IN (0, 1)), -- admin because the configuration says so
	unreachable INTEGER NOT NULL CHECK (unreachable IN (0, 1)),
	silent      INTEGER NOT NULL CHECK (silent IN (0, 1)), -- has no address to be told at
	joined_at   INTEGER NOT NULL,
	seen_at     INTEGER NOT NULL
) STRICT;

CREATE TABLE bindings (
	person TEXT NOT NULL REFERENCES people (id),
	unit   TEXT NOT NULL,
	PRIMARY KEY (person, unit)
) STRICT;

CREATE INDEX bindings_by_unit ON bindings (unit);

-- Only the SHA-256 of an invitation's token is kept.
CREATE TABLE invites (
	hash       TEXT PRIMARY KEY,
	unit       TEXT NOT NULL,
	role       TEXT NOT NULL CHECK (role IN ('admin', 'leader', 'liaison', 'reader')),
	made_by    TEXT NOT NULL,
	made_at    INTEGER NOT NULL,
	expires_at INTEGER NOT NULL,
	used_by    TEXT NOT NULL,
	used_at    INTEGER NOT NULL
) STRICT;

-- Who was let in by whom, and what became of it.
CREATE TABLE people_log (
	id     INTEGER PRIMARY KEY,
	at     INTEGER NOT NULL,
	person TEXT NOT NULL,
	actor  TEXT NOT NULL,
	what   TEXT NOT NULL,
	detail TEXT NOT NULL
) STRICT;

CREATE TABLE deliveries (
	id            INTEGER PRIMARY KEY,
	milestone     INTEGER NOT NULL REFERENCES milestones (id),
	kind          TEXT NOT NULL,
	day           TEXT NOT NULL CHECK (day LIKE '____-__-__'),
	recipient     TEXT NOT NULL,
	due_at        INTEGER NOT NULL,
	orphan        INTEGER NOT NULL CHECK (orphan IN (0, 1)),
	attempts      INTEGER NOT NULL DEFAULT 0,
	last_error    TEXT NOT NULL DEFAULT '',
	sent_at       INTEGER,
	message_id    TEXT NOT NULL DEFAULT '',
	superseded_at INTEGER,
	UNIQUE (milestone, kind, day, recipient)
) STRICT;

CREATE INDEX deliveries_to_send ON deliveries (due_at) WHERE sent_at IS NULL AND superseded_at IS NULL;

CREATE TABLE sessions (
	chat TEXT PRIMARY KEY,
	data BLOB NOT NULL,
	at   INTEGER NOT NULL
) STRICT;

-- What chats have sent, stored before anything is done about it.
CREATE TABLE updates (
	source  TEXT NOT NULL,
	id      INTEGER NOT NULL,
	body    BLOB NOT NULL,
	done    INTEGER NOT NULL DEFAULT 0 CHECK (done IN (0, 1)),
	PRIMARY KEY (source, id)
) STRICT;

CREATE INDEX updates_to_do ON updates (source, id) WHERE done = 0;
