-- Captures that people hand in: the file as it came, and what was found in it. And what the files say of themselves
-- when they are hashed again.
ALTER TABLE captures ADD COLUMN uploaded BOOLEAN NOT NULL DEFAULT FALSE; -- handed in, not fetched; created_by and created_at say by whom and when
ALTER TABLE captures ADD COLUMN file_name TEXT NOT NULL DEFAULT ''; -- of the file that was handed in
ALTER TABLE captures ADD COLUMN upload_sha256 TEXT NOT NULL DEFAULT ''; -- that file; body_sha256 is the page in it
ALTER TABLE captures ADD COLUMN damage TEXT NOT NULL DEFAULT '' CHECK (damage IN ('', 'missing', 'altered')); -- of its files, when they were last hashed
ALTER TABLE captures ADD COLUMN verified_at TIMESTAMP; -- when its files were last hashed; NULL for never
ALTER TABLE files ADD COLUMN damage TEXT NOT NULL DEFAULT '' CHECK (damage IN ('', 'missing', 'altered'));
ALTER TABLE files ADD COLUMN verified_at TIMESTAMP;
CREATE INDEX captures_upload ON captures (upload_sha256) WHERE upload_sha256 <> '';
CREATE INDEX captures_verified ON captures (verified_at, id) WHERE status = 'kept';
CREATE INDEX files_verified ON files (verified_at, id);

-- Copies of a page in archives outside.
CREATE TABLE archive_links (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    article_id  INTEGER NOT NULL REFERENCES articles (id),
    evidence_id INTEGER NOT NULL REFERENCES evidence (id),
    url         TEXT NOT NULL, -- https, on a host of an archive that models/archive_link.go knows
    created_by  INTEGER NOT NULL REFERENCES users (id),
    created_at  TIMESTAMP NOT NULL,
    removed_by  INTEGER REFERENCES users (id),
    removed_at  TIMESTAMP -- NULL while it is shown
);
CREATE INDEX archive_links_evidence ON archive_links (evidence_id, id);

INSERT INTO actions (name) VALUES ('capture.uploaded'), ('archive.linked'), ('archive.unlinked'), ('evidence.damaged');
