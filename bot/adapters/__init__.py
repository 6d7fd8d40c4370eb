"""The world: packs, records, encryption, documents, language, calendar. Each fills a port of the application."""
