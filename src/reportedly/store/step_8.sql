-- To schema 8: where accounts and texts stand. The seats are made when the next report is linked.
CREATE TABLE seat (
    "number" BIGINT NOT NULL, report VARCHAR NOT NULL, published VARCHAR NOT NULL, account VARCHAR, "start" BIGINT, size BIGINT,
    "first" BIGINT NOT NULL, score DOUBLE
);
COMMENT ON TABLE seat IS 'Where accounts and texts stand now; an index, made of the links and made anew from them.';
COMMENT ON COLUMN seat."number" IS 'Counts up; pages name the seat by it.';
COMMENT ON COLUMN seat.report IS 'The report it is of.';
COMMENT ON COLUMN seat.published IS 'When that was published; 9999 is unknown.';
COMMENT ON COLUMN seat.account IS 'The account; null is the text of the report.';
COMMENT ON COLUMN seat."start" IS 'Where the account begins in the text; null for a text.';
COMMENT ON COLUMN seat.size IS 'How many sampled runs the text has; null for an account.';
COMMENT ON COLUMN seat."first" IS 'The seat of the first account of its incident, or of the first report of its text.';
COMMENT ON COLUMN seat.score IS 'The score it joined with; null for the first.';

CREATE TABLE page (bucket INTEGER NOT NULL, body BLOB NOT NULL);
COMMENT ON TABLE page IS 'Which seats are at which keys; an index, made of the links and made anew from them.';
COMMENT ON COLUMN page.bucket IS 'The upper twelve bits of its keys.';
COMMENT ON COLUMN page.body IS 'Keys in order, then the number of a seat for each; 64 bits each, the lowest byte first.';

ALTER TABLE account ADD COLUMN seat BIGINT;
COMMENT ON COLUMN account.seat IS 'Its seat, while the row holds; null in rows of earlier linkings.';
ALTER TABLE fingerprint ADD COLUMN seat BIGINT;
COMMENT ON COLUMN fingerprint.seat IS 'Its seat, while the row holds; null in rows of earlier linkings.';
