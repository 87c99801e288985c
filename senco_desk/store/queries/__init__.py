"""Reading the vault: each query takes a read session and gives frozen rows."""
