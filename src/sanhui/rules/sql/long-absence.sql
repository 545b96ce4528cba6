-- long-absence: since the first absence after the last session that a member attended, made up or was excused from, so many
-- whole months have gone by. `warn_months` before that it is told (upcoming). A prompt for people to look; it decides nothing.
-- Met only if something good is recorded within those months; of whom nothing is known, nothing is said.
WITH good AS (
    SELECT rule, member, max(day) AS day FROM history WHERE absent = 0 GROUP BY rule, member
),
since AS (
    SELECT history.rule, history.member, min(history.day) AS day
    FROM history
    LEFT JOIN good ON good.rule = history.rule AND good.member = history.member
    WHERE history.absent = 1 AND (good.day IS NULL OR history.day > good.day)
    GROUP BY history.rule, history.member
),
away AS (
    SELECT since.rule, since.member, max(months_ago.n) AS months
    FROM since
    JOIN months_ago ON since.day <= months_ago.day
    GROUP BY since.rule, since.member
)
SELECT expected.rule, expected.period, expected.subject, '' AS session,
    rule.months AS needed, coalesce(away.months, 0) AS got,
    CASE
        WHEN judged.as_of < period.first THEN 'upcoming'
        WHEN away.months >= rule.months THEN 'short'
        WHEN away.months >= rule.months - rule.warn_months THEN 'upcoming'
        WHEN good.day > months_ago.day THEN 'met'
        ELSE 'unchecked'
    END AS state
FROM expected
JOIN rule ON rule.id = expected.rule AND rule.sort = 'long-absence'
JOIN period ON period.unit = rule.unit AND period.id = expected.period
JOIN months_ago ON months_ago.n = rule.months
LEFT JOIN away ON away.rule = expected.rule AND away.member = expected.subject
LEFT JOIN good ON good.rule = expected.rule AND good.member = expected.subject
CROSS JOIN judged
