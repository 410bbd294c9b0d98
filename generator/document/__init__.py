"""The document as a tree of blocks, and what turns that tree into HTML, PDF and Markdown."""
