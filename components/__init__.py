"""What a page is made of: pure functions of frozen values, and the one mechanism that brings them to the reader."""
