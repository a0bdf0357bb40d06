-- People ------------------------------------------------------------------

CREATE TABLE settings (
    key   TEXT PRIMARY KEY,
    value TEXT NOT NULL
);

CREATE TABLE users (
    id            INTEGER PRIMARY KEY AUTOINCREMENT,
    email         TEXT NOT NULL UNIQUE,
    name          TEXT NOT NULL,
    role          TEXT NOT NULL CHECK (role IN ('viewer', 'editor', 'reviewer')),
    admin         BOOLEAN NOT NULL DEFAULT FALSE,
    password_hash TEXT NOT NULL DEFAULT '',
    active        BOOLEAN NOT NULL DEFAULT TRUE,
    epoch         INTEGER NOT NULL DEFAULT 1, -- a session of an older epoch is signed out
    version       INTEGER NOT NULL DEFAULT 1,
    created_at    TIMESTAMP NOT NULL
);

CREATE TABLE sessions (
    token      TEXT PRIMARY KEY, -- SHA-256 of the cookie, never the cookie
    data       BLOB NOT NULL,
    expires_at TIMESTAMP NOT NULL
);
CREATE INDEX sessions_expires_at ON sessions (expires_at);

CREATE TABLE sign_in_attempts (
    id      INTEGER PRIMARY KEY AUTOINCREMENT,
    email   TEXT NOT NULL,
    address TEXT NOT NULL,
    at      TIMESTAMP NOT NULL
);
CREATE INDEX sign_in_attempts_email ON sign_in_attempts (email, at);
CREATE INDEX sign_in_attempts_address ON sign_in_attempts (address, at);

CREATE TABLE invitations (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    token_hash  TEXT NOT NULL UNIQUE, -- SHA-256 of the link's token
    email       TEXT NOT NULL,
    name        TEXT NOT NULL,
    role        TEXT NOT NULL CHECK (role IN ('viewer', 'editor', 'reviewer')),
    admin       BOOLEAN NOT NULL DEFAULT FALSE,
    created_by  INTEGER NOT NULL REFERENCES users (id),
    created_at  TIMESTAMP NOT NULL,
    expires_at  TIMESTAMP NOT NULL,
    accepted_by INTEGER REFERENCES users (id)
);

-- Scales ------------------------------------------------------------------

CREATE TABLE scales (
    id       INTEGER PRIMARY KEY AUTOINCREMENT,
    code     TEXT NOT NULL,
    version  INTEGER NOT NULL,
    language TEXT NOT NULL,
    name     TEXT NOT NULL,
    purpose  TEXT NOT NULL CHECK (purpose IN ('before_publication', 'published')),
    UNIQUE (code, version, language)
);

CREATE TABLE ratings (
    id                INTEGER PRIMARY KEY AUTOINCREMENT,
    scale_id          INTEGER NOT NULL REFERENCES scales (id),
    position          INTEGER NOT NULL, -- from 1, the order of the keys
    code              TEXT NOT NULL,
    label             TEXT NOT NULL,
    definition        TEXT NOT NULL,
    ordinal           INTEGER, -- higher is truer; NULL where the rating has no place in an order
    look              TEXT NOT NULL CHECK (look IN ('true', 'mostly', 'mixed', 'mislead', 'false', 'open', 'author', 'none')),
    needs_explanation BOOLEAN NOT NULL,
    needs_resolution  BOOLEAN NOT NULL, -- the words may not be signed off as they are
    UNIQUE (scale_id, code),
    UNIQUE (scale_id, position)
);

-- Articles ----------------------------------------------------------------

