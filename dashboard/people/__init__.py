"""Who a runner is, who else is here, and who may see what of whom."""
