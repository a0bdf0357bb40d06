-- Whole discussions: answers, comments on words of the text, the lane of legal, and links by which an author answers.
ALTER TABLE users ADD COLUMN legal BOOLEAN NOT NULL DEFAULT FALSE;

-- A link for the author is about no claim.
ALTER TABLE inquiries ALTER COLUMN claim_id DROP NOT NULL;
ALTER TABLE inquiries ADD COLUMN used_at TIMESTAMPTZ; -- when somebody last came by it

ALTER TABLE comments ADD COLUMN answer_to BIGINT REFERENCES comments (id); -- one that is no answer itself
ALTER TABLE comments ADD COLUMN legal BOOLEAN NOT NULL DEFAULT FALSE; -- in the lane of legal
ALTER TABLE comments ADD COLUMN for_author BOOLEAN NOT NULL DEFAULT FALSE; -- whoever that is
ALTER TABLE comments ADD COLUMN inquiry_id BIGINT REFERENCES inquiries (id); -- the link it came in by
ALTER TABLE comments ADD COLUMN version INTEGER NOT NULL DEFAULT 0; -- how often it was handed over
CREATE INDEX comments_answers ON comments (answer_to) WHERE answer_to IS NOT NULL;
CREATE INDEX comments_legal ON comments (article_id) WHERE legal;
CREATE INDEX comments_inquiry ON comments (inquiry_id) WHERE inquiry_id IS NOT NULL;

-- What was done in a discussion. In the lane of legal the event names its comment and nothing else, so that whoever
-- asks for what happened to an article or a claim does not come upon it.
ALTER TABLE events ADD COLUMN comment_id BIGINT REFERENCES comments (id);
CREATE INDEX events_comment ON events (comment_id) WHERE comment_id IS NOT NULL;
CREATE FUNCTION events_go() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' AND EXISTS (SELECT 1 FROM deletions WHERE article_id = COALESCE(OLD.article_id, (SELECT m.article_id FROM comments m WHERE m.id = OLD.comment_id)) OR (source_id = OLD.source_id AND OLD.article_id IS NULL)) THEN
        RETURN OLD;
    END IF;
    RAISE EXCEPTION '% are append-only', TG_TABLE_NAME;
END
$$;
DROP TRIGGER events_append_only ON events;
CREATE TRIGGER events_append_only BEFORE UPDATE OR DELETE ON events FOR EACH ROW EXECUTE FUNCTION events_go();

-- A comment may have a place in the text, too.
ALTER TABLE anchors ADD COLUMN comment_id BIGINT REFERENCES comments (id);
ALTER TABLE anchors DROP CONSTRAINT anchors_check;
ALTER TABLE anchors ADD CONSTRAINT anchors_check CHECK (num_nonnulls(claim_id, skip_id, comment_id) = 1);
CREATE INDEX anchors_comment ON anchors (comment_id, revision_id) WHERE comment_id IS NOT NULL;

INSERT INTO actions (name) VALUES ('comment.answered'), ('comment.reopened'), ('comment.handed');
