"""Price rules, limits and hiding, by buttons and as typed words."""
