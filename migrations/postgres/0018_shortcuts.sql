-- The keys that a person chose for what can be done by keyboard, as JSON; '' where they kept ours.
ALTER TABLE users ADD COLUMN shortcuts TEXT NOT NULL DEFAULT '';
