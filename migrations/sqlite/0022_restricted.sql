-- Restricted articles: visible to named people only.
ALTER TABLE articles ADD COLUMN restricted BOOLEAN NOT NULL DEFAULT FALSE;
CREATE INDEX articles_restricted ON articles (id) WHERE restricted;

CREATE TABLE article_people (
    article_id INTEGER NOT NULL REFERENCES articles (id),
    user_id    INTEGER NOT NULL REFERENCES users (id),
    named_by   INTEGER NOT NULL REFERENCES users (id),
    named_at   TIMESTAMP NOT NULL,
    PRIMARY KEY (article_id, user_id)
);
CREATE INDEX article_people_user ON article_people (user_id);

-- Which articles name a source, or once did: who may see none of them does not see the source.
CREATE VIEW source_articles AS
    SELECT source_id, article_id FROM evidence WHERE source_id IS NOT NULL
    UNION ALL SELECT source_id, article_id FROM replies WHERE source_id IS NOT NULL
    UNION ALL SELECT source_id, article_id FROM inquiries WHERE source_id IS NOT NULL
    UNION ALL SELECT source_id, article_id FROM events WHERE source_id IS NOT NULL AND article_id IS NOT NULL;

-- What was deleted of a restricted article is listed to nobody.
ALTER TABLE deletions ADD COLUMN restricted BOOLEAN NOT NULL DEFAULT FALSE;

INSERT INTO actions (name) VALUES ('article.restricted'), ('article.unrestricted'), ('article.person_named'), ('article.person_removed');
