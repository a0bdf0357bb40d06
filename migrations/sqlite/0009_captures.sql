-- Captures: what a web page said when it was attached, kept as received, as readable text and as WARC.
CREATE TABLE captures (
    id           INTEGER PRIMARY KEY AUTOINCREMENT,
    article_id   INTEGER NOT NULL REFERENCES articles (id),
    evidence_id  INTEGER NOT NULL REFERENCES evidence (id),
    url          TEXT NOT NULL, -- as it was asked for
    status       TEXT NOT NULL CHECK (status IN ('waiting', 'kept', 'failed')),
    reason       TEXT NOT NULL DEFAULT '', -- why not, as a sentence for people
    final_url    TEXT NOT NULL DEFAULT '', -- after the last redirect
    hops         INTEGER NOT NULL DEFAULT 0, -- answers on the way there, the last one included
    remote       TEXT NOT NULL DEFAULT '', -- address and port that answered last
    certificate  TEXT NOT NULL DEFAULT '', -- SHA-256 of the server's certificate, empty without TLS
    media_type   TEXT NOT NULL DEFAULT '', -- by the content
    title        TEXT NOT NULL DEFAULT '',
    size         INTEGER NOT NULL DEFAULT 0, -- bytes of the page
    body_sha256  TEXT NOT NULL DEFAULT '', -- the page as received, unpacked
    text_sha256  TEXT NOT NULL DEFAULT '', -- its readable text in UTF-8; empty where there is none
    warc_sha256  TEXT NOT NULL DEFAULT '', -- everything that went over the wire
    fetched_at   TIMESTAMP,
    created_by   INTEGER NOT NULL REFERENCES users (id),
    created_at   TIMESTAMP NOT NULL,
    checked_at   TIMESTAMP, -- when the address was last looked at again
    drift        TEXT NOT NULL DEFAULT '' CHECK (drift IN ('', 'changed', 'gone')),
    drift_at     TIMESTAMP
);
CREATE INDEX captures_evidence ON captures (evidence_id, id);
CREATE INDEX captures_article ON captures (article_id);
CREATE INDEX captures_checked ON captures (checked_at) WHERE status = 'kept';
CREATE INDEX captures_body ON captures (body_sha256);
CREATE INDEX captures_text ON captures (text_sha256);
CREATE INDEX captures_warc ON captures (warc_sha256);

INSERT INTO job_kinds (name) VALUES ('capture'), ('recheck');
INSERT INTO actions (name) VALUES ('capture.asked'), ('capture.kept'), ('capture.failed'), ('capture.drifted');
