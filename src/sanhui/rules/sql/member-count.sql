-- member-count: in every period every member meant attended so many sessions of the kinds, or made them up.
-- Of who joined in the midst of the period a shortage says nothing.
WITH attended AS (
    SELECT counts.rule, counts.period, mark.member, counts.session
    FROM rule
    JOIN counts ON counts.rule = rule.id AND counts.subject = ''
    JOIN mark ON mark.session = counts.session AND mark.attended = 1
    WHERE rule.sort = 'member-count'
)
SELECT expected.rule, expected.period, expected.subject, '' AS session,
    rule.at_least AS needed, count(attended.session) AS got,
    CASE
        WHEN count(attended.session) >= rule.at_least THEN 'met'
        WHEN period.ended = 0 THEN 'upcoming'
        WHEN expected.newcomer = 1 THEN 'unchecked'
        ELSE 'short'
    END AS state
FROM expected
JOIN rule ON rule.id = expected.rule AND rule.sort = 'member-count'
JOIN period ON period.unit = rule.unit AND period.id = expected.period
LEFT JOIN attended
    ON attended.rule = expected.rule AND attended.period = expected.period AND attended.member = expected.subject
GROUP BY expected.rule, expected.period, expected.subject, expected.newcomer, rule.at_least, period.ended
