"""Working time: calendars of units, their relations for SQL, and a plain reference clock."""
