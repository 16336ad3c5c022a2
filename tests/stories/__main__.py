"""`python -m tests.stories` writes the snapshots anew; nothing else does."""

from tests.stories.replay import replay, snapshot
from tests.stories.snapshots import path_of
from tests.stories.tales import STORIES

if __name__ == "__main__":
    seen = replay(STORIES)
    for story in STORIES:
        path_of(story).write_text(snapshot(story, seen[story.name]), encoding="utf-8")
