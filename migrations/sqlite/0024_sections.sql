-- Sections of the newsroom. An article names its section in words, which may be those of none of these.
CREATE TABLE sections (
    id               INTEGER PRIMARY KEY,
    name             TEXT NOT NULL UNIQUE,
    scale_id         INTEGER REFERENCES scales (id), -- of its new articles; NULL is the newsroom's
    reviewers_normal INTEGER NOT NULL DEFAULT 0,     -- who must approve a claim of normal risk; 0 is the newsroom's number
    reviewers_high   INTEGER NOT NULL DEFAULT 0,
    version          INTEGER NOT NULL DEFAULT 1,
    closed_at        TIMESTAMP
);
-- Those that articles name already; of a restricted article not even the section is told.
INSERT INTO sections (name) SELECT DISTINCT section FROM articles WHERE section <> '' AND NOT restricted ORDER BY section;

CREATE TABLE section_members (
    section_id INTEGER NOT NULL REFERENCES sections (id),
    user_id    INTEGER NOT NULL REFERENCES users (id),
    PRIMARY KEY (section_id, user_id)
);
CREATE INDEX section_members_user ON section_members (user_id);

-- Who gets which claims, in order: the first that fits and has somebody decides. '' and NULL fit everything.
CREATE TABLE assign_rules (
    position   INTEGER PRIMARY KEY,
    kind       TEXT NOT NULL DEFAULT '',
    risk       TEXT NOT NULL DEFAULT '',
    section_id INTEGER REFERENCES sections (id),
    user_id    INTEGER REFERENCES users (id) -- NULL is whoever of the section has least open
);

-- When a claim is due, and what whoever handed it over has left to say.
ALTER TABLE claims ADD COLUMN due_at TIMESTAMP;
ALTER TABLE claims ADD COLUMN handover TEXT NOT NULL DEFAULT '';
ALTER TABLE claims ADD COLUMN handover_by INTEGER REFERENCES users (id);
ALTER TABLE claims ADD COLUMN handover_at TIMESTAMP;

-- When somebody is away, up to but not at the second moment, and who stands in for them.
ALTER TABLE users ADD COLUMN away_from TIMESTAMP;
ALTER TABLE users ADD COLUMN away_until TIMESTAMP;
ALTER TABLE users ADD COLUMN stand_in_id INTEGER REFERENCES users (id) DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX users_stand_in ON users (stand_in_id) WHERE stand_in_id IS NOT NULL;

-- The claims that one line of the history is about, where they are several.
CREATE TABLE event_claims (
    event_id   INTEGER NOT NULL REFERENCES events (id),
    claim_id   INTEGER NOT NULL REFERENCES claims (id),
    article_id INTEGER NOT NULL REFERENCES articles (id),
    PRIMARY KEY (event_id, claim_id)
);
CREATE INDEX event_claims_claim ON event_claims (claim_id);
CREATE INDEX event_claims_article ON event_claims (article_id);
CREATE TRIGGER event_claims_no_update BEFORE UPDATE ON event_claims BEGIN SELECT RAISE(ABORT, 'event_claims are append-only'); END;
CREATE TRIGGER event_claims_no_delete BEFORE DELETE ON event_claims WHEN NOT EXISTS (SELECT 1 FROM deletions WHERE article_id = old.article_id) BEGIN SELECT RAISE(ABORT, 'event_claims are append-only'); END;

INSERT INTO actions (name) VALUES ('claim.assigned'), ('user.away'), ('section.created'), ('section.edited'), ('rules.edited');
