"""The head of a document: what stands above its first chapter (版头, 题名, 题注, 主送机关, 著录项)."""
