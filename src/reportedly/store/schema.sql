-- A case file: tables that are only ever appended to. Read the views of views.sql for the current state.
-- Columns have the names of the records of model.py; offsets are code points of report.text, end exclusive.
-- Three columns are bookkeeping: "reading" (which pass over which report), "n" (the order within it) and "run".

CREATE TYPE span AS STRUCT("start" BIGINT, "end" BIGINT, "text" VARCHAR);
CREATE TYPE evidence AS STRUCT(report VARCHAR, span span, rule VARCHAR, cues span[]);
CREATE TYPE ref AS STRUCT(span span, name VARCHAR, actor VARCHAR, how VARCHAR);
CREATE TYPE time_ref AS STRUCT(
    span span, "start" DATE, "end" DATE, "precision" VARCHAR, relation VARCHAR, anchor VARCHAR, "value" VARCHAR, kind VARCHAR, why VARCHAR
);
CREATE TYPE place_ref AS STRUCT(
    span span, name VARCHAR, geonameid BIGINT, lat DOUBLE, lon DOUBLE, country VARCHAR, admin1 VARCHAR, "precision" VARCHAR, why VARCHAR
);

CREATE TABLE migration ("version" INTEGER NOT NULL, program VARCHAR NOT NULL);
COMMENT ON TABLE migration IS 'Which changes of the tables this file has had; the highest version is its schema.';
COMMENT ON COLUMN migration."version" IS 'Schema version reached by this step.';
COMMENT ON COLUMN migration.program IS 'Version of the program that took the step.';

CREATE TABLE run (
    id VARCHAR NOT NULL, program VARCHAR, lexicon VARCHAR, model VARCHAR, started VARCHAR, finished VARCHAR, counts MAP(VARCHAR, BIGINT)
);
COMMENT ON TABLE run IS 'Passes of the program: one row when a run first stores something, one more when it ends.';
COMMENT ON COLUMN run.id IS 'Id of the run.';
COMMENT ON COLUMN run.program IS 'Version of the program.';
COMMENT ON COLUMN run.lexicon IS 'Hash of the word lists it read with.';
COMMENT ON COLUMN run.model IS 'Name and version of the language model it read with.';
COMMENT ON COLUMN run.started IS 'When it began, ISO 8601, UTC.';
COMMENT ON COLUMN run.finished IS 'When it ended; null in the first row, and for ever if the program was stopped.';
COMMENT ON COLUMN run.counts IS 'How many reports, statements, events, figures ... it stored.';

CREATE TABLE intake ("number" BIGINT NOT NULL, run VARCHAR NOT NULL, analysis VARCHAR NOT NULL);
COMMENT ON TABLE intake IS 'Reports read by a run that is going on, whole, until their records are spread over the tables; else empty.';
COMMENT ON COLUMN intake."number" IS 'The number its reading will have.';
COMMENT ON COLUMN intake.run IS 'The run it belongs to.';
COMMENT ON COLUMN intake.analysis IS 'The report and its records as JSON.';

CREATE TABLE reading ("number" BIGINT NOT NULL, run VARCHAR NOT NULL, report VARCHAR NOT NULL);
COMMENT ON TABLE reading IS 'One pass over one report; the highest number of a report is its current reading.';
COMMENT ON COLUMN reading."number" IS 'Counts up through the life of the file.';
COMMENT ON COLUMN reading.run IS 'The run it belongs to.';
COMMENT ON COLUMN reading.report IS 'The report that was read.';

CREATE TABLE report (
    reading BIGINT NOT NULL, id VARCHAR NOT NULL, "text" VARCHAR NOT NULL, text_sha256 VARCHAR, outlet VARCHAR, title VARCHAR,
    published VARCHAR, published_precision VARCHAR, "language" VARCHAR, url VARCHAR, author VARCHAR, origin VARCHAR,
    origin_how VARCHAR, retrieved VARCHAR, source VARCHAR
);
COMMENT ON TABLE report IS 'Published texts as received; a second row of the same id only when something about it was read better.';
COMMENT ON COLUMN report.reading IS 'The reading that stored this row.';
COMMENT ON COLUMN report.id IS 'Id made of outlet, address, date and text.';
COMMENT ON COLUMN report."text" IS 'The whole text; every span of the file points into it.';
COMMENT ON COLUMN report.text_sha256 IS 'SHA-256 of the text in UTF-8, hexadecimal.';
COMMENT ON COLUMN report.outlet IS 'Who published it.';
COMMENT ON COLUMN report.title IS 'Headline.';
COMMENT ON COLUMN report.published IS 'Date or date-time of publication, ISO 8601.';
COMMENT ON COLUMN report.published_precision IS 'minute or day: how precise published is.';
COMMENT ON COLUMN report."language" IS 'Language code of the text.';
COMMENT ON COLUMN report.url IS 'Address it was published at.';
COMMENT ON COLUMN report.author IS 'Byline.';
COMMENT ON COLUMN report.origin IS 'Who wrote it first when that is not the outlet.';
COMMENT ON COLUMN report.origin_how IS 'How the origin is known.';
COMMENT ON COLUMN report.retrieved IS 'When it was fetched, if the source says so.';
COMMENT ON COLUMN report.source IS 'The file or address it was read from.';

