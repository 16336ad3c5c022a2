"""What is said before anyone connects: what is read, why, for how long, and what is better."""

READ = (
    "**What is read:** the totals of your activities and, of runs, what the watch recorded: "
    "distance, altitude, speed, cadence and heart rate, without positions. Of your profile, its "
    "number."
)
NOT_READ = (
    "**What is never kept:** names, descriptions, places, maps, positions and photos. Positions "
    "are not even asked for."
)
WHY = (
    "**Why:** to see what distance, hills and pace ask of your knees, beside the pain you log. "
    "Nobody but you is shown it."
)
HOW_LONG = (
    "**For how long:** {days} days at most, as Strava's terms ask. It is renewed by itself as long "
    "as you stay connected."
)
WITHDRAW = (
    "**How to withdraw:** here, with one button, or in Strava's settings under *My apps*. All that "
    "came through the connection then goes, and you get a receipt."
)
STEPS = """
1. Make an application at [strava.com/settings/api](https://www.strava.com/settings/api). It needs
   its owner's paid subscription and serves one athlete, up to ten by self-service.
2. As *Authorization Callback Domain* give `{domain}`.
3. Start Kneewise with the application's numbers in the environment:
   `KNEEWISE_STRAVA_CLIENT_ID` and `KNEEWISE_STRAVA_CLIENT_SECRET`.
4. Put Strava's own button, `btn_strava_connect_with_orange.svg` of its brand guidelines, into
   the folder `brand` of this home: it is shown here then.
"""
SET_UP = "How to set one up"
FILES_STAY = "Files stay for good"
FILES_WORDS = (
    "Files of your watch and Strava's bulk export belong to you: they stay for good, have no "
    "limits and may be shared with a coach or clinic. Where a file brings a run that came through "
    "Strava, the file counts. Drop them on top of this page."
)
AGAIN, CONNECT_STRAVA = "Connect again", "Connect your Strava account"
WOULD_BE_READ = "What would be read, and how to withdraw"
IS_READ = "What is read, and how to withdraw"
CONNECT_WORDS, POWERED_WORDS = "Connect with Strava", "Powered by Strava"
STANDS_STILL = (
    "The clock of these invented runners stands still, so nothing can be connected here. In a home "
    "of your own, this screen connects your Strava account."
)
NOT_SET_UP = (
    "Whoever runs this installation has not set up an application at Strava yet, so there is "
    "nothing to connect to."
)

# Platforms that are connected with a key.
CONNECT = "Connect"


def terms(days: int) -> tuple[str, ...]:
    """What is read and never read, why, until when, and the way out: paragraphs of Markdown."""
    return READ, NOT_READ, WHY, HOW_LONG.format(days=days), WITHDRAW


def own_files(title: str) -> str:
    """What a connection with a key brings, and that it stays."""
    return (
        f"What comes from {title} is your own file: it stays for good, also after you disconnect, "
        "and may be shared with a coach or clinic. The key is kept encrypted."
    )


def your_key(title: str) -> str:
    """Where a key is typed."""
    return f"Your {title} key"
