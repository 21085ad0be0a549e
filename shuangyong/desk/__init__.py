"""The desk: the pages an office works on. No page keeps a document on the server."""
