-- The language of the interface that a person chose; '' is what the browser asks
-- for.
ALTER TABLE users ADD COLUMN language TEXT NOT NULL DEFAULT '' CHECK (language IN ('', 'en', 'de', 'ru', 'ar'));
