"""What the program does, without a face. Its one rule: the window and the command line call the same functions here."""
