-- Calculations: how the figure of a claim comes about. The claim has the present one, the history those before it.
ALTER TABLE claims ADD COLUMN calculation TEXT NOT NULL DEFAULT ''; -- JSON, empty without one
ALTER TABLE claims ADD COLUMN figure TEXT NOT NULL DEFAULT '' CHECK (figure IN ('', 'follows', 'differs', 'unit', 'unread', 'broken'));

INSERT INTO actions (name) VALUES ('calculation.saved'), ('calculation.removed');

-- Whoever made a calculation had a hand in the evidence.
DROP VIEW hands;
CREATE VIEW hands AS
SELECT claim_id, created_by AS user_id, 'verdict' AS part FROM verdicts
UNION ALL SELECT claim_id, created_by, 'evidence' FROM evidence
UNION ALL SELECT claim_id, changed_by, 'evidence' FROM evidence
UNION ALL SELECT claim_id, actor_id, 'evidence' FROM events WHERE claim_id IS NOT NULL AND action IN ('evidence.created', 'evidence.edited', 'calculation.saved')
UNION ALL SELECT claim_id, created_by, 'text' FROM anchors WHERE claim_id IS NOT NULL AND method = 'edited';
