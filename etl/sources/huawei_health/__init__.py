"""Huawei Health's archive: activities in JSON that is not quite JSON."""
