-- Who has an article open, through which process. It is of the moment: no backup holds it.
CREATE TABLE presences (
    process    TEXT NOT NULL,
    article_id BIGINT NOT NULL REFERENCES articles (id),
    user_id    BIGINT NOT NULL REFERENCES users (id),
    claim_id   BIGINT REFERENCES claims (id),
    form       TEXT NOT NULL DEFAULT '', -- where they are writing: the id of a form
    seen_at    TIMESTAMPTZ NOT NULL, -- when the process last said that they are there
    PRIMARY KEY (process, article_id, user_id)
);
CREATE INDEX presences_article ON presences (article_id);
