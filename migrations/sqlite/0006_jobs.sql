-- Long work. A kind is a row, as an action of the history is: a later migration adds one with an INSERT.
-- models/job.go says the same in Go.
CREATE TABLE job_kinds (
    name TEXT PRIMARY KEY
) WITHOUT ROWID;
INSERT INTO job_kinds (name) VALUES ('export');

-- Nothing points to a job: it is swept some days after its end.
CREATE TABLE jobs (
    id            INTEGER PRIMARY KEY AUTOINCREMENT,
    kind          TEXT NOT NULL REFERENCES job_kinds (name),
    article_id    INTEGER REFERENCES articles (id),
    payload       TEXT NOT NULL, -- JSON, never a confidential source
    status        TEXT NOT NULL CHECK (status IN ('queued', 'running', 'done', 'failed', 'cancelled')),
    cancelling    BOOLEAN NOT NULL DEFAULT FALSE, -- asked for; whoever runs it has yet to see it
    done          INTEGER NOT NULL DEFAULT 0, -- steps
    total         INTEGER NOT NULL DEFAULT 0, -- steps; 0 is not known yet
    attempts      INTEGER NOT NULL DEFAULT 0,
    lease         TEXT NOT NULL DEFAULT '', -- of whoever runs it
    free_at       TIMESTAMP NOT NULL, -- from when it may be taken: a queued one waits till then, of a running one the lease ends
    error         TEXT NOT NULL DEFAULT '', -- a sentence for people
    result_sha256 TEXT NOT NULL DEFAULT '', -- the name of the bytes in the blob store; '' without a file
    result_name   TEXT NOT NULL DEFAULT '',
    result_type   TEXT NOT NULL DEFAULT '', -- media type
    result_size   INTEGER NOT NULL DEFAULT 0, -- bytes
    created_by    INTEGER NOT NULL REFERENCES users (id),
    created_at    TIMESTAMP NOT NULL,
    ended_at      TIMESTAMP
);
CREATE INDEX jobs_free ON jobs (free_at, id) WHERE status IN ('queued', 'running');
CREATE INDEX jobs_article ON jobs (article_id, id);
CREATE INDEX jobs_ended ON jobs (ended_at) WHERE ended_at IS NOT NULL;

-- To see whether a file of the blob store is still wanted.
CREATE INDEX files_sha256 ON files (sha256);