CREATE TABLE statement (
    reading BIGINT NOT NULL, n INTEGER NOT NULL, id VARCHAR NOT NULL, evidence evidence NOT NULL, speaker ref, cue span, stance VARCHAR,
    content span, continued span[], form VARCHAR, medium VARCHAR, relayed_by ref[], audience ref[], said time_ref, parent VARCHAR,
    remarks VARCHAR[], source span
);
COMMENT ON TABLE statement IS 'Acts of saying: who said what, in which words, and how it was put.';
COMMENT ON COLUMN statement.reading IS 'The reading that found it.';
COMMENT ON COLUMN statement.n IS 'Its place among the statements of that reading.';
COMMENT ON COLUMN statement.id IS 'Id made of report, span and key: the same in every reading.';
COMMENT ON COLUMN statement.evidence IS 'Report, passage, rule, and the words that made the rule fire.';
COMMENT ON COLUMN statement.speaker IS 'Who said it; null is unknown.';
COMMENT ON COLUMN statement.cue IS 'The word of saying.';
COMMENT ON COLUMN statement.stance IS 'How the speaker puts it: says, claims, denies, demands ...';
COMMENT ON COLUMN statement.content IS 'What was said, its first piece.';
COMMENT ON COLUMN statement.continued IS 'Further pieces of a split or running quote.';
COMMENT ON COLUMN statement.form IS 'direct, indirect or mixed.';
COMMENT ON COLUMN statement.medium IS 'Statement, interview, broadcast ..., as far as the text says.';
COMMENT ON COLUMN statement.relayed_by IS 'Who passed it on, outermost first.';
COMMENT ON COLUMN statement.audience IS 'Whom it was said to.';
COMMENT ON COLUMN statement.said IS 'When it was said.';
COMMENT ON COLUMN statement.parent IS 'The statement it is nested in.';
COMMENT ON COLUMN statement.remarks IS 'Notes of the rules on this record.';
COMMENT ON COLUMN statement.source IS 'The speaker as written at the cue, in full.';

CREATE TABLE event (
    reading BIGINT NOT NULL, n INTEGER NOT NULL, id VARCHAR NOT NULL, evidence evidence NOT NULL, kind VARCHAR, status VARCHAR,
    roles MAP(VARCHAR, ref[]), place place_ref, "time" time_ref, claim_of VARCHAR, remarks VARCHAR[], also evidence[]
);
COMMENT ON TABLE event IS 'Claims that something happened, is planned, demanded, denied ...: never facts of this program.';
COMMENT ON COLUMN event.reading IS 'The reading that found it.';
COMMENT ON COLUMN event.n IS 'Its place among the events of that reading.';
COMMENT ON COLUMN event.id IS 'Id made of report, span and key: the same in every reading.';
COMMENT ON COLUMN event.evidence IS 'Report, passage, rule, and the words that made the rule fire.';
COMMENT ON COLUMN event.kind IS 'Kind of event, an entry of the lexicon.';
COMMENT ON COLUMN event.status IS 'How the claim holds it: asserted, negated, denied, planned, possible ...';
COMMENT ON COLUMN event.roles IS 'Who takes part, by role.';
COMMENT ON COLUMN event.place IS 'Where, as far as the text says.';
COMMENT ON COLUMN event."time" IS 'When, as far as the text says.';
COMMENT ON COLUMN event.claim_of IS 'The statement it is part of; null is narration: the outlet itself says it.';
COMMENT ON COLUMN event.remarks IS 'Notes of the rules on this record.';
COMMENT ON COLUMN event.also IS 'Further passages of the report in which the same speaker tells the same event.';

