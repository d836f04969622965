"""Coming in: the password, the second factor, the lock after too many wrong ones."""
