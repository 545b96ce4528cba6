-- hours: in every period every member meant came to so many hours of study (学时), make-ups included. In 3600ths.
-- Of who joined in the midst of the period a shortage says nothing.
WITH studied AS (
    SELECT counts.rule, counts.period, mark.member, sum(mark.hours) AS hours
    FROM rule
    JOIN counts ON counts.rule = rule.id AND counts.subject = ''
    JOIN mark ON mark.session = counts.session
    WHERE rule.sort = 'hours'
    GROUP BY counts.rule, counts.period, mark.member
)
SELECT expected.rule, expected.period, expected.subject, '' AS session,
    rule.hours AS needed, coalesce(studied.hours, 0) AS got,
    CASE
        WHEN coalesce(studied.hours, 0) >= rule.hours THEN 'met'
        WHEN period.ended = 0 THEN 'upcoming'
        WHEN expected.newcomer = 1 THEN 'unchecked'
        ELSE 'short'
    END AS state
FROM expected
JOIN rule ON rule.id = expected.rule AND rule.sort = 'hours'
JOIN period ON period.unit = rule.unit AND period.id = expected.period
LEFT JOIN studied
    ON studied.rule = expected.rule AND studied.period = expected.period AND studied.member = expected.subject
