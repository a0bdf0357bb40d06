-- Copies of pages that came in with a packet: who kept them, and in which newsroom. created_by says who brought them.
ALTER TABLE captures ADD COLUMN kept_by TEXT NOT NULL DEFAULT '';
