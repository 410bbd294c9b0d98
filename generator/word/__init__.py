"""All OOXML: forms compiled and rendered, packages read and written."""
