-- Asking an archive outside to save a page that was kept: where that stands, and which links came of it.
ALTER TABLE captures ADD COLUMN archive_status TEXT NOT NULL DEFAULT '' CHECK (archive_status IN ('', 'waiting', 'kept', 'failed')); -- '' for never asked
ALTER TABLE captures ADD COLUMN archive_reason TEXT NOT NULL DEFAULT ''; -- why the archive did not, as a sentence
ALTER TABLE archive_links ADD COLUMN asked BOOLEAN NOT NULL DEFAULT FALSE; -- the archive was asked for it; otherwise somebody named it

INSERT INTO actions (name) VALUES ('archive.asked'), ('archive.failed');
INSERT INTO job_kinds (name) VALUES ('archive');
