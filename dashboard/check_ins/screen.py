"""Check-ins: how far does the knee get in the way, and is a change more than noise?"""

from dashboard import session
from dashboard.check_ins.answers_section import show_answers
from dashboard.check_ins.asked_section import show_asked
from dashboard.check_ins.due_section import show_due
from dashboard.check_ins.form import home_texts
from dashboard.check_ins.not_offered_section import show_not_offered
from dashboard.method.explainer import show_method_link
from dashboard.ui.empty_state import empty_state


def show() -> None:
    """The whole screen: what is due, what came of it, and who else could ask."""
    person = session.current_runner()
    if person is None:
        empty_state(
            "A check-in asks how far a knee got in the way: bring in your runs, or log pain first."
        )
        return
    texts = home_texts()
    answers = session.rows_of(person, "page.check_in")
    show_due(person, texts, answers)
    show_answers(person, answers)
    show_asked(person)
    show_not_offered(texts)
    show_method_link("check_in", "How is this known?")


if __name__ == "__main__":
    show()
