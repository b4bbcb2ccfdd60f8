-- The current state: the latest reading of each report. Made anew whenever the tables change.

CREATE OR REPLACE VIEW runs AS
SELECT * FROM run QUALIFY row_number() OVER (PARTITION BY id ORDER BY finished NULLS LAST) = 1;
COMMENT ON VIEW runs IS 'Passes of the program, one row each.';

CREATE OR REPLACE VIEW readings AS
SELECT report, max("number") AS reading, max_by(run, "number") AS run FROM reading GROUP BY report;
COMMENT ON VIEW readings IS 'The current reading of each report.';

CREATE OR REPLACE VIEW reports AS
SELECT * FROM report QUALIFY row_number() OVER (PARTITION BY id ORDER BY reading DESC) = 1;
COMMENT ON VIEW reports IS 'Reports as last read.';

CREATE OR REPLACE VIEW statements AS SELECT * FROM statement WHERE reading IN (SELECT reading FROM readings);
COMMENT ON VIEW statements IS 'Statements of the current readings.';
CREATE OR REPLACE VIEW events AS SELECT * FROM event WHERE reading IN (SELECT reading FROM readings);
COMMENT ON VIEW events IS 'Events of the current readings.';
CREATE OR REPLACE VIEW figures AS SELECT * FROM figure WHERE reading IN (SELECT reading FROM readings);
COMMENT ON VIEW figures IS 'Figures of the current readings.';
CREATE OR REPLACE VIEW abstentions AS SELECT * FROM abstention WHERE reading IN (SELECT reading FROM readings);
COMMENT ON VIEW abstentions IS 'Abstentions of the current readings.';
CREATE OR REPLACE VIEW wordings AS SELECT * FROM wording WHERE reading IN (SELECT reading FROM readings);
COMMENT ON VIEW wordings IS 'Loaded words in the current readings.';
CREATE OR REPLACE VIEW names AS SELECT * FROM name WHERE reading IN (SELECT reading FROM readings);
COMMENT ON VIEW names IS 'Mentions of actors in the current readings.';
CREATE OR REPLACE VIEW times AS SELECT * FROM "time" WHERE reading IN (SELECT reading FROM readings);
COMMENT ON VIEW times IS 'Time expressions in the current readings.';
CREATE OR REPLACE VIEW places AS SELECT * FROM place WHERE reading IN (SELECT reading FROM readings);
COMMENT ON VIEW places IS 'Place names in the current readings.';
CREATE OR REPLACE VIEW linked_now AS
SELECT report, max(linking) AS linking, max_by(reading, linking) AS reading FROM linked GROUP BY report;
COMMENT ON VIEW linked_now IS 'The latest linking of each report, and the reading it took.';
CREATE OR REPLACE VIEW accounts AS
SELECT a.* FROM account a JOIN linked_now l ON l.report = a.report AND l.linking = a.linking;
COMMENT ON VIEW accounts IS 'Accounts of the latest linking of each report.';
CREATE OR REPLACE VIEW fingerprints AS
SELECT f.* FROM fingerprint f JOIN linked_now l ON l.report = f.report AND l.linking = f.linking;
COMMENT ON VIEW fingerprints IS 'Fingerprints of the latest linking of each report.';

-- A link of the program holds until a later linking puts the same record elsewhere, or the record is read away.
CREATE OR REPLACE VIEW links AS
WITH latest AS (
    SELECT * FROM link WHERE linking IS NOT NULL
    QUALIFY row_number() OVER (PARTITION BY a, relation ORDER BY linking DESC, b) = 1
)
SELECT DISTINCT * EXCLUDE (linking) FROM link WHERE linking IS NULL
UNION ALL
SELECT * EXCLUDE (linking) FROM latest
WHERE (relation = 'in' AND a IN (SELECT id FROM accounts)) OR (relation = 'copies' AND a <> b);
COMMENT ON VIEW links IS 'Relations between records that hold now.';
CREATE OR REPLACE VIEW judgements AS SELECT * FROM judgement;
COMMENT ON VIEW judgements IS 'Verdicts of people, all of them.';

CREATE OR REPLACE VIEW searches AS
SELECT name, address, who, "when" FROM (
    SELECT *, row_number() OVER (PARTITION BY name ORDER BY "number" DESC) AS turn FROM search
) WHERE turn = 1 AND address IS NOT NULL;
COMMENT ON VIEW searches IS 'Searches that people keep and have not removed.';