CREATE TABLE articles (
    id            INTEGER PRIMARY KEY AUTOINCREMENT,
    title         TEXT NOT NULL,
    byline        TEXT NOT NULL DEFAULT '',
    author_id     INTEGER REFERENCES users (id),
    section       TEXT NOT NULL DEFAULT '',
    language      TEXT NOT NULL DEFAULT 'en',
    deadline      TIMESTAMP,
    scope         TEXT NOT NULL CHECK (scope IN ('full', 'partial', 'self_check')),
    scope_note    TEXT NOT NULL DEFAULT '',
    status        TEXT NOT NULL CHECK (status IN ('checking', 'signed_off', 'published', 'on_hold', 'killed')),
    status_reason TEXT NOT NULL DEFAULT '',
    public_url    TEXT NOT NULL DEFAULT '',
    scale_id      INTEGER NOT NULL REFERENCES scales (id),
    revision_id   INTEGER NOT NULL DEFAULT 0, -- the newest
    sentences     INTEGER NOT NULL DEFAULT 0, -- of the newest revision
    claims_made   INTEGER NOT NULL DEFAULT 0, -- the highest claim number given out
    waiting       INTEGER NOT NULL DEFAULT 0, -- claims in review or stale
    due_at        TIMESTAMP NOT NULL GENERATED ALWAYS AS (COALESCE(deadline, '9999-12-31 00:00:00+00:00')) STORED, -- sorts articles without a deadline last
    version       INTEGER NOT NULL DEFAULT 1,
    created_by    INTEGER NOT NULL REFERENCES users (id),
    created_at    TIMESTAMP NOT NULL,
    updated_at    TIMESTAMP NOT NULL
);
CREATE INDEX articles_due ON articles (status, due_at, id);
CREATE INDEX articles_waiting ON articles (due_at, id) WHERE status = 'checking' AND waiting > 0;
CREATE INDEX articles_section ON articles (section, status, due_at, id);
CREATE INDEX articles_title ON articles (status, title, id);
CREATE INDEX articles_author ON articles (author_id);

CREATE TABLE revisions (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    article_id INTEGER NOT NULL REFERENCES articles (id),
    number     INTEGER NOT NULL, -- from 1
    text       TEXT NOT NULL,
    blocks     TEXT NOT NULL, -- JSON
    sentences  TEXT NOT NULL, -- JSON
    sha256     TEXT NOT NULL, -- of the text's UTF-8 bytes, hexadecimal
    words      INTEGER NOT NULL,
    note       TEXT NOT NULL DEFAULT '',
    created_by INTEGER NOT NULL REFERENCES users (id),
    created_at TIMESTAMP NOT NULL,
    UNIQUE (article_id, number)
);

-- Claims and skips --------------------------------------------------------

CREATE TABLE claims (
    id               INTEGER PRIMARY KEY AUTOINCREMENT,
    article_id       INTEGER NOT NULL REFERENCES articles (id),
    number           INTEGER NOT NULL, -- from 1 within the article
    wording          TEXT NOT NULL,
    kind             TEXT NOT NULL CHECK (kind IN ('number', 'date', 'name', 'title', 'quote', 'superlative', 'cause', 'place', 'legal', 'image', 'other')),
    risk             TEXT NOT NULL CHECK (risk IN ('normal', 'high')),
    reviewers_needed INTEGER NOT NULL CHECK (reviewers_needed > 0),
    assignee_id      INTEGER REFERENCES users (id),
    resolution       TEXT NOT NULL DEFAULT '' CHECK (resolution IN ('', 'stands', 'changed', 'softened', 'attributed', 'cut', 'overridden')),
    claimant         TEXT NOT NULL DEFAULT '', -- who says it, where that is not us
    claimant_is      TEXT NOT NULL DEFAULT '' CHECK (claimant_is IN ('', 'person', 'organization')),
    claimed_on       TEXT NOT NULL DEFAULT '', -- ISO 8601 date
    appearance_url   TEXT NOT NULL DEFAULT '',
    verdict_id       INTEGER NOT NULL DEFAULT 0, -- the newest
    fingerprint      TEXT NOT NULL DEFAULT '',
    status           TEXT NOT NULL CHECK (status IN ('open', 'in_review', 'approved', 'stale', 'withdrawn')),
    look             TEXT NOT NULL DEFAULT 'open' CHECK (look IN ('true', 'mostly', 'mixed', 'mislead', 'false', 'open', 'author', 'none')), -- of the newest verdict
    orphaned         BOOLEAN NOT NULL DEFAULT FALSE,
    version          INTEGER NOT NULL DEFAULT 1,
    created_by       INTEGER NOT NULL REFERENCES users (id),
    created_at       TIMESTAMP NOT NULL,
    withdrawn_at     TIMESTAMP,
    withdrawn_reason TEXT NOT NULL DEFAULT '',
    UNIQUE (article_id, number)
);
CREATE INDEX claims_status ON claims (article_id, status, look, assignee_id);
CREATE INDEX claims_assignee ON claims (assignee_id, status);

