"""The desk: screens tried by requests, and (long) by a browser."""
