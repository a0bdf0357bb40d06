-- Pictures of pages that were kept, as a browser showed them.
ALTER TABLE captures ADD COLUMN picture_status TEXT NOT NULL DEFAULT '' CHECK (picture_status IN ('', 'waiting', 'kept', 'failed')); -- '' for none that was asked for
ALTER TABLE captures ADD COLUMN picture_reason TEXT NOT NULL DEFAULT ''; -- why there is none, as a sentence
ALTER TABLE captures ADD COLUMN picture_sha256 TEXT NOT NULL DEFAULT ''; -- a PNG file
ALTER TABLE captures ADD COLUMN picture_size BIGINT NOT NULL DEFAULT 0; -- bytes
ALTER TABLE captures ADD COLUMN picture_width INTEGER NOT NULL DEFAULT 0; -- pixels
ALTER TABLE captures ADD COLUMN picture_height INTEGER NOT NULL DEFAULT 0; -- pixels
ALTER TABLE captures ADD COLUMN picture_at TIMESTAMPTZ;
CREATE INDEX captures_picture ON captures (picture_sha256) WHERE picture_sha256 <> '';

INSERT INTO actions (name) VALUES ('picture.asked'), ('picture.taken'), ('picture.failed');
INSERT INTO job_kinds (name) VALUES ('picture');
