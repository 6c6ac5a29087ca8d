"""A student's classes as iCalendar (RFC 5545), which other calendar programs read."""
