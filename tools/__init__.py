"""What dev.py is made of: standard library only, for a machine that has nothing but Python."""
