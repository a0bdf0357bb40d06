-- What a comment was where it came from: a note of a file, in whose words, written when.
ALTER TABLE comments ADD COLUMN note_kind TEXT NOT NULL DEFAULT '' CHECK (note_kind IN ('', 'footnote', 'endnote', 'comment', 'reply'));
ALTER TABLE comments ADD COLUMN note_key TEXT NOT NULL DEFAULT ''; -- names the note in every version of its file
ALTER TABLE comments ADD COLUMN said_by TEXT NOT NULL DEFAULT '';
ALTER TABLE comments ADD COLUMN said_at TIMESTAMP;
CREATE INDEX comments_note ON comments (article_id) WHERE note_kind <> '';

-- Sources are found again by their address.
CREATE INDEX sources_url ON sources (url) WHERE url <> '';

-- Rows of sheets of claims that came in: each is taken in once. One without a claim waits for somebody to say which
-- words it is about, until it is set aside.
CREATE TABLE sheet_rows (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    article_id INTEGER NOT NULL REFERENCES articles (id),
    sha256     TEXT NOT NULL, -- of what the row says
    line       INTEGER NOT NULL, -- of the sheet it came in with
    content    TEXT NOT NULL, -- JSON, for a row that waits or waited
    claim_id   INTEGER REFERENCES claims (id),
    dropped_by INTEGER REFERENCES users (id),
    dropped_at TIMESTAMP,
    created_by INTEGER NOT NULL REFERENCES users (id),
    created_at TIMESTAMP NOT NULL,
    UNIQUE (article_id, sha256)
);
CREATE INDEX sheet_rows_waiting ON sheet_rows (article_id, line, id) WHERE claim_id IS NULL AND dropped_at IS NULL;

INSERT INTO actions (name) VALUES ('note.imported'), ('sheet.imported'), ('sheet.row_placed'), ('sheet.row_dropped');
