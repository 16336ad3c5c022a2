"""The fake Strava is held to Strava's schema, to its recorded answers and to its documentation."""
