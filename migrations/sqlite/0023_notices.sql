-- Notices: what somebody should know of, made by an event. While it is unread, a notice that gathers stands for
-- all of its kind in one article.
CREATE TABLE notices (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    user_id    INTEGER NOT NULL REFERENCES users (id),
    kind       TEXT NOT NULL CHECK (kind IN ('assigned', 'asked', 'settled', 'mentioned', 'returned', 'approved', 'waiting', 'stale', 'article', 'answered', 'webhook')),
    gathers    BOOLEAN NOT NULL,
    article_id INTEGER REFERENCES articles (id), -- NULL where it is about the newsroom
    claim_id   INTEGER REFERENCES claims (id), -- NULL where it is about none, or several
    comment_id INTEGER REFERENCES comments (id),
    event_id   INTEGER NOT NULL REFERENCES events (id), -- the newest that made it
    times      INTEGER NOT NULL, -- how many it stands for
    at         TIMESTAMP NOT NULL, -- of the newest event
    read_at    TIMESTAMP,
    mail_at    TIMESTAMP, -- from when it may be mailed; NULL for never, or done
    mailed     INTEGER NOT NULL DEFAULT 0, -- of how many a mail has told
    tries      INTEGER NOT NULL DEFAULT 0 -- to send that mail
);
CREATE UNIQUE INDEX notices_gather ON notices (user_id, kind, article_id) WHERE gathers AND read_at IS NULL;
CREATE INDEX notices_unread ON notices (user_id, at) WHERE read_at IS NULL;
CREATE INDEX notices_user ON notices (user_id, at);
CREATE INDEX notices_mail ON notices (user_id, mail_at) WHERE mail_at IS NOT NULL;
CREATE INDEX notices_event ON notices (event_id);
CREATE INDEX notices_article ON notices (article_id);

ALTER TABLE users ADD COLUMN notice_choices TEXT NOT NULL DEFAULT ''; -- JSON of kind and way, where it is not ours
ALTER TABLE users ADD COLUMN mail_rhythm TEXT NOT NULL DEFAULT 'soon' CHECK (mail_rhythm IN ('soon', 'hourly', 'daily'));

-- Programs outside that are told of events. Address and secrets are sealed with the key of the vault.
CREATE TABLE webhooks (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    host       TEXT NOT NULL, -- of the address
    sealed     TEXT NOT NULL,
    form       TEXT NOT NULL CHECK (form IN ('standard', 'slack')),
    actions    TEXT NOT NULL, -- each between spaces
    active     BOOLEAN NOT NULL,
    trouble    TEXT NOT NULL DEFAULT '', -- why nothing gets there, as a sentence
    trouble_at TIMESTAMP,
    created_by INTEGER NOT NULL REFERENCES users (id),
    created_at TIMESTAMP NOT NULL,
    version    INTEGER NOT NULL
);

CREATE TABLE deliveries (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    webhook_id INTEGER NOT NULL REFERENCES webhooks (id),
    event_id   INTEGER NOT NULL REFERENCES events (id),
    article_id INTEGER NOT NULL REFERENCES articles (id),
    status     TEXT NOT NULL CHECK (status IN ('waiting', 'delivered', 'failed', 'withheld')),
    tries      INTEGER NOT NULL DEFAULT 0,
    due_at     TIMESTAMP NOT NULL,
    created_at TIMESTAMP NOT NULL,
    ended_at   TIMESTAMP,
    UNIQUE (webhook_id, event_id)
);
CREATE INDEX deliveries_due ON deliveries (webhook_id, due_at) WHERE status = 'waiting';
CREATE INDEX deliveries_ended ON deliveries (ended_at) WHERE ended_at IS NOT NULL;
CREATE INDEX deliveries_event ON deliveries (event_id);
CREATE INDEX deliveries_article ON deliveries (article_id);

CREATE TABLE attempts (
    id           INTEGER PRIMARY KEY AUTOINCREMENT,
    delivery_id  INTEGER NOT NULL REFERENCES deliveries (id),
    article_id   INTEGER NOT NULL REFERENCES articles (id),
    at           TIMESTAMP NOT NULL,
    code         INTEGER NOT NULL, -- the status of the answer; 0 without one
    milliseconds INTEGER NOT NULL,
    error        TEXT NOT NULL -- a sentence; '' when it was taken
);
CREATE INDEX attempts_delivery ON attempts (delivery_id);
CREATE INDEX attempts_article ON attempts (article_id);

INSERT INTO actions (name) VALUES ('webhook.created'), ('webhook.edited'), ('webhook.stopped'), ('webhook.removed');
INSERT INTO job_kinds (name) VALUES ('mail'), ('webhook');
