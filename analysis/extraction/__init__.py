"""Articles → sentences, mentions, times, reports of meetings, tone."""