CREATE TABLE figure (
    reading BIGINT NOT NULL, n INTEGER NOT NULL, id VARCHAR NOT NULL, evidence evidence NOT NULL, measure VARCHAR, low BIGINT, high BIGINT,
    words VARCHAR, population VARCHAR, scope VARCHAR, relation VARCHAR, status VARCHAR, part_of VARCHAR, "event" VARCHAR, place place_ref,
    period time_ref, as_of DATE, counted_by ref, claim_of VARCHAR, remarks VARCHAR[]
);
COMMENT ON TABLE figure IS 'Claims of a number of people or things. Never add them up: they count different things.';
COMMENT ON COLUMN figure.reading IS 'The reading that found it.';
COMMENT ON COLUMN figure.n IS 'Its place among the figures of that reading.';
COMMENT ON COLUMN figure.id IS 'Id made of report, span and key: the same in every reading.';
COMMENT ON COLUMN figure.evidence IS 'Report, passage, rule, and the words that made the rule fire.';
COMMENT ON COLUMN figure.measure IS 'What is counted: killed, injured, displaced ...';
COMMENT ON COLUMN figure.low IS 'Lowest number the words allow; null is open.';
COMMENT ON COLUMN figure.high IS 'Highest number the words allow; null is open.';
COMMENT ON COLUMN figure.words IS 'The number as written.';
COMMENT ON COLUMN figure.population IS 'Whom it counts: people, civilians, children, soldiers ...';
COMMENT ON COLUMN figure.scope IS 'incident, window, cumulative, increment, stock, rate or other_event.';
COMMENT ON COLUMN figure.relation IS 'total, part_of or additional.';
COMMENT ON COLUMN figure.status IS 'How the claim holds it: asserted, negated, denied ...';
COMMENT ON COLUMN figure.part_of IS 'The figure it is a part of.';
COMMENT ON COLUMN figure."event" IS 'The event it counts the effects of.';
COMMENT ON COLUMN figure.place IS 'Where, as far as the text says.';
COMMENT ON COLUMN figure.period IS 'The time it counts over.';
COMMENT ON COLUMN figure.as_of IS 'The day up to which it counts.';
COMMENT ON COLUMN figure.counted_by IS 'Who counted, when the text names a counter.';
COMMENT ON COLUMN figure.claim_of IS 'The statement it is part of; null is narration: the outlet itself says it.';
COMMENT ON COLUMN figure.remarks IS 'Notes of the rules on this record.';

CREATE TABLE abstention (
    reading BIGINT NOT NULL, n INTEGER NOT NULL, id VARCHAR NOT NULL, evidence evidence NOT NULL, kind VARCHAR, reason VARCHAR
);
COMMENT ON TABLE abstention IS 'Words that a rule looked at and left unread.';
COMMENT ON COLUMN abstention.reading IS 'The reading that found it.';
COMMENT ON COLUMN abstention.n IS 'Its place among the abstentions of that reading.';
COMMENT ON COLUMN abstention.id IS 'Id made of report, span and key: the same in every reading.';
COMMENT ON COLUMN abstention.evidence IS 'Report, passage, rule, and the words that made the rule fire.';
COMMENT ON COLUMN abstention.kind IS 'What would have been read: statement, event or figure.';
COMMENT ON COLUMN abstention.reason IS 'Why it was not.';

CREATE TABLE wording (
    reading BIGINT NOT NULL, n INTEGER NOT NULL, id VARCHAR NOT NULL, evidence evidence NOT NULL,
    term VARCHAR, neutral VARCHAR, voice VARCHAR, claim_of VARCHAR
);
COMMENT ON TABLE wording IS 'Loaded words of reports, each with words that take no side.';
COMMENT ON COLUMN wording.reading IS 'The reading that found it.';
COMMENT ON COLUMN wording.n IS 'Its place among the wordings of that reading.';
COMMENT ON COLUMN wording.id IS 'Id made of report, span and key: the same in every reading.';
COMMENT ON COLUMN wording.evidence IS 'Report, passage, rule, and the words that made the rule fire.';
COMMENT ON COLUMN wording.term IS 'The entry of the list of loaded words.';
COMMENT ON COLUMN wording.neutral IS 'Words that say the same and take no side.';
COMMENT ON COLUMN wording.voice IS 'narration, report (somebody said it, in the words of the outlet) or quotation.';
COMMENT ON COLUMN wording.claim_of IS 'The statement it stands in; null is narration.';

CREATE TABLE name (reading BIGINT NOT NULL, n INTEGER NOT NULL, span span, name VARCHAR, actor VARCHAR, how VARCHAR);
COMMENT ON TABLE name IS 'Mentions of actors: names, roles, pronouns.';
COMMENT ON COLUMN name.reading IS 'The reading that found it.';
COMMENT ON COLUMN name.n IS 'Its place among the names of that reading.';
COMMENT ON COLUMN name.span IS 'The words of the mention.';
COMMENT ON COLUMN name.name IS 'The fullest name that the report gives.';
COMMENT ON COLUMN name.actor IS 'The known actor it stands for; null when the lexicon knows none.';
COMMENT ON COLUMN name.how IS 'How it was resolved: name, alias, role, pronoun, metonym or descriptor.';

