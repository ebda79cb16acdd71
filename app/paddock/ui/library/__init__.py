"""The Models page: what to fetch, what is here. Its one rule: it asks the services and shows what they say."""
