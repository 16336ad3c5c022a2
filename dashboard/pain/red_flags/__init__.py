"""Warning signs: asked about, worded, and shown until somebody has looked."""
