-- +goose Up
-- How often it was begun to handle an update, counted before; 0: somebody wants it tried
-- again. One that ended the program each time is set aside.
ALTER TABLE updates ADD COLUMN attempts INTEGER NOT NULL DEFAULT 1;
ALTER TABLE updates ADD COLUMN aside_at INTEGER;