CREATE TABLE "time" (
    reading BIGINT NOT NULL, n INTEGER NOT NULL, span span, "start" DATE, "end" DATE, "precision" VARCHAR, relation VARCHAR,
    anchor VARCHAR, "value" VARCHAR, kind VARCHAR, why VARCHAR
);
COMMENT ON TABLE "time" IS 'Time expressions as calendar intervals.';
COMMENT ON COLUMN "time".reading IS 'The reading that found it.';
COMMENT ON COLUMN "time".n IS 'Its place among the times of that reading.';
COMMENT ON COLUMN "time".span IS 'The words.';
COMMENT ON COLUMN "time"."start" IS 'First day, inclusive; null is open or unknown.';
COMMENT ON COLUMN "time"."end" IS 'Last day, inclusive; null is open or unknown.';
COMMENT ON COLUMN "time"."precision" IS 'minute, day, week, month, year or vague.';
COMMENT ON COLUMN "time".relation IS 'on, since, until, before, after or during.';
COMMENT ON COLUMN "time".anchor IS 'The date it was counted from.';
COMMENT ON COLUMN "time"."value" IS 'TIMEX3 value.';
COMMENT ON COLUMN "time".kind IS 'TIMEX3 type: DATE, TIME, DURATION or SET.';
COMMENT ON COLUMN "time".why IS 'The reason in one line.';

CREATE TABLE place (
    reading BIGINT NOT NULL, n INTEGER NOT NULL, span span, name VARCHAR, geonameid BIGINT, lat DOUBLE, lon DOUBLE, country VARCHAR,
    admin1 VARCHAR, "precision" VARCHAR, why VARCHAR
);
COMMENT ON TABLE place IS 'Place names as far as they could be resolved.';
COMMENT ON COLUMN place.reading IS 'The reading that found it.';
COMMENT ON COLUMN place.n IS 'Its place among the places of that reading.';
COMMENT ON COLUMN place.span IS 'The words.';
COMMENT ON COLUMN place.name IS 'Name of the place.';
COMMENT ON COLUMN place.geonameid IS 'GeoNames id, when known.';
COMMENT ON COLUMN place.lat IS 'Latitude, WGS84 degrees.';
COMMENT ON COLUMN place.lon IS 'Longitude, WGS84 degrees.';
COMMENT ON COLUMN place.country IS 'Country code.';
COMMENT ON COLUMN place.admin1 IS 'First-level division.';
COMMENT ON COLUMN place."precision" IS 'point, place, area, admin2, admin1, country or region.';
COMMENT ON COLUMN place.why IS 'Why this place was chosen.';

CREATE TABLE link (
    linking BIGINT, a VARCHAR NOT NULL, b VARCHAR NOT NULL, relation VARCHAR, reasons VARCHAR[], score DOUBLE, "rule" VARCHAR
);
COMMENT ON TABLE link IS 'Relations between two records; those that the program made have a linking, and the latest of a record holds.';
COMMENT ON COLUMN link.linking IS 'The pass that made it; null when it came from elsewhere.';
COMMENT ON COLUMN link.a IS 'Id of the first record.';
COMMENT ON COLUMN link.b IS 'Id of the second record, or of the incident that the first is in.';
COMMENT ON COLUMN link.relation IS 'in, copies, same, compatible, updates, revises, narrows, broadens, different_basis, contradicts, denies ...';
COMMENT ON COLUMN link.reasons IS 'Why, what weighs most first, with what each reason rests on.';
COMMENT ON COLUMN link.score IS 'The score it was made with, natural log-odds or a share; null for the first of a group.';
COMMENT ON COLUMN link."rule" IS 'The rule that made it, with its version.';

CREATE TABLE linking ("number" BIGINT NOT NULL, "rule" VARCHAR NOT NULL);
COMMENT ON TABLE linking IS 'Passes of linking: each takes the readings that came since the one before it.';
COMMENT ON COLUMN linking."number" IS 'Counts up through the life of the file.';
COMMENT ON COLUMN linking."rule" IS 'The rules it linked by, with their versions; others link everything anew.';

CREATE TABLE linked (linking BIGINT NOT NULL, report VARCHAR NOT NULL, reading BIGINT NOT NULL);
COMMENT ON TABLE linked IS 'Which reading of which report a linking took; the highest linking of a report holds.';
COMMENT ON COLUMN linked.linking IS 'The linking.';
COMMENT ON COLUMN linked.report IS 'The report.';
COMMENT ON COLUMN linked.reading IS 'The reading whose records were linked.';

