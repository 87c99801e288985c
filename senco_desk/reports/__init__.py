"""Paper: drawings, form pages, documents and packs, made in memory."""
