-- count: in every period there were so many sessions of the kinds, for the body or for every group.
-- A session counts once for a rule, and for every rule whose kinds it has. One that nobody attended counts for none.
SELECT expected.rule, expected.period, expected.subject, '' AS session,
    rule.at_least AS needed, count(counts.session) AS got,
    CASE
        WHEN count(counts.session) >= rule.at_least THEN 'met'
        WHEN period.ended = 1 THEN 'short'
        ELSE 'upcoming'
    END AS state
FROM expected
JOIN rule ON rule.id = expected.rule AND rule.sort = 'count'
JOIN period ON period.unit = rule.unit AND period.id = expected.period
LEFT JOIN counts ON counts.rule = expected.rule AND counts.period = expected.period AND counts.subject = expected.subject
GROUP BY expected.rule, expected.period, expected.subject, rule.at_least, period.ended
