"""What the project promises about memory and time, measured."""

import os

# Where compiled modules are not kept, each process that is measured would compile all anew: a
# command took twice as long, and not for the reason that is asked about.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
