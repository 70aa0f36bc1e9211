"""What every face hands out: the view of a map, its table as CSV, its picture as SVG and PNG. Built once, here."""
