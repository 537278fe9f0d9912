"""The record's fields: one module, one `extract_…` for each, all of them over a labelled page."""
