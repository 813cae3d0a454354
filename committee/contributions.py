"""What the school board contributes to the house."""

from committee.demo import fill
from schoolcare.registry import demo

demo.append((30, fill))
