"""Forms of the pages on which a survey is set up."""
