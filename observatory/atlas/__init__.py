"""The public atlas: Markdown texts with directives in, pages, static folder and printed document out."""
