-- The actions of the history as rows: a later migration adds one with an INSERT, where a CHECK would have the
-- whole history copied. models/action.go says the same in Go.
CREATE TABLE actions (
    name TEXT PRIMARY KEY
);
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

ALTER TABLE events DROP CONSTRAINT events_action_check;
ALTER TABLE events ADD CONSTRAINT events_action_fkey FOREIGN KEY (action) REFERENCES actions (name);
