-- What follows from the facts, worked out once for all checks, after the tables of facts.sql are filled.

INSERT INTO counts
SELECT DISTINCT rule.id, held_period.period, '', held.session
FROM rule
JOIN rule_kind ON rule_kind.rule = rule.id
JOIN held_kind ON held_kind.kind = rule_kind.kind
JOIN held ON held.session = held_kind.session AND held.attended = 1
JOIN held_period ON held_period.session = held.session AND held_period.unit = rule.unit
LEFT JOIN placed ON placed.rule = rule.id AND placed.session = held.session
WHERE placed.period IS NULL OR placed.period = held_period.period;

INSERT INTO counts
SELECT counts.rule, counts.period, held_group.name, counts.session
FROM counts
JOIN held_group ON held_group.session = counts.session
JOIN expected
    ON expected.rule = counts.rule AND expected.period = counts.period AND expected.subject = held_group.name
WHERE counts.subject = '';

INSERT INTO took_place
SELECT DISTINCT rule.id, held_period.period, held_kind.session
FROM rule
JOIN rule_kind ON rule_kind.rule = rule.id
JOIN held_kind ON held_kind.kind = rule_kind.kind
JOIN held_period ON held_period.session = held_kind.session AND held_period.unit = rule.unit;

INSERT INTO could_count
SELECT DISTINCT rule.id, planned_period.period, '', planned.session, planned.ahead
FROM rule
JOIN rule_kind ON rule_kind.rule = rule.id
JOIN planned_kind ON planned_kind.kind = rule_kind.kind
JOIN planned ON planned.session = planned_kind.session
JOIN planned_period ON planned_period.session = planned.session AND planned_period.unit = rule.unit
LEFT JOIN rule_month ON rule_month.rule = rule.id
LEFT JOIN planned_period AS months
    ON months.session = planned.session AND months.unit = 'month' AND months.period = rule_month.month
WHERE rule_month.month IS NULL OR months.period IS NOT NULL;

INSERT INTO could_count
SELECT could_count.rule, could_count.period, planned_group.name, could_count.session, could_count.ahead
FROM could_count
JOIN planned_group ON planned_group.session = could_count.session
JOIN expected
    ON expected.rule = could_count.rule AND expected.period = could_count.period AND expected.subject = planned_group.name
WHERE could_count.subject = '';
