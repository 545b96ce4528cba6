-- length: no session is longer than so many minutes. Where the end was not written down, nothing is said.
SELECT counts.rule, counts.period, expected.subject, counts.session, rule.at_most AS needed, held.minutes AS got,
    CASE WHEN held.minutes < 0 THEN 'unchecked' WHEN held.minutes <= rule.at_most THEN 'met' ELSE 'short' END AS state
FROM counts
JOIN rule ON rule.id = counts.rule AND rule.sort = 'length'
JOIN expected ON expected.rule = counts.rule AND expected.period = counts.period
JOIN held ON held.session = counts.session
WHERE counts.subject = ''
