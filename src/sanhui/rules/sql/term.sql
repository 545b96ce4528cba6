-- term: the committee's term has not ended. `warn_months` before its last day it is told (upcoming).
-- Without the day on which it began nothing can be said.
SELECT expected.rule, expected.period, expected.subject, '' AS session, rule.months AS needed, 0 AS got,
    CASE
        WHEN term.rule IS NULL THEN 'unchecked'
        WHEN judged.as_of > term.ends THEN 'short'
        WHEN judged.as_of >= term.warns THEN 'upcoming'
        ELSE 'met'
    END AS state
FROM expected
JOIN rule ON rule.id = expected.rule AND rule.sort = 'term'
LEFT JOIN term ON term.rule = expected.rule
CROSS JOIN judged
