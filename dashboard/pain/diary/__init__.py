"""A diary of years from elsewhere: dropped, mapped once with a preview, taken back in one tap."""
