"""How text is laid out and coloured on a terminal, whatever it says."""
