-- points: in every period every member meant came to so many points (积分). In hundredths.
-- Of who joined in the midst of the period a shortage says nothing.
SELECT expected.rule, expected.period, expected.subject, '' AS session,
    rule.at_least * 100 AS needed, coalesce(point.points, 0) AS got,
    CASE
        WHEN coalesce(point.points, 0) >= rule.at_least * 100 THEN 'met'
        WHEN period.ended = 0 THEN 'upcoming'
        WHEN expected.newcomer = 1 THEN 'unchecked'
        ELSE 'short'
    END AS state
FROM expected
JOIN rule ON rule.id = expected.rule AND rule.sort = 'points'
JOIN period ON period.unit = rule.unit AND period.id = expected.period
LEFT JOIN point
    ON point.member = expected.subject AND point.unit = rule.unit AND point.period = expected.period
