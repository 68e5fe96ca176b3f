"""Ministries, goals, instruments and other names: how they are written, their pages and trees."""