CREATE TABLE account (
    linking BIGINT NOT NULL, report VARCHAR NOT NULL, id VARCHAR NOT NULL, content VARCHAR NOT NULL, family VARCHAR, "first" BIGINT,
    "last" BIGINT, several BOOLEAN, "keys" UBIGINT[], seat BIGINT
);
COMMENT ON TABLE account IS 'What one report tells of one occurrence: the unit that incidents are made of.';
COMMENT ON COLUMN account.linking IS 'The linking that made it.';
COMMENT ON COLUMN account.report IS 'The report it is of.';
COMMENT ON COLUMN account.id IS 'The id of its first claim.';
COMMENT ON COLUMN account.content IS 'Its claims, day, place, sort, roles, numbers, names and words as JSON, as link/occurrences.py describes them.';
COMMENT ON COLUMN account.family IS 'Its family; this and the columns after it are out of the content, to find it by.';
COMMENT ON COLUMN account."first" IS 'Its first day, counted from the first of January of the year 1; null is none.';
COMMENT ON COLUMN account."last" IS 'Its last day, counted so.';
COMMENT ON COLUMN account.several IS 'Whether it counts several occurrences together.';
COMMENT ON COLUMN account."keys" IS 'Where other accounts find it: place, area and names with days, as 64-bit numbers.';
COMMENT ON COLUMN account.seat IS 'Its seat, while the row holds; null in rows of earlier linkings.';

CREATE TABLE fingerprint (linking BIGINT NOT NULL, report VARCHAR NOT NULL, "version" VARCHAR NOT NULL, sample UBIGINT[] NOT NULL, seat BIGINT);
COMMENT ON TABLE fingerprint IS 'A sample of the runs of five words of each text, by which copies are found.';
COMMENT ON COLUMN fingerprint.linking IS 'The linking that made it.';
COMMENT ON COLUMN fingerprint.report IS 'The report.';
COMMENT ON COLUMN fingerprint."version" IS 'How it was made; one of another version is made anew.';
COMMENT ON COLUMN fingerprint.sample IS 'The sampled runs as 64-bit numbers, in order.';
COMMENT ON COLUMN fingerprint.seat IS 'Its seat, while the row holds; null in rows of earlier linkings.';

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

CREATE TABLE judgement (
    id VARCHAR NOT NULL, about VARCHAR NOT NULL, verdict VARCHAR, field VARCHAR, "value" VARCHAR, who VARCHAR, "when" VARCHAR, why VARCHAR
);
COMMENT ON TABLE judgement IS 'Verdicts of people on records: added, never overwriting.';
COMMENT ON COLUMN judgement.id IS 'Id of the judgement.';
COMMENT ON COLUMN judgement.about IS 'Id of the record it is about.';
COMMENT ON COLUMN judgement.verdict IS 'accept, correct, reject, merge or split.';
COMMENT ON COLUMN judgement.field IS 'The field it corrects.';
COMMENT ON COLUMN judgement."value" IS 'What the field should hold.';
COMMENT ON COLUMN judgement.who IS 'Who judged.';
COMMENT ON COLUMN judgement."when" IS 'When, ISO 8601.';
COMMENT ON COLUMN judgement.why IS 'The reason given.';

CREATE TABLE search ("number" BIGINT NOT NULL, name VARCHAR NOT NULL, address VARCHAR, who VARCHAR, "when" VARCHAR);
COMMENT ON TABLE search IS 'Searches that people keep, by name; the last row of a name holds.';
COMMENT ON COLUMN search."number" IS 'Counts up through the life of the file.';
COMMENT ON COLUMN search.name IS 'What it is called.';
COMMENT ON COLUMN search.address IS 'Screen and filters as an address of the page; null when the search was removed.';
COMMENT ON COLUMN search.who IS 'Who kept or removed it.';
COMMENT ON COLUMN search."when" IS 'When, ISO 8601.';

CREATE TABLE problem (run VARCHAR NOT NULL, source VARCHAR NOT NULL, place VARCHAR, reason VARCHAR);
COMMENT ON TABLE problem IS 'Inputs that could not be read.';
COMMENT ON COLUMN problem.run IS 'The run that met it.';
COMMENT ON COLUMN problem.source IS 'The file or address.';
COMMENT ON COLUMN problem.place IS 'Line or item in it.';
COMMENT ON COLUMN problem.reason IS 'Why it could not be read.';
