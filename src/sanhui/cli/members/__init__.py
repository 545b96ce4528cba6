"""The commands about members and attendance."""
