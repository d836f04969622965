"""The clerk's desk: the admin's front page and the screens that are more than a form."""
