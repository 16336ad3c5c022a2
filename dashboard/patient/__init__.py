"""Patient: what do I need to know before they walk in?"""
