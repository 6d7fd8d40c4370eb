"""What a person can do, one function each. Ports are named here; adapters fill them."""
