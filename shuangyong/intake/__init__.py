"""From a document to work: documents kept, drafts read from them, confirmed by a person."""
