-- Whole discussions: answers, comments on words of the text, the lane of legal, and links by which an author answers.
ALTER TABLE users ADD COLUMN legal BOOLEAN NOT NULL DEFAULT FALSE;

-- A link for the author is about no claim.
ALTER TABLE inquiries ADD COLUMN about INTEGER REFERENCES claims (id);
UPDATE inquiries SET about = claim_id;
DROP INDEX inquiries_claim;
ALTER TABLE inquiries DROP COLUMN claim_id;
ALTER TABLE inquiries RENAME COLUMN about TO claim_id;
CREATE INDEX inquiries_claim ON inquiries (claim_id) WHERE claim_id IS NOT NULL;
ALTER TABLE inquiries ADD COLUMN used_at TIMESTAMP; -- when somebody last came by it

ALTER TABLE comments ADD COLUMN answer_to INTEGER REFERENCES comments (id); -- one that is no answer itself
ALTER TABLE comments ADD COLUMN legal BOOLEAN NOT NULL DEFAULT FALSE; -- in the lane of legal
ALTER TABLE comments ADD COLUMN for_author BOOLEAN NOT NULL DEFAULT FALSE; -- whoever that is
ALTER TABLE comments ADD COLUMN inquiry_id INTEGER REFERENCES inquiries (id); -- the link it came in by
ALTER TABLE comments ADD COLUMN version INTEGER NOT NULL DEFAULT 0; -- how often it was handed over
CREATE INDEX comments_answers ON comments (answer_to) WHERE answer_to IS NOT NULL;
CREATE INDEX comments_legal ON comments (article_id) WHERE legal;
CREATE INDEX comments_inquiry ON comments (inquiry_id) WHERE inquiry_id IS NOT NULL;

-- What was done in a discussion. In the lane of legal the event names its comment and nothing else, so that whoever
-- asks for what happened to an article or a claim does not come upon it.
ALTER TABLE events ADD COLUMN comment_id INTEGER REFERENCES comments (id);
CREATE INDEX events_comment ON events (comment_id) WHERE comment_id IS NOT NULL;
DROP TRIGGER events_no_delete;
CREATE TRIGGER events_no_delete BEFORE DELETE ON events
    WHEN NOT EXISTS (SELECT 1 FROM deletions WHERE article_id = COALESCE(old.article_id, (SELECT m.article_id FROM comments m WHERE m.id = old.comment_id)) OR (source_id = old.source_id AND old.article_id IS NULL))
    BEGIN SELECT RAISE(ABORT, 'events are append-only'); END;

-- A comment may have a place in the text, too.
CREATE TABLE anchors_again (
    id              INTEGER PRIMARY KEY AUTOINCREMENT,
    article_id      INTEGER NOT NULL REFERENCES articles (id),
    revision_id     INTEGER NOT NULL REFERENCES revisions (id),
    claim_id        INTEGER REFERENCES claims (id),
    skip_id         INTEGER REFERENCES skips (id),
    comment_id      INTEGER REFERENCES comments (id),
    place           INTEGER NOT NULL, -- from 1; a claim may sit in several places
    start_cp        INTEGER NOT NULL, -- code points
    end_cp          INTEGER NOT NULL,
    quote           TEXT NOT NULL,
    prefix          TEXT NOT NULL,
    suffix          TEXT NOT NULL,
    method          TEXT NOT NULL CHECK (method IN ('selected', 'suggested', 'reattached', 'removed', 'exact', 'cosmetic', 'edited', 'moved', 'ambiguous', 'lost', 'confirmed')),
    context_changed BOOLEAN NOT NULL DEFAULT FALSE,
    badges          TEXT NOT NULL DEFAULT '', -- what kinds of change an edited quote holds: number, negation, name
    candidates      TEXT NOT NULL DEFAULT '', -- JSON: where a lost or ambiguous quote may be now
    created_by      INTEGER NOT NULL REFERENCES users (id),
    created_at      TIMESTAMP NOT NULL,
    CHECK ((claim_id IS NOT NULL) + (skip_id IS NOT NULL) + (comment_id IS NOT NULL) = 1),
    CHECK (start_cp >= 0 AND end_cp >= start_cp)
);
INSERT INTO anchors_again (id, article_id, revision_id, claim_id, skip_id, place, start_cp, end_cp, quote, prefix, suffix, method, context_changed, badges, candidates, created_by, created_at)
SELECT id, article_id, revision_id, claim_id, skip_id, place, start_cp, end_cp, quote, prefix, suffix, method, context_changed, badges, candidates, created_by, created_at FROM anchors ORDER BY id;
DROP TABLE anchors; -- its triggers and indexes go with it
PRAGMA legacy_alter_table = ON; -- the views that read it keep its name
ALTER TABLE anchors_again RENAME TO anchors;
PRAGMA legacy_alter_table = OFF;
CREATE INDEX anchors_revision ON anchors (revision_id);
CREATE INDEX anchors_claim ON anchors (claim_id, revision_id) WHERE claim_id IS NOT NULL;
CREATE INDEX anchors_skip ON anchors (skip_id, revision_id) WHERE skip_id IS NOT NULL;
CREATE INDEX anchors_comment ON anchors (comment_id, revision_id) WHERE comment_id IS NOT NULL;
CREATE TRIGGER anchors_no_update BEFORE UPDATE ON anchors BEGIN SELECT RAISE(ABORT, 'anchors are append-only'); END;
CREATE TRIGGER anchors_no_delete BEFORE DELETE ON anchors WHEN NOT EXISTS (SELECT 1 FROM deletions WHERE article_id = old.article_id) BEGIN SELECT RAISE(ABORT, 'anchors are append-only'); END;

INSERT INTO actions (name) VALUES ('comment.answered'), ('comment.reopened'), ('comment.handed');
