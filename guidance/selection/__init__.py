"""The selection (收藏): what a reader picked, held in an address and in their browser only."""