-- A problem is past once a later run has read something from the same source without meeting it.
CREATE OR REPLACE VIEW problems AS
WITH order_of AS (SELECT id, row_number() OVER (ORDER BY min(started), id) AS turn FROM run GROUP BY id),
touched AS (
    SELECT source, run FROM problem
    UNION SELECT r.source, g.run FROM reading g JOIN reports r ON r.id = g.report
),
latest AS (SELECT t.source, max_by(t.run, o.turn) AS run FROM touched t JOIN order_of o ON o.id = t.run GROUP BY t.source)
SELECT DISTINCT p.source, p.place, p.reason, p.run FROM problem p JOIN latest l ON l.source = p.source AND l.run = p.run;
COMMENT ON VIEW problems IS 'Inputs that could not be read when they were last tried.';

-- One row a claim, with who says it. A claim without a known speaker says so; narration is the outlet's own voice.
CREATE OR REPLACE VIEW claims AS
WITH claim AS (
    SELECT id, reading, n, evidence, 'event' AS "type", kind, NULL AS measure, status, NULL::BIGINT AS low, NULL::BIGINT AS high,
        list_aggregate(list_transform(evidence.cues, lambda c: c."text"), 'string_agg', ' … ') AS words, NULL AS population,
        NULL AS scope, NULL AS relation, NULL AS part_of, roles, place, "time" AS period, NULL::DATE AS as_of, NULL AS counted_by, NULL AS event, claim_of, remarks
    FROM events
    UNION ALL BY NAME
    SELECT f.id, f.reading, f.n, f.evidence, 'figure' AS "type", e.kind, f.measure, f.status, f.low, f.high, f.words, f.population, f.scope,
        f.relation, f.part_of, e.roles, coalesce(f.place, e.place) AS place, coalesce(f.period, e."time") AS period, f.as_of,
        f.counted_by.name AS counted_by, f."event" AS event, f.claim_of, f.remarks
    FROM figures f LEFT JOIN events e ON e.id = f."event" AND e.reading = f.reading
)
SELECT
    c.id, c."type", c.kind, c.measure, c.status, c.low, c.high, c.words, c.population, c.scope, c.relation, c.part_of,
    CASE
        WHEN c.claim_of IS NULL THEN 'narration of ' || coalesce(r.outlet, 'an unnamed outlet')
        ELSE coalesce(s.speaker.name, 'a speaker not known')
    END AS said_by,
    s.speaker.name AS speaker, s.speaker.actor AS speaker_actor, s.stance, s.form,
    coalesce(list_filter(list_transform(s.relayed_by, lambda x: x.name), lambda n: n IS DISTINCT FROM s.speaker.name), []) AS relayed_by,
    c.claim_of AS statement,
    c.place.name AS place, c.place.geonameid AS geonameid, c.place.country AS country, c.place."precision" AS place_precision,
    c.period."start" AS time_start, c.period."end" AS time_end, c.period.span."text" AS time_words, c.as_of, c.counted_by, c.event,
    coalesce(
        map_from_entries(list_transform(map_entries(c.roles), lambda e: {'key': e.key, 'value': list_transform(e.value, lambda x: x.name)})),
        MAP {}
    ) AS roles,
    coalesce(
        list_sort(list_distinct(list_filter(list_transform(flatten(map_values(c.roles)), lambda x: x.actor), lambda a: a IS NOT NULL))), []
    ) AS actors,
    r.outlet, r.published, r.title, r.url, r.id AS report, c.evidence.span."start" AS "start", c.evidence.span."end" AS "end",
    c.evidence.span."text" AS passage, c.evidence.rule AS "rule", coalesce(c.remarks, []) AS remarks
FROM claim c
JOIN readings g ON g.reading = c.reading
JOIN reports r ON r.id = g.report
LEFT JOIN statements s ON s.id = c.claim_of AND s.reading = c.reading;
COMMENT ON VIEW claims IS 'Events and figures, each with who says it, where it stands and in which words. Never sum the figures.';
COMMENT ON COLUMN claims.said_by IS 'Who says it, always filled: a name, the outlet in its own voice, or a speaker not known.';
COMMENT ON COLUMN claims.kind IS 'Kind of the event, or of the event that the figure counts the effects of.';
COMMENT ON COLUMN claims.words IS 'The number, or the words that make it an event, as written.';
COMMENT ON COLUMN claims.roles IS 'Who takes part in the event, by role, as named.';
COMMENT ON COLUMN claims.remarks IS 'Notes of the rules: initial, revised, superseded, confirmed, not verified, sums that do not fit.';
COMMENT ON COLUMN claims.passage IS 'The passage it was read from; text of the report from start to end.';
