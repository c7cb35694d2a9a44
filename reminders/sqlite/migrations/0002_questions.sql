-- +goose Up
CREATE TABLE questions ( -- what was asked, without who asked it
  id       INTEGER PRIMARY KEY,
  plan     TEXT NOT NULL,
  request  TEXT NOT NULL UNIQUE, -- the same request is kept once
  asked_at INTEGER NOT NULL,
  text     TEXT NOT NULL,
  outcome  TEXT NOT NULL,        -- answered, or why there was no answer
  places   TEXT NOT NULL,        -- cited, separated by commas
  vote     INTEGER NOT NULL DEFAULT 0 CHECK (vote IN (-1, 0, 1))
) STRICT;
CREATE INDEX questions_by_time ON questions (asked_at);