CREATE TABLE skips (
    id           INTEGER PRIMARY KEY AUTOINCREMENT,
    article_id   INTEGER NOT NULL REFERENCES articles (id),
    reason       TEXT NOT NULL CHECK (reason IN ('opinion', 'connective', 'common_ground', 'out_of_scope')),
    note         TEXT NOT NULL DEFAULT '',
    created_by   INTEGER NOT NULL REFERENCES users (id),
    created_at   TIMESTAMP NOT NULL,
    withdrawn_at TIMESTAMP,
    withdrawn_by INTEGER REFERENCES users (id)
);
CREATE INDEX skips_article ON skips (article_id);

-- One row per claim (or skip), revision and place. The newest row of a place counts.
CREATE TABLE anchors (
    id              INTEGER PRIMARY KEY AUTOINCREMENT,
    article_id      INTEGER NOT NULL REFERENCES articles (id),
    revision_id     INTEGER NOT NULL REFERENCES revisions (id),
    claim_id        INTEGER REFERENCES claims (id),
    skip_id         INTEGER REFERENCES skips (id),
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
    CHECK ((claim_id IS NULL) <> (skip_id IS NULL)),
    CHECK (start_cp >= 0 AND end_cp >= start_cp)
);
CREATE INDEX anchors_revision ON anchors (revision_id);
CREATE INDEX anchors_claim ON anchors (claim_id, revision_id) WHERE claim_id IS NOT NULL;
CREATE INDEX anchors_skip ON anchors (skip_id, revision_id) WHERE skip_id IS NOT NULL;

-- How many claims and skips lie on each touched sentence of a revision.
CREATE TABLE coverage (
    revision_id INTEGER NOT NULL REFERENCES revisions (id),
    sentence    INTEGER NOT NULL, -- from 0
    claims      INTEGER NOT NULL DEFAULT 0 CHECK (claims >= 0),
    skips       INTEGER NOT NULL DEFAULT 0 CHECK (skips >= 0),
    PRIMARY KEY (revision_id, sentence)
) WITHOUT ROWID;

CREATE TABLE dismissed_suggestions (
    article_id INTEGER NOT NULL REFERENCES articles (id),
    sentence   TEXT NOT NULL, -- SHA-256 of the folded sentence
    created_by INTEGER NOT NULL REFERENCES users (id),
    created_at TIMESTAMP NOT NULL,
    PRIMARY KEY (article_id, sentence)
) WITHOUT ROWID;

-- Sources and evidence ----------------------------------------------------

CREATE TABLE sources (
    id              INTEGER PRIMARY KEY AUTOINCREMENT,
    type            TEXT NOT NULL CHECK (type IN ('person', 'organisation', 'publication', 'data_set', 'document')),
    tier            TEXT NOT NULL CHECK (tier IN ('primary', 'secondary', 'tertiary')),
    title           TEXT NOT NULL,
    search          TEXT NOT NULL, -- title, publisher and author in lower case
    publisher       TEXT NOT NULL DEFAULT '',
    author          TEXT NOT NULL DEFAULT '',
    url             TEXT NOT NULL DEFAULT '',
    published_on    TEXT NOT NULL DEFAULT '', -- ISO 8601 date, or year, or year and month
    confidentiality TEXT NOT NULL CHECK (confidentiality IN ('public', 'confidential')),
    version         INTEGER NOT NULL DEFAULT 1,
    created_by      INTEGER NOT NULL REFERENCES users (id),
    created_at      TIMESTAMP NOT NULL
);
CREATE INDEX sources_title ON sources (title);

CREATE TABLE evidence (
    id             INTEGER PRIMARY KEY AUTOINCREMENT,
    article_id     INTEGER NOT NULL REFERENCES articles (id),
    claim_id       INTEGER NOT NULL REFERENCES claims (id),
    source_id      INTEGER REFERENCES sources (id), -- NULL: searched, nothing found
    relation       TEXT NOT NULL CHECK (relation IN ('supports', 'contradicts', 'context', 'nothing_found')),
    locator        TEXT NOT NULL DEFAULT '',
    excerpt        TEXT NOT NULL DEFAULT '',
    note           TEXT NOT NULL DEFAULT '',
    searched_where TEXT NOT NULL DEFAULT '',
    searched_how   TEXT NOT NULL DEFAULT '',
    content_hash   TEXT NOT NULL, -- SHA-256 of all that a reviewer reads, files included
    version        INTEGER NOT NULL DEFAULT 1,
    created_by     INTEGER NOT NULL REFERENCES users (id),
    created_at     TIMESTAMP NOT NULL,
    changed_by     INTEGER NOT NULL REFERENCES users (id),
    changed_at     TIMESTAMP NOT NULL,
    withdrawn_at   TIMESTAMP,
    CHECK ((source_id IS NULL) = (relation = 'nothing_found'))
);
CREATE INDEX evidence_claim ON evidence (claim_id);
CREATE INDEX evidence_article ON evidence (article_id);
CREATE INDEX evidence_source ON evidence (source_id);

