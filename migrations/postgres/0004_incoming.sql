-- What a comment was where it came from: a note of a file, in whose words, written when.
ALTER TABLE comments ADD COLUMN note_kind TEXT NOT NULL DEFAULT '' CHECK (note_kind IN ('', 'footnote', 'endnote', 'comment', 'reply'));
ALTER TABLE comments ADD COLUMN note_key TEXT NOT NULL DEFAULT ''; -- names the note in every version of its file
ALTER TABLE comments ADD COLUMN said_by TEXT NOT NULL DEFAULT '';
ALTER TABLE comments ADD COLUMN said_at TIMESTAMPTZ;
CREATE INDEX comments_note ON comments (article_id) WHERE note_kind <> '';

-- Sources are found again by their address.
CREATE INDEX sources_url ON sources (url) WHERE url <> '';

INSERT INTO actions (name) VALUES ('note.imported');
