-- evidence: every held session of the kinds has its documents.
SELECT counts.rule, counts.period, expected.subject, counts.session,
    count(rule_document.sort) AS needed, count(document.sort) AS got,
    CASE WHEN count(document.sort) >= count(rule_document.sort) THEN 'met' ELSE 'short' END AS state
FROM counts
JOIN rule ON rule.id = counts.rule AND rule.sort = 'evidence'
JOIN expected ON expected.rule = counts.rule AND expected.period = counts.period
JOIN rule_document ON rule_document.rule = counts.rule
LEFT JOIN document ON document.session = counts.session AND document.sort = rule_document.sort
WHERE counts.subject = ''
GROUP BY counts.rule, counts.period, expected.subject, counts.session
