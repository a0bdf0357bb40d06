-- Checklists: for each kind of claim what is to be looked at. A changed checklist is a new version; an item is what it
-- says, so that one whose words stay keeps the ticks it has. The first versions come with Stet.
CREATE TABLE checklists (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    kind       TEXT NOT NULL CHECK (kind IN ('number', 'date', 'name', 'title', 'quote', 'superlative', 'cause', 'place', 'legal', 'image', 'other')),
    version    INTEGER NOT NULL, -- from 1
    required   BOOLEAN NOT NULL, -- a verdict is submitted only after every item is answered
    created_by INTEGER REFERENCES users (id), -- NULL: it came with Stet
    created_at TIMESTAMP,
    UNIQUE (kind, version)
);

CREATE TABLE checklist_items (
    id    INTEGER PRIMARY KEY AUTOINCREMENT,
    kind  TEXT NOT NULL CHECK (kind IN ('number', 'date', 'name', 'title', 'quote', 'superlative', 'cause', 'place', 'legal', 'image', 'other')),
    words TEXT NOT NULL,
    UNIQUE (kind, words)
);

CREATE TABLE checklist_lines (
    checklist_id INTEGER NOT NULL REFERENCES checklists (id),
    position     INTEGER NOT NULL, -- from 1
    item_id      INTEGER NOT NULL REFERENCES checklist_items (id),
    PRIMARY KEY (checklist_id, position),
    UNIQUE (checklist_id, item_id)
);

-- What people answered. The newest answer of a claim and an item counts.
CREATE TABLE ticks (
    id           INTEGER PRIMARY KEY AUTOINCREMENT,
    article_id   INTEGER NOT NULL REFERENCES articles (id),
    claim_id     INTEGER NOT NULL REFERENCES claims (id),
    checklist_id INTEGER NOT NULL REFERENCES checklists (id), -- the version that it was answered on
    item_id      INTEGER NOT NULL REFERENCES checklist_items (id),
    answer       TEXT NOT NULL CHECK (answer IN ('done', 'not_applicable', 'open')), -- open: taken back
    reason       TEXT NOT NULL DEFAULT '', -- why it does not apply
    about        TEXT NOT NULL, -- SHA-256 of the claim's wording and quotes that it was answered on, hexadecimal
    created_by   INTEGER NOT NULL REFERENCES users (id),
    created_at   TIMESTAMP NOT NULL
);
CREATE INDEX ticks_claim ON ticks (claim_id, item_id);
CREATE INDEX ticks_article ON ticks (article_id);

CREATE TRIGGER checklists_no_update BEFORE UPDATE ON checklists BEGIN SELECT RAISE(ABORT, 'checklists are append-only: add a new version'); END;
CREATE TRIGGER checklists_no_delete BEFORE DELETE ON checklists BEGIN SELECT RAISE(ABORT, 'checklists are append-only: add a new version'); END;
CREATE TRIGGER checklist_items_no_update BEFORE UPDATE ON checklist_items BEGIN SELECT RAISE(ABORT, 'checklist_items are append-only'); END;
CREATE TRIGGER checklist_items_no_delete BEFORE DELETE ON checklist_items BEGIN SELECT RAISE(ABORT, 'checklist_items are append-only'); END;
CREATE TRIGGER checklist_lines_no_update BEFORE UPDATE ON checklist_lines BEGIN SELECT RAISE(ABORT, 'checklist_lines are append-only'); END;
CREATE TRIGGER checklist_lines_no_delete BEFORE DELETE ON checklist_lines BEGIN SELECT RAISE(ABORT, 'checklist_lines are append-only'); END;
CREATE TRIGGER ticks_no_update BEFORE UPDATE ON ticks BEGIN SELECT RAISE(ABORT, 'ticks are append-only'); END;
CREATE TRIGGER ticks_no_delete BEFORE DELETE ON ticks WHEN NOT EXISTS (SELECT 1 FROM deletions WHERE article_id = old.article_id) BEGIN SELECT RAISE(ABORT, 'ticks are append-only'); END;

INSERT INTO actions (name) VALUES ('checklist.edited'), ('checklist.ticked'), ('checklist.set_aside'), ('checklist.unticked');
