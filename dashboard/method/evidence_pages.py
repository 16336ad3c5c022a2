"""The pages of evidence on *Method*: one page at a time, or the one section a link asked for."""

import re

import streamlit as st

from dashboard.method import wording
from dashboard.method.citations import evidence_address
from dashboard.method.explainer import METHOD
from etl.reference.evidence import PAGES, Page, Section, read_pages

_LINK = re.compile(r"\]\((\w+)\.md(?:#([\w-]+))?\)")


def show_evidence_links() -> None:
    """One quiet link to each page."""
    with st.container(horizontal=True, gap="small"):
        for page in read_pages():
            label = wording.EVIDENCE_PAGES if page.key == PAGES[0] else page.title
            st.page_link(METHOD, label=label, query_params={"evidence": page.key})


def page_asked_for() -> Page | None:
    """The page that the address names; None where it names none that is there."""
    asked = st.query_params.get("evidence", "")
    return next((page for page in read_pages() if page.key == asked), None)


def show_evidence_page(page: Page) -> None:
    """The section that the address names, else the whole page."""
    section = page.section(st.query_params.get("at", ""))
    st.page_link(METHOD, label=wording.ALL)
    show_evidence_links()
    if section is None:
        for each in page.sections:
            _show_section(each)
    else:
        _show_section(section)
        st.page_link(METHOD, label=wording.all_of(page.title), query_params={"evidence": page.key})


def on_screen(text: str) -> str:
    """Markdown of a page with its links leading to where *Method* shows them."""
    return _LINK.sub(lambda link: f"]({evidence_address(link[1], link[2] or '')})", text)


def _show_section(section: Section) -> None:
    anchor = section.anchors[0] if section.anchors else None
    # Headings on a screen begin below its own: a page's title stands where a part's does.
    if section.level <= 2:
        st.subheader(section.title, anchor=anchor)
    else:
        st.markdown(f"#### {section.title}")
    if section.text:
        st.markdown(on_screen(section.text))
