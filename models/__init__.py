"""What we remember, and by which rules we decide. Knows no screen, no request, no language."""
