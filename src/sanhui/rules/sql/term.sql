-- term: the committee's term has not ended; of a year that is over, not in it. `warn_months` before its last day it is told
-- (upcoming). Without the day on which it began nothing can be said.
SELECT expected.rule, expected.period, expected.subject, '' AS session, rule.months AS needed, 0 AS got,
    CASE
        WHEN term.rule IS NULL THEN 'unchecked'
        WHEN judged.as_of > term.ends AND period.last > term.ends THEN 'short'
        WHEN judged.as_of >= term.warns AND period.ended = 0 THEN 'upcoming'
        ELSE 'met'
    END AS state
FROM expected
JOIN rule ON rule.id = expected.rule AND rule.sort = 'term'
JOIN period ON period.unit = rule.unit AND period.id = expected.period
LEFT JOIN term ON term.rule = expected.rule
CROSS JOIN judged
