"""The command line. Its one rule: it prints and parses; everything it does is a service's."""
