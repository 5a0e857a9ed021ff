"""The SQLite database: tables, connections, transactions, migrations."""
