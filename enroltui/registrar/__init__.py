"""What a student or a member of staff can ask for; knows no screen."""
