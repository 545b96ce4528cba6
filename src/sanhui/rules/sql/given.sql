-- given: in every period there were so many sessions of the kinds at which somebody of the roles had the duty.
WITH given AS (
    SELECT counts.rule, counts.period, counts.session
    FROM rule
    JOIN counts ON counts.rule = rule.id AND counts.subject = ''
    JOIN duty ON duty.rule = counts.rule AND duty.session = counts.session AND duty.fits = 1
    WHERE rule.sort = 'given'
)
SELECT expected.rule, expected.period, expected.subject, '' AS session,
    rule.at_least AS needed, count(given.session) AS got,
    CASE
        WHEN count(given.session) >= rule.at_least THEN 'met'
        WHEN period.ended = 1 THEN 'short'
        ELSE 'upcoming'
    END AS state
FROM expected
JOIN rule ON rule.id = expected.rule AND rule.sort = 'given'
JOIN period ON period.unit = rule.unit AND period.id = expected.period
LEFT JOIN given ON given.rule = expected.rule AND given.period = expected.period
GROUP BY expected.rule, expected.period, expected.subject, rule.at_least, period.ended
