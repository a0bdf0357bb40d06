-- Retention: what is deleted after the periods that a newsroom sets. Nothing is deleted that was not listed for some
-- days before; a legal hold stops it; what was deleted is logged without its content.
CREATE TABLE holds (
    id            INTEGER PRIMARY KEY AUTOINCREMENT,
    article_id    INTEGER REFERENCES articles (id),
    source_id     INTEGER REFERENCES sources (id),
    reason        TEXT NOT NULL,
    created_by    INTEGER NOT NULL REFERENCES users (id),
    created_at    TIMESTAMP NOT NULL,
    lifted_by     INTEGER REFERENCES users (id),
    lifted_at     TIMESTAMP, -- NULL while it holds
    lifted_reason TEXT NOT NULL DEFAULT '',
    CHECK ((article_id IS NULL) <> (source_id IS NULL))
);
CREATE INDEX holds_article ON holds (article_id) WHERE article_id IS NOT NULL;
CREATE INDEX holds_source ON holds (source_id) WHERE source_id IS NOT NULL;

CREATE TABLE due_deletions (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    class      TEXT NOT NULL CHECK (class IN ('killed', 'unpublished', 'published', 'captures', 'identities', 'sources')),
    subject_id INTEGER NOT NULL, -- of the article, the capture or the source
    listed_at  TIMESTAMP NOT NULL,
    UNIQUE (class, subject_id)
);

-- What was deleted. Numbers are all that is left of it; they are never given out again.
CREATE TABLE deletions (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    class      TEXT NOT NULL CHECK (class IN ('killed', 'unpublished', 'published', 'captures', 'identities', 'sources')),
    article_id INTEGER, -- the article as a whole
    source_id  INTEGER, -- the source as a whole
    subject_id INTEGER NOT NULL,
    days       INTEGER NOT NULL, -- the period that was over
    row_count  INTEGER NOT NULL,
    file_count INTEGER NOT NULL,
    listed_at  TIMESTAMP NOT NULL,
    at         TIMESTAMP NOT NULL
);
CREATE INDEX deletions_article ON deletions (article_id) WHERE article_id IS NOT NULL;
CREATE INDEX deletions_source ON deletions (source_id) WHERE source_id IS NOT NULL;

INSERT INTO actions (name) VALUES ('hold.placed'), ('hold.lifted');

-- Rows that are added and never changed go with an article whose deletion is logged, and in no other way.
DROP TRIGGER revisions_no_delete;
CREATE TRIGGER revisions_no_delete BEFORE DELETE ON revisions WHEN NOT EXISTS (SELECT 1 FROM deletions WHERE article_id = old.article_id) BEGIN SELECT RAISE(ABORT, 'revisions are append-only'); END;
DROP TRIGGER anchors_no_delete;
CREATE TRIGGER anchors_no_delete BEFORE DELETE ON anchors WHEN NOT EXISTS (SELECT 1 FROM deletions WHERE article_id = old.article_id) BEGIN SELECT RAISE(ABORT, 'anchors are append-only'); END;
DROP TRIGGER sign_offs_no_delete;
CREATE TRIGGER sign_offs_no_delete BEFORE DELETE ON sign_offs WHEN NOT EXISTS (SELECT 1 FROM deletions WHERE article_id = old.article_id) BEGIN SELECT RAISE(ABORT, 'sign_offs are append-only'); END;
DROP TRIGGER contacts_no_delete;
CREATE TRIGGER contacts_no_delete BEFORE DELETE ON contacts WHEN NOT EXISTS (SELECT 1 FROM deletions WHERE article_id = old.article_id) BEGIN SELECT RAISE(ABORT, 'contacts are append-only'); END;
DROP TRIGGER answers_no_delete;
CREATE TRIGGER answers_no_delete BEFORE DELETE ON answers WHEN NOT EXISTS (SELECT 1 FROM deletions WHERE article_id = old.article_id) BEGIN SELECT RAISE(ABORT, 'answers are append-only'); END;
DROP TRIGGER verdicts_no_delete;
CREATE TRIGGER verdicts_no_delete BEFORE DELETE ON verdicts WHEN NOT EXISTS (SELECT 1 FROM deletions d JOIN claims c ON c.article_id = d.article_id WHERE c.id = old.claim_id) BEGIN SELECT RAISE(ABORT, 'verdicts are append-only'); END;
DROP TRIGGER reviews_no_delete;
CREATE TRIGGER reviews_no_delete BEFORE DELETE ON reviews WHEN NOT EXISTS (SELECT 1 FROM deletions d JOIN claims c ON c.article_id = d.article_id WHERE c.id = old.claim_id) BEGIN SELECT RAISE(ABORT, 'reviews are append-only'); END;
DROP TRIGGER events_no_delete;
CREATE TRIGGER events_no_delete BEFORE DELETE ON events WHEN NOT EXISTS (SELECT 1 FROM deletions WHERE article_id = old.article_id OR (source_id = old.source_id AND old.article_id IS NULL)) BEGIN SELECT RAISE(ABORT, 'events are append-only'); END;
CREATE TRIGGER deletions_no_update BEFORE UPDATE ON deletions BEGIN SELECT RAISE(ABORT, 'deletions are append-only'); END;
CREATE TRIGGER deletions_no_delete BEFORE DELETE ON deletions BEGIN SELECT RAISE(ABORT, 'deletions are append-only'); END;

-- The words of what is deleted leave the search with it.
INSERT INTO article_search (article_search, rank) VALUES ('secure-delete', 1);
INSERT INTO claim_search (claim_search, rank) VALUES ('secure-delete', 1);
CREATE TRIGGER article_search_delete AFTER DELETE ON articles BEGIN
    INSERT INTO article_search (article_search, rowid, title) VALUES ('delete', old.id, old.title);
END;
CREATE TRIGGER claim_search_delete AFTER DELETE ON claims BEGIN
    INSERT INTO claim_search (claim_search, rowid, wording) VALUES ('delete', old.id, old.wording);
END;
