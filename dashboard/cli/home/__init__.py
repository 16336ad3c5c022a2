"""`kneewise` about a whole home: filled, asked, kept safe, shown."""
