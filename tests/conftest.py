"""Its place puts tests/ on the import path, so that every test finds builders and strategies."""
