"""What a Département brings itself: files of its activity under templates, its list of territoires."""

from observatory.activity.deposit import Deposit, import_file
from observatory.activity.ground import Ground, Group
from observatory.activity.rows import RefusedRows
from observatory.activity.template import write_template
from observatory.activity.territoires import forget_territoires, import_territoires

__all__ = [
    "Deposit",
    "Ground",
    "Group",
    "RefusedRows",
    "forget_territoires",
    "import_file",
    "import_territoires",
    "write_template",
]
