-- window: one session of the kinds lies in the months. More of them may lie elsewhere; how many there must be is another
-- rule, so a year without any is not judged.
WITH sessions AS (
    SELECT counts.rule, counts.period, count(*) AS every, count(rule_month.month) AS inside
    FROM rule
    JOIN counts ON counts.rule = rule.id AND counts.subject = ''
    JOIN held_period AS months ON months.session = counts.session AND months.unit = 'month'
    LEFT JOIN rule_month ON rule_month.rule = counts.rule AND rule_month.month = months.period
    WHERE rule.sort = 'window'
    GROUP BY counts.rule, counts.period
)
SELECT expected.rule, expected.period, expected.subject, '' AS session, 1 AS needed, coalesce(sessions.inside, 0) AS got,
    CASE
        WHEN sessions.inside > 0 THEN 'met'
        WHEN period.ended = 0 THEN 'upcoming'
        WHEN sessions.every > 0 THEN 'short'
        ELSE 'none'
    END AS state
FROM expected
JOIN rule ON rule.id = expected.rule AND rule.sort = 'window'
JOIN period ON period.unit = rule.unit AND period.id = expected.period
LEFT JOIN sessions ON sessions.rule = expected.rule AND sessions.period = expected.period
