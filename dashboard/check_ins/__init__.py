"""Check-ins: how far does the knee get in the way, and is a change more than noise?"""
