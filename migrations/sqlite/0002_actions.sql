-- The actions of the history as rows: a later migration adds one with an INSERT, where a CHECK would have the
-- whole history copied. models/action.go says the same in Go.
CREATE TABLE actions (
    name TEXT PRIMARY KEY
) WITHOUT ROWID;
INSERT INTO actions (name) VALUES
    ('article.created'), ('article.edited'), ('article.held'), ('article.resumed'), ('article.killed'), ('article.reopened'), ('article.signed_off'), ('article.published'), ('article.exported'),
    ('revision.saved'),
    ('claim.created'), ('claim.edited'), ('claim.anchored'), ('claim.unanchored'), ('claim.split'), ('claim.merged'), ('claim.withdrawn'), ('claim.restored'), ('claim.confirmed'), ('claim.resolved'),
    ('skip.created'), ('skip.withdrawn'),
    ('suggestion.dismissed'),
    ('evidence.created'), ('evidence.edited'), ('evidence.withdrawn'),
    ('verdict.saved'), ('verdict.submitted'),
    ('review.approved'), ('review.returned'), ('review.overridden'),
    ('comment.created'), ('comment.resolved'),
    ('source.created'), ('source.edited'),
    ('user.created'), ('user.invited'), ('user.edited'), ('user.signed_out'),
    ('settings.edited');

CREATE TABLE events_again (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    at         TIMESTAMP NOT NULL,
    actor_id   INTEGER NOT NULL REFERENCES users (id),
    article_id INTEGER REFERENCES articles (id),
    claim_id   INTEGER REFERENCES claims (id),
    action     TEXT NOT NULL REFERENCES actions (name),
    data       TEXT NOT NULL DEFAULT '' -- JSON, never a confidential source
);
INSERT INTO events_again (id, at, actor_id, article_id, claim_id, action, data)
SELECT id, at, actor_id, article_id, claim_id, action, data FROM events ORDER BY id;

-- The views read the history; they are made again as they were.
DROP VIEW claim_status;
DROP VIEW hands;
DROP TABLE events; -- its triggers and indexes go with it
ALTER TABLE events_again RENAME TO events;
CREATE INDEX events_article ON events (article_id, id);
CREATE INDEX events_claim ON events (claim_id, id) WHERE claim_id IS NOT NULL;
CREATE TRIGGER events_no_update BEFORE UPDATE ON events BEGIN SELECT RAISE(ABORT, 'events are append-only'); END;
CREATE TRIGGER events_no_delete BEFORE DELETE ON events BEGIN SELECT RAISE(ABORT, 'events are append-only'); END;

-- Who had a hand in a claim and so cannot review it: proposed a verdict, made or changed evidence (the history
-- remembers those whose change was changed again), or saved other words at one of its places.
CREATE VIEW hands AS
SELECT claim_id, created_by AS user_id, 'verdict' AS part FROM verdicts
UNION ALL SELECT claim_id, created_by, 'evidence' FROM evidence
UNION ALL SELECT claim_id, changed_by, 'evidence' FROM evidence
UNION ALL SELECT claim_id, actor_id, 'evidence' FROM events WHERE claim_id IS NOT NULL AND action IN ('evidence.created', 'evidence.edited')
UNION ALL SELECT claim_id, created_by, 'text' FROM anchors WHERE claim_id IS NOT NULL AND method = 'edited';

-- The status of every claim. models/status.go says the same in Go.
CREATE VIEW claim_status AS
WITH counted AS (
    -- approvals that count: by somebody who had no hand in the article, the verdict or the evidence,
    -- of the present fingerprint, and after the last return of that fingerprint
    SELECT r.claim_id, COUNT(DISTINCT r.created_by) AS approvals
    FROM reviews r
    JOIN claims c ON c.id = r.claim_id AND c.fingerprint = r.fingerprint
    JOIN articles a ON a.id = c.article_id
    WHERE r.decision = 'approve'
      AND r.created_by <> COALESCE(a.author_id, 0)
      AND NOT EXISTS (SELECT 1 FROM hands h WHERE h.claim_id = c.id AND h.user_id = r.created_by)
      AND NOT EXISTS (SELECT 1 FROM reviews b WHERE b.claim_id = c.id AND b.fingerprint = r.fingerprint AND b.decision = 'return' AND b.id > r.id)
    GROUP BY r.claim_id
), reached AS (
    -- fingerprints that once had all the approvals they needed, with the newest verdict among them
    SELECT claim_id, MAX(verdict_id) AS verdict_id
    FROM (SELECT r.claim_id, MAX(r.verdict_id) AS verdict_id
          FROM reviews r JOIN claims c ON c.id = r.claim_id
          WHERE r.decision = 'approve'
            AND NOT EXISTS (SELECT 1 FROM reviews b WHERE b.claim_id = r.claim_id AND b.fingerprint = r.fingerprint AND b.decision = 'return' AND b.id > r.id)
          GROUP BY r.claim_id, r.fingerprint, c.reviewers_needed
          HAVING COUNT(DISTINCT r.created_by) >= c.reviewers_needed) q
    GROUP BY claim_id
)
SELECT c.id AS claim_id,
       CASE
           WHEN c.withdrawn_at IS NOT NULL THEN 'withdrawn'
           WHEN v.id IS NULL THEN 'open'
           WHEN EXISTS (SELECT 1 FROM reviews b WHERE b.claim_id = c.id AND b.verdict_id = v.id AND b.decision = 'return') THEN 'open'
           WHEN COALESCE(counted.approvals, 0) >= c.reviewers_needed THEN 'approved'
           WHEN v.submitted AND COALESCE(reached.verdict_id, 0) < v.id THEN 'in_review'
           WHEN reached.claim_id IS NOT NULL THEN 'stale'
           ELSE 'open'
       END AS status
FROM claims c
LEFT JOIN verdicts v ON v.id = (SELECT MAX(id) FROM verdicts WHERE claim_id = c.id)
LEFT JOIN counted ON counted.claim_id = c.id
LEFT JOIN reached ON reached.claim_id = c.id;
