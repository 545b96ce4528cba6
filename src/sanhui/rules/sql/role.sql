-- role: at every session of the kinds somebody of the roles has the duty. Where nobody knows who had it, nothing is said.
SELECT counts.rule, counts.period, expected.subject, counts.session, 1 AS needed, coalesce(duty.fits, 0) AS got,
    CASE WHEN duty.fits IS NULL THEN 'unchecked' WHEN duty.fits = 1 THEN 'met' ELSE 'short' END AS state
FROM counts
JOIN rule ON rule.id = counts.rule AND rule.sort = 'role'
JOIN expected ON expected.rule = counts.rule AND expected.period = counts.period
LEFT JOIN duty ON duty.rule = counts.rule AND duty.session = counts.session
WHERE counts.subject = ''
