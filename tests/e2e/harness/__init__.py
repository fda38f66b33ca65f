"""What the end-to-end tests share: a PostgreSQL of their own, the server under test, and tiny clients that speak its wire."""
