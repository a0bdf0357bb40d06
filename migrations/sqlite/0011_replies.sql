-- The right of reply: who must be asked about a claim before it runs. Where a reply stands is worked out from its
-- contacts; models/reply.go says how.
CREATE TABLE replies (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    article_id INTEGER NOT NULL REFERENCES articles (id),
    claim_id   INTEGER NOT NULL REFERENCES claims (id),
    who        TEXT NOT NULL DEFAULT '', -- empty for a source, and where nobody has to be asked
    source_id  INTEGER REFERENCES sources (id),
    address    TEXT NOT NULL DEFAULT '', -- where to reach them; of a confidential source the vault alone has it
    created_by INTEGER NOT NULL REFERENCES users (id),
    created_at TIMESTAMP NOT NULL
);
CREATE INDEX replies_article ON replies (article_id);
CREATE INDEX replies_claim ON replies (claim_id);
CREATE INDEX replies_source ON replies (source_id) WHERE source_id IS NOT NULL;

-- Each attempt to reach somebody, each answer, where it is reflected in the text, and each waiver.
CREATE TABLE contacts (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    article_id INTEGER NOT NULL REFERENCES articles (id),
    reply_id   INTEGER NOT NULL REFERENCES replies (id),
    step       TEXT NOT NULL CHECK (step IN ('attempt', 'answer', 'reflected', 'waiver')),
    channel    TEXT NOT NULL DEFAULT '' CHECK (channel IN ('', 'email', 'phone', 'letter', 'in_person', 'message', 'link')),
    said       TEXT NOT NULL, -- what was put to them, what they answered, where it stands, or why they are not asked
    at         TIMESTAMP NOT NULL, -- when it happened
    deadline   TIMESTAMP, -- that an attempt set
    created_by INTEGER NOT NULL REFERENCES users (id),
    created_at TIMESTAMP NOT NULL
);
CREATE INDEX contacts_article ON contacts (article_id);
CREATE INDEX contacts_reply ON contacts (reply_id);
CREATE TRIGGER contacts_no_update BEFORE UPDATE ON contacts BEGIN SELECT RAISE(ABORT, 'contacts are append-only'); END;
CREATE TRIGGER contacts_no_delete BEFORE DELETE ON contacts BEGIN SELECT RAISE(ABORT, 'contacts are append-only'); END;

INSERT INTO actions (name) VALUES ('reply.named'), ('reply.attempted'), ('reply.answered'), ('reply.reflected'), ('reply.waived');
