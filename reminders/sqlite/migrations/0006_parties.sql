-- +goose Up
ALTER TABLE milestones ADD COLUMN others TEXT NOT NULL DEFAULT '' CHECK (others = '' OR json_valid(others)); -- who has a part in it besides unit: unit and role of each, in the order of the text
ALTER TABLE milestones ADD COLUMN begins TEXT CHECK (begins IS date(begins));
ALTER TABLE milestones ADD COLUMN recurrence TEXT NOT NULL DEFAULT '';
ALTER TABLE milestones ADD COLUMN period TEXT NOT NULL DEFAULT '';
ALTER TABLE milestones ADD COLUMN until TEXT CHECK (until IS date(until)); -- no period is due after it
ALTER TABLE milestones ADD COLUMN merged INTEGER REFERENCES milestones (id); -- a copy of a goal that several share: the one that it is one with now
CREATE INDEX milestones_merged ON milestones (merged) WHERE merged IS NOT NULL;
CREATE INDEX milestones_recurring ON milestones (plan) WHERE period <> '';

CREATE TABLE parties ( -- others, for finding and counting: the triggers keep it
  milestone INTEGER NOT NULL REFERENCES milestones (id) ON DELETE CASCADE,
  unit      TEXT NOT NULL CHECK (unit <> ''),
  PRIMARY KEY (unit, milestone)
) STRICT, WITHOUT ROWID;
CREATE INDEX parties_by_milestone ON parties (milestone);
-- +goose StatementBegin
CREATE TRIGGER parties_of_new AFTER INSERT ON milestones WHEN new.others <> '' BEGIN
  INSERT INTO parties (milestone, unit) SELECT new.id, value ->> 'unit' FROM json_each(new.others);
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER parties_of_changed AFTER UPDATE OF others ON milestones WHEN new.others <> old.others BEGIN
  DELETE FROM parties WHERE milestone = new.id;
  INSERT INTO parties (milestone, unit) SELECT new.id, value ->> 'unit' FROM json_each(iif(new.others = '', '[]', new.others));
END;
-- +goose StatementEnd
