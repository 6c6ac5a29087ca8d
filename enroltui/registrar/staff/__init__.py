"""What only staff ask and do: rosters, holds, exceptions, why somebody cannot enrol."""
