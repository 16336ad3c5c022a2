"""Invented runners: their stories as data, their runs as a watch would have recorded them."""

from etl.demo.building import DEMO_NOW, InventedFile, build_demo

__all__ = ["DEMO_NOW", "InventedFile", "build_demo"]
