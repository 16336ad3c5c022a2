"""The way around: places and screens, the address that keeps runner and period, the keyboard."""
