-- The vault: who a confidential source is, sealed with a key that is not in the database.
CREATE TABLE identities (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    source_id  INTEGER NOT NULL UNIQUE REFERENCES sources (id),
    sealed     TEXT NOT NULL, -- XChaCha20-Poly1305, base64
    version    INTEGER NOT NULL DEFAULT 1,
    created_by INTEGER NOT NULL REFERENCES users (id),
    created_at TIMESTAMP NOT NULL,
    changed_by INTEGER NOT NULL REFERENCES users (id),
    changed_at TIMESTAMP NOT NULL
);

-- Who may open an identity: the people who were named, and nobody by their role.
CREATE TABLE identity_readers (
    id        INTEGER PRIMARY KEY AUTOINCREMENT,
    source_id INTEGER NOT NULL REFERENCES sources (id),
    user_id   INTEGER NOT NULL REFERENCES users (id),
    named_by  INTEGER NOT NULL REFERENCES users (id),
    named_at  TIMESTAMP NOT NULL,
    UNIQUE (source_id, user_id)
);

ALTER TABLE sources ADD COLUMN identity_version INTEGER NOT NULL DEFAULT 0; -- of what the vault holds, 0 for nothing
ALTER TABLE files ADD COLUMN sealed BOOLEAN NOT NULL DEFAULT FALSE; -- its bytes are kept sealed, and named by the SHA-256 of what is kept

ALTER TABLE files ADD COLUMN sealed_name TEXT NOT NULL DEFAULT ''; -- what such a file was called
ALTER TABLE events ADD COLUMN source_id INTEGER REFERENCES sources (id);
CREATE INDEX events_source ON events (source_id, id) WHERE source_id IS NOT NULL;

INSERT INTO actions (name) VALUES
    ('identity.sealed'), ('identity.opened'), ('identity.reader_named'), ('identity.reader_removed'), ('identity.written'), ('evidence.opened');
