"""What a disk promises and breaks: bytes that outlive a power cut, files that cannot be read."""
