"""Pages, feeds and archives on the web, fetched so that nobody is harmed: not their servers, not this network."""
