"""Reading of French words, shared by the rooms to its right: normal form, sentences, times, names."""
