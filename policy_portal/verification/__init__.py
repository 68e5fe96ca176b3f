"""Whether the base is whole: each check reads what is stored and names what does not agree.

Independent of the constraints and triggers that should have kept it so: a damaged disk, a restored backup and
somebody with the superuser's password go round those.
"""
