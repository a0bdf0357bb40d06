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

-- What was logged and what was decided stays as it is; what is deleted goes with its article.
CREATE TRIGGER amendments_stay BEFORE UPDATE ON amendments
    WHEN old.what <> new.what OR old.reported_by <> new.reported_by OR old.cause <> new.cause OR old.checked <> new.checked OR old.created_by <> new.created_by OR old.created_at <> new.created_at
        OR (old.decided_at IS NOT NULL AND (new.decided_at IS NULL OR old.decided_at <> new.decided_at OR old.decided_by <> new.decided_by OR old.kind <> new.kind OR old.note <> new.note OR old.dismissed <> new.dismissed))
    BEGIN SELECT RAISE(ABORT, 'amendments are append-only'); END;
CREATE TRIGGER amendments_no_delete BEFORE DELETE ON amendments WHEN NOT EXISTS (SELECT 1 FROM deletions WHERE article_id = old.article_id) BEGIN SELECT RAISE(ABORT, 'amendments are append-only'); END;

-- A return that says that the check itself was wrong: the verdict is void.
ALTER TABLE reviews ADD COLUMN void BOOLEAN NOT NULL DEFAULT FALSE CHECK (NOT void OR decision = 'return');

-- No approval from before a verdict was void counts, whatever it was of.
DROP VIEW claim_status;
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
      AND NOT EXISTS (SELECT 1 FROM reviews b WHERE b.claim_id = c.id AND (b.fingerprint = r.fingerprint OR b.void) AND b.decision = 'return' AND b.id > r.id)
    GROUP BY r.claim_id
), reached AS (
    -- fingerprints that once had all the approvals they needed, with the newest verdict among them
    SELECT claim_id, MAX(verdict_id) AS verdict_id
    FROM (SELECT r.claim_id, MAX(r.verdict_id) AS verdict_id
          FROM reviews r JOIN claims c ON c.id = r.claim_id
          WHERE r.decision = 'approve'
            AND NOT EXISTS (SELECT 1 FROM reviews b WHERE b.claim_id = r.claim_id AND (b.fingerprint = r.fingerprint OR b.void) AND b.decision = 'return' AND b.id > r.id)
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

INSERT INTO actions (name) VALUES ('amendment.logged'), ('amendment.published'), ('amendment.dismissed'), ('review.voided');
