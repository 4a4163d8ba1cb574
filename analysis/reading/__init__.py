"""Raw files → clean, dated, attributed articles."""
