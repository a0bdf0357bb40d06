-- Sources as records: how a source may be named, whether it still holds, where it has its facts from, and which
-- record it was merged into.
ALTER TABLE sources ADD COLUMN attribution TEXT NOT NULL DEFAULT 'on_record' CHECK (attribution IN ('on_record', 'background', 'not_for_attribution', 'off_record'));
ALTER TABLE sources ADD COLUMN agreed TEXT NOT NULL DEFAULT ''; -- how it may be described, in the words agreed on
ALTER TABLE sources ADD COLUMN validity TEXT NOT NULL DEFAULT 'good' CHECK (validity IN ('good', 'retracted', 'dead', 'replaced'));
ALTER TABLE sources ADD COLUMN validity_note TEXT NOT NULL DEFAULT '';
ALTER TABLE sources ADD COLUMN origin_id BIGINT REFERENCES sources (id); -- which it has its facts from; that one has no origin itself
ALTER TABLE sources ADD COLUMN merged_into BIGINT REFERENCES sources (id);
CREATE INDEX sources_origin ON sources (origin_id) WHERE origin_id IS NOT NULL;

INSERT INTO actions (name) VALUES ('source.marked'), ('source.merged');
