"""Tables that people already have (年度组织生活计划表), read from spreadsheets and made into plans; no row is lost."""
