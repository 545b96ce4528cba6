-- work-order: the tasks of a list that are due in a period are done. A period without any is not judged.
SELECT expected.rule, expected.period, expected.subject, '' AS session,
    count(task.task) AS needed, coalesce(sum(task.done), 0) AS got,
    CASE
        WHEN count(task.task) = 0 THEN 'none'
        WHEN sum(task.done) = count(task.task) THEN 'met'
        WHEN period.ended = 1 THEN 'short'
        ELSE 'upcoming'
    END AS state
FROM expected
JOIN rule ON rule.id = expected.rule AND rule.sort = 'work-order'
JOIN period ON period.unit = rule.unit AND period.id = expected.period
LEFT JOIN task ON task.rule = expected.rule AND task.period = expected.period
GROUP BY expected.rule, expected.period, expected.subject, period.ended
