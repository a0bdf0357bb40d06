-- Time-stamps: what a sign-off rests on, as a list of hashes, and what a time-stamping authority (RFC 3161) said of it.
ALTER TABLE sign_offs ADD COLUMN list_sha256 TEXT NOT NULL DEFAULT ''; -- of the evidence list; empty for sign-offs before there were any
ALTER TABLE sign_offs ADD COLUMN list_key TEXT NOT NULL DEFAULT ''; -- of the keyed hashes in that list, hexadecimal; it never leaves
CREATE INDEX sign_offs_list ON sign_offs (list_sha256) WHERE list_sha256 <> '';

CREATE TABLE time_stamps (
    id           INTEGER PRIMARY KEY AUTOINCREMENT,
    article_id   INTEGER NOT NULL REFERENCES articles (id),
    sign_off_id  INTEGER NOT NULL UNIQUE REFERENCES sign_offs (id),
    url          TEXT NOT NULL, -- that was asked
    status       TEXT NOT NULL CHECK (status IN ('waiting', 'kept', 'failed')),
    reason       TEXT NOT NULL DEFAULT '', -- why there is none, as a sentence for people
    token_sha256 TEXT NOT NULL DEFAULT '', -- of the answer as it came
    stamped_at   TIMESTAMP, -- as the authority says
    authority    TEXT NOT NULL DEFAULT '', -- as its certificate names it
    serial       TEXT NOT NULL DEFAULT '', -- of the time-stamp
    trusted      BOOLEAN NOT NULL DEFAULT FALSE, -- its certificate led to one of the settings
    created_by   INTEGER NOT NULL REFERENCES users (id), -- who asked last
    created_at   TIMESTAMP NOT NULL
);
CREATE INDEX time_stamps_article ON time_stamps (article_id);
CREATE INDEX time_stamps_token ON time_stamps (token_sha256) WHERE token_sha256 <> '';

INSERT INTO job_kinds (name) VALUES ('stamp');
INSERT INTO actions (name) VALUES ('stamp.asked'), ('stamp.kept'), ('stamp.failed');
