-- Bold, italics and links inside the blocks of a revision.
ALTER TABLE revisions ADD COLUMN marks TEXT NOT NULL DEFAULT '[]'; -- JSON
