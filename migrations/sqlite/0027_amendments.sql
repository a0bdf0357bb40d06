-- After publication: what turned out to be wrong, why, and what readers were told of it.
CREATE TABLE amendments (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    article_id  INTEGER NOT NULL REFERENCES articles (id),
    claim_id    INTEGER REFERENCES claims (id), -- the claim it is about, where there is one
    what        TEXT NOT NULL, -- what is wrong, for the newsroom
    reported_by TEXT NOT NULL DEFAULT '', -- who pointed it out, for the newsroom
    cause       TEXT NOT NULL CHECK (cause IN ('source', 'misread', 'reporting', 'editing', 'production', 'changed_since', 'other')),
    checked     TEXT NOT NULL CHECK (checked IN ('approved', 'overridden', 'unapproved', 'skipped', 'unclaimed', 'added_later')), -- what the check had made of the words
    kind        TEXT NOT NULL DEFAULT '' CHECK (kind IN ('', 'correction', 'clarification', 'update', 'editors_note', 'retraction')), -- empty while nobody decided
    note        TEXT NOT NULL DEFAULT '', -- what readers are told
    dismissed   TEXT NOT NULL DEFAULT '', -- why nothing is to be told
    decided_by  INTEGER REFERENCES users (id),
    decided_at  TIMESTAMP,
    created_by  INTEGER NOT NULL REFERENCES users (id),
    created_at  TIMESTAMP NOT NULL,
    CHECK ((decided_at IS NULL) = (kind = '' AND dismissed = '')),
    CHECK (kind = '' OR note <> '' AND dismissed = '')
);
CREATE INDEX amendments_article ON amendments (article_id);
CREATE INDEX amendments_claim ON amendments (claim_id) WHERE claim_id IS NOT NULL;

-- A return that says that the check itself was wrong: the verdict is void.
ALTER TABLE reviews ADD COLUMN void BOOLEAN NOT NULL DEFAULT FALSE CHECK (NOT void OR decision = 'return');

INSERT INTO actions (name) VALUES ('amendment.logged'), ('amendment.published'), ('amendment.dismissed'), ('review.voided');
