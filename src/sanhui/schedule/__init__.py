"""From a plan to dated sessions: slots, nominal dates, placement on working days, sessions."""
