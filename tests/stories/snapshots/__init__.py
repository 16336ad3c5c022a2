"""Where the text of each story lies."""

from pathlib import Path

from tests.stories.story import Story


def path_of(story: Story) -> Path:
    """The file of its snapshot."""
    return Path(__file__).resolve().parent / f"{story.name}.txt"
