"""What the demonstration holds and who can sign in to it: an app that no production has."""
