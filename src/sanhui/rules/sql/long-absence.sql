-- long-absence: since the first absence after the last session that a member attended, made up or was excused from, so many
-- whole months have gone by. `warn_months` before that it is told (upcoming). A prompt for people to look; it decides nothing.
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
        WHEN coalesce(away.months, 0) >= rule.months THEN 'short'
        WHEN coalesce(away.months, 0) >= rule.months - rule.warn_months THEN 'upcoming'
        ELSE 'met'
    END AS state
FROM expected
JOIN rule ON rule.id = expected.rule AND rule.sort = 'long-absence'
LEFT JOIN away ON away.rule = expected.rule AND away.member = expected.subject
