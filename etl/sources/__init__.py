"""What recordings come from: files of watches, exports, platforms."""
