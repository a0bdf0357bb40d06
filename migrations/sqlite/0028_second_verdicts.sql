-- Second verdicts: for claims that the settings choose, given by somebody who has not seen the first.
CREATE TABLE second_draws (
    claim_id   INTEGER PRIMARY KEY REFERENCES claims (id),
    article_id INTEGER NOT NULL REFERENCES articles (id),
    why        TEXT NOT NULL CHECK (why IN ('risk', 'kind', 'sample')),
    created_at TIMESTAMP NOT NULL
);
CREATE INDEX second_draws_article ON second_draws (article_id);

-- Who asked to see the first verdict, and so cannot give the second.
CREATE TABLE second_looks (
    claim_id   INTEGER NOT NULL REFERENCES claims (id),
    article_id INTEGER NOT NULL REFERENCES articles (id),
    user_id    INTEGER NOT NULL REFERENCES users (id),
    at         TIMESTAMP NOT NULL,
    PRIMARY KEY (claim_id, user_id)
);
CREATE INDEX second_looks_article ON second_looks (article_id);

CREATE TABLE second_verdicts (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    article_id  INTEGER NOT NULL REFERENCES articles (id),
    claim_id    INTEGER NOT NULL UNIQUE REFERENCES claims (id),
    verdict_id  INTEGER NOT NULL REFERENCES verdicts (id), -- the first, as it stood
    outcome     TEXT NOT NULL CHECK (outcome IN ('agrees', 'differs', 'waived')),
    rating_id   INTEGER REFERENCES ratings (id), -- NULL: waived
    explanation TEXT NOT NULL DEFAULT '', -- of a waiver its reason
    query_id    INTEGER REFERENCES comments (id), -- that the difference is discussed under
    created_by  INTEGER NOT NULL REFERENCES users (id),
    created_at  TIMESTAMP NOT NULL,
    CHECK ((rating_id IS NULL) = (outcome = 'waived'))
);
CREATE INDEX second_verdicts_article ON second_verdicts (article_id);

CREATE TRIGGER second_draws_no_update BEFORE UPDATE ON second_draws BEGIN SELECT RAISE(ABORT, 'second_draws are append-only'); END;
CREATE TRIGGER second_draws_no_delete BEFORE DELETE ON second_draws WHEN NOT EXISTS (SELECT 1 FROM deletions WHERE article_id = old.article_id) BEGIN SELECT RAISE(ABORT, 'second_draws are append-only'); END;
CREATE TRIGGER second_looks_no_update BEFORE UPDATE ON second_looks BEGIN SELECT RAISE(ABORT, 'second_looks are append-only'); END;
CREATE TRIGGER second_looks_no_delete BEFORE DELETE ON second_looks WHEN NOT EXISTS (SELECT 1 FROM deletions WHERE article_id = old.article_id) BEGIN SELECT RAISE(ABORT, 'second_looks are append-only'); END;
CREATE TRIGGER second_verdicts_no_update BEFORE UPDATE ON second_verdicts BEGIN SELECT RAISE(ABORT, 'second_verdicts are append-only'); END;
CREATE TRIGGER second_verdicts_no_delete BEFORE DELETE ON second_verdicts WHEN NOT EXISTS (SELECT 1 FROM deletions WHERE article_id = old.article_id) BEGIN SELECT RAISE(ABORT, 'second_verdicts are append-only'); END;

-- Whoever gave the second verdict has proposed one.
DROP VIEW hands;
CREATE VIEW hands AS
SELECT claim_id, created_by AS user_id, 'verdict' AS part FROM verdicts
UNION ALL SELECT claim_id, created_by, 'second' FROM second_verdicts WHERE outcome <> 'waived'
UNION ALL SELECT claim_id, created_by, 'evidence' FROM evidence
UNION ALL SELECT claim_id, changed_by, 'evidence' FROM evidence
UNION ALL SELECT claim_id, actor_id, 'evidence' FROM events WHERE claim_id IS NOT NULL AND action IN ('evidence.created', 'evidence.edited', 'calculation.saved')
UNION ALL SELECT claim_id, created_by, 'text' FROM anchors WHERE claim_id IS NOT NULL AND method = 'edited';

INSERT INTO actions (name) VALUES ('second.given'), ('second.looked'), ('second.waived');
