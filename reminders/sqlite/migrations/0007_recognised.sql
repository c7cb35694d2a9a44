-- +goose Up
-- What of a text was recognised from pictures, and what of its file was not read, JSON;
-- empty: nothing, or not known of a text that was read before this was kept.
ALTER TABLE versions ADD COLUMN recognised TEXT NOT NULL DEFAULT '';
ALTER TABLE versions ADD COLUMN gaps TEXT NOT NULL DEFAULT '';