CREATE TABLE files (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    evidence_id INTEGER NOT NULL REFERENCES evidence (id),
    sha256      TEXT NOT NULL, -- the name of the bytes in the blob store
    name        TEXT NOT NULL,
    media_type  TEXT NOT NULL, -- as sniffed
    size        INTEGER NOT NULL, -- bytes
    created_by  INTEGER NOT NULL REFERENCES users (id),
    created_at  TIMESTAMP NOT NULL
);
CREATE INDEX files_evidence ON files (evidence_id);

-- Verdicts, reviews, comments, sign-offs ----------------------------------

CREATE TABLE verdicts (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    claim_id    INTEGER NOT NULL REFERENCES claims (id),
    number      INTEGER NOT NULL, -- from 1 within the claim
    rating_id   INTEGER NOT NULL REFERENCES ratings (id),
    explanation TEXT NOT NULL DEFAULT '',
    correction  TEXT NOT NULL DEFAULT '',
    submitted   BOOLEAN NOT NULL,
    created_by  INTEGER NOT NULL REFERENCES users (id),
    created_at  TIMESTAMP NOT NULL,
    UNIQUE (claim_id, number)
);

CREATE TABLE reviews (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    claim_id    INTEGER NOT NULL REFERENCES claims (id),
    verdict_id  INTEGER NOT NULL REFERENCES verdicts (id),
    revision_id INTEGER NOT NULL REFERENCES revisions (id),
    decision    TEXT NOT NULL CHECK (decision IN ('approve', 'return', 'override')),
    reason      TEXT NOT NULL DEFAULT '',
    fingerprint TEXT NOT NULL,
    ingredients TEXT NOT NULL, -- JSON: what the fingerprint was made of
    created_by  INTEGER NOT NULL REFERENCES users (id),
    created_at  TIMESTAMP NOT NULL
);
CREATE INDEX reviews_claim ON reviews (claim_id, fingerprint);
CREATE INDEX reviews_by ON reviews (created_by, claim_id);

CREATE TABLE comments (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    article_id  INTEGER NOT NULL REFERENCES articles (id),
    claim_id    INTEGER REFERENCES claims (id),
    query       BOOLEAN NOT NULL DEFAULT FALSE,
    blocking    BOOLEAN NOT NULL DEFAULT FALSE,
    owner_id    INTEGER REFERENCES users (id),
    due_at      TIMESTAMP,
    body        TEXT NOT NULL,
    created_by  INTEGER NOT NULL REFERENCES users (id),
    created_at  TIMESTAMP NOT NULL,
    resolved_at TIMESTAMP,
    resolved_by INTEGER REFERENCES users (id),
    CHECK (query OR NOT blocking)
);
CREATE INDEX comments_claim ON comments (claim_id);
CREATE INDEX comments_article ON comments (article_id);
CREATE INDEX comments_owner ON comments (owner_id) WHERE query AND resolved_at IS NULL;

CREATE TABLE sign_offs (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    article_id  INTEGER NOT NULL REFERENCES articles (id),
    revision_id INTEGER NOT NULL REFERENCES revisions (id),
    exceptions  TEXT NOT NULL, -- JSON: overrides, verdicts on author, sentences left out of scope
    note        TEXT NOT NULL DEFAULT '',
    created_by  INTEGER NOT NULL REFERENCES users (id),
    created_at  TIMESTAMP NOT NULL
);
CREATE INDEX sign_offs_article ON sign_offs (article_id);

