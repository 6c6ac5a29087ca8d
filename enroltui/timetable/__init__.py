"""What a timetable looks like, without drawing it: days, rows, blocks side by side, and what clashes. All pure."""
