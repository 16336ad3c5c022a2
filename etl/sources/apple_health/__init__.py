"""Apple Health's export: workouts in one large XML, their routes as GPX beside it."""
