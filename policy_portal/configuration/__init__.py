"""What settings are made of: the environment, the secret key, the address of the site, extension points."""
