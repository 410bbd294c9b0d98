"""What becomes of an agreement: diff, apply, merge, its log. Pure; each module opens with what it holds."""
