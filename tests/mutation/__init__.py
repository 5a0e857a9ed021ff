"""Mutation testing: lines are broken one at a time, to find those that no test notices."""
