"""Questionnaires that nobody ever asked: invented words in the shape of a real one."""


def an_invented_text(*, points: str = "[4, 3, 2, 1, 0]", count: int = 9, **keys: str) -> str:
    """The TOML of a clinic's file, by default in the shape of the UWRI."""
    head = {"questionnaire": "uwri", "version": "invented-1", "licence": "Invented for a test"}
    lines = [f'{key} = "{value}"' for key, value in (head | keys).items() if value]
    for number in range(1, count + 1):
        options = '["none", "little", "some", "much", "all"]'
        text = f'text = "How blue was the sky on walk {number}?"'
        lines += ["[[items]]", text, f"options = {options}", f"points = {points}"]
    return "\n".join(lines)
