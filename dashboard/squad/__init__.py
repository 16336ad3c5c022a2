"""Squad: who needs me first?"""
