"""Every part of a screen, on light and on dark: for who builds, with nobody's data."""
