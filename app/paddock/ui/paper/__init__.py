"""Chats on paper: what a PDF is made with, in a process of its own. Rule: only `main` starts anything."""
