-- A link by which one person outside answers one fixed wording of a claim.
CREATE TABLE inquiries (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    article_id INTEGER NOT NULL REFERENCES articles (id),
    claim_id   INTEGER NOT NULL REFERENCES claims (id),
    reply_id   INTEGER REFERENCES replies (id), -- that it asks for, if any
    token_hash TEXT NOT NULL UNIQUE, -- SHA-256 of the link's token
    who        TEXT NOT NULL DEFAULT '', -- empty for a source
    source_id  INTEGER REFERENCES sources (id),
    ask        TEXT NOT NULL,
    wording    TEXT NOT NULL, -- word for word as they stood when it was made
    show_title BOOLEAN NOT NULL DEFAULT FALSE,
    once       BOOLEAN NOT NULL DEFAULT TRUE, -- closes with the first answer
    created_by INTEGER NOT NULL REFERENCES users (id),
    created_at TIMESTAMP NOT NULL,
    expires_at TIMESTAMP NOT NULL,
    revoked_at TIMESTAMP,
    revoked_by INTEGER REFERENCES users (id)
);
CREATE INDEX inquiries_article ON inquiries (article_id);
CREATE INDEX inquiries_claim ON inquiries (claim_id);
CREATE INDEX inquiries_source ON inquiries (source_id) WHERE source_id IS NOT NULL;

-- What came in by such a link. What was answered never changes.
CREATE TABLE answers (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    article_id  INTEGER NOT NULL REFERENCES articles (id),
    inquiry_id  INTEGER NOT NULL REFERENCES inquiries (id),
    response     TEXT NOT NULL CHECK (response IN ('confirmed', 'wrong', 'statement')),
    said        TEXT NOT NULL,
    at          TIMESTAMP NOT NULL,
    evidence_id INTEGER REFERENCES evidence (id) -- that somebody made of it
);
CREATE INDEX answers_article ON answers (article_id);
CREATE INDEX answers_inquiry ON answers (inquiry_id);
CREATE INDEX answers_evidence ON answers (evidence_id) WHERE evidence_id IS NOT NULL;
CREATE TRIGGER answers_no_update BEFORE UPDATE OF id, article_id, inquiry_id, response, said, at ON answers BEGIN SELECT RAISE(ABORT, 'answers are append-only'); END;
CREATE TRIGGER answers_no_delete BEFORE DELETE ON answers BEGIN SELECT RAISE(ABORT, 'answers are append-only'); END;

INSERT INTO actions (name) VALUES ('inquiry.sent'), ('inquiry.revoked'), ('inquiry.answered');
