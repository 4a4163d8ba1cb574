"""Streamlit pages, one file a page; thin: filters → one measure → one chart → its table and download."""
