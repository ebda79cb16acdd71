"""The list of chats in the sidebar. One rule: it shows and asks; it changes nothing itself."""