CREATE TABLE events (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    at         TIMESTAMP NOT NULL,
    actor_id   INTEGER NOT NULL REFERENCES users (id),
    article_id INTEGER REFERENCES articles (id),
    claim_id   INTEGER REFERENCES claims (id),
    action     TEXT NOT NULL CHECK (action IN (
        'article.created', 'article.edited', 'article.held', 'article.resumed', 'article.killed', 'article.reopened',
        'article.signed_off', 'article.published', 'article.exported', 'revision.saved',
        'claim.created', 'claim.edited', 'claim.anchored', 'claim.unanchored', 'claim.split', 'claim.merged',
        'claim.withdrawn', 'claim.restored', 'claim.confirmed', 'claim.resolved', 'skip.created', 'skip.withdrawn', 'suggestion.dismissed',
        'evidence.created', 'evidence.edited', 'evidence.withdrawn', 'verdict.saved', 'verdict.submitted',
        'review.approved', 'review.returned', 'review.overridden', 'comment.created', 'comment.resolved',
        'source.created', 'source.edited', 'user.created', 'user.invited', 'user.edited', 'user.signed_out', 'settings.edited')),
    data       TEXT NOT NULL DEFAULT '' -- JSON, never a confidential source
);
CREATE INDEX events_article ON events (article_id, id);
CREATE INDEX events_claim ON events (claim_id, id) WHERE claim_id IS NOT NULL;

-- Search ------------------------------------------------------------------

CREATE VIRTUAL TABLE article_search USING fts5 (title, content = 'articles', content_rowid = 'id', tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3');
CREATE TRIGGER article_search_insert AFTER INSERT ON articles BEGIN
    INSERT INTO article_search (rowid, title) VALUES (new.id, new.title);
END;
CREATE TRIGGER article_search_update AFTER UPDATE OF title ON articles BEGIN
    INSERT INTO article_search (article_search, rowid, title) VALUES ('delete', old.id, old.title);
    INSERT INTO article_search (rowid, title) VALUES (new.id, new.title);
END;

CREATE VIRTUAL TABLE claim_search USING fts5 (wording, content = 'claims', content_rowid = 'id', tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3');
CREATE TRIGGER claim_search_insert AFTER INSERT ON claims BEGIN
    INSERT INTO claim_search (rowid, wording) VALUES (new.id, new.wording);
END;
CREATE TRIGGER claim_search_update AFTER UPDATE OF wording ON claims BEGIN
    INSERT INTO claim_search (claim_search, rowid, wording) VALUES ('delete', old.id, old.wording);
    INSERT INTO claim_search (rowid, wording) VALUES (new.id, new.wording);
END;

-- Rows are added, not changed ---------------------------------------------

CREATE TRIGGER revisions_no_update BEFORE UPDATE ON revisions BEGIN SELECT RAISE(ABORT, 'revisions are append-only'); END;
CREATE TRIGGER revisions_no_delete BEFORE DELETE ON revisions BEGIN SELECT RAISE(ABORT, 'revisions are append-only'); END;
CREATE TRIGGER anchors_no_update BEFORE UPDATE ON anchors BEGIN SELECT RAISE(ABORT, 'anchors are append-only'); END;
CREATE TRIGGER anchors_no_delete BEFORE DELETE ON anchors BEGIN SELECT RAISE(ABORT, 'anchors are append-only'); END;
CREATE TRIGGER verdicts_no_update BEFORE UPDATE ON verdicts BEGIN SELECT RAISE(ABORT, 'verdicts are append-only'); END;
CREATE TRIGGER verdicts_no_delete BEFORE DELETE ON verdicts BEGIN SELECT RAISE(ABORT, 'verdicts are append-only'); END;
CREATE TRIGGER reviews_no_update BEFORE UPDATE ON reviews BEGIN SELECT RAISE(ABORT, 'reviews are append-only'); END;
CREATE TRIGGER reviews_no_delete BEFORE DELETE ON reviews BEGIN SELECT RAISE(ABORT, 'reviews are append-only'); END;
CREATE TRIGGER sign_offs_no_update BEFORE UPDATE ON sign_offs BEGIN SELECT RAISE(ABORT, 'sign_offs are append-only'); END;
CREATE TRIGGER sign_offs_no_delete BEFORE DELETE ON sign_offs BEGIN SELECT RAISE(ABORT, 'sign_offs are append-only'); END;
CREATE TRIGGER events_no_update BEFORE UPDATE ON events BEGIN SELECT RAISE(ABORT, 'events are append-only'); END;
CREATE TRIGGER events_no_delete BEFORE DELETE ON events BEGIN SELECT RAISE(ABORT, 'events are append-only'); END;
CREATE TRIGGER ratings_no_update BEFORE UPDATE ON ratings BEGIN SELECT RAISE(ABORT, 'ratings are append-only: add a new version of the scale'); END;
CREATE TRIGGER ratings_no_delete BEFORE DELETE ON ratings BEGIN SELECT RAISE(ABORT, 'ratings are append-only: add a new version of the scale'); END;

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
