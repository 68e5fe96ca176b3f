"""What a reader's page needs: contents, citations, lists of policies, structured data, former addresses."""
