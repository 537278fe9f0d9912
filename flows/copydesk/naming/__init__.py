"""What a line of text names: people, reporters, desks, places and holders of rights. Nothing here knows of roles."""
