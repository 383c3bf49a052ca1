"""What every stream asks of its arguments."""


def check(size: int, rate: float, **counts: int) -> None:
    """Refuse what no layer draws.

    Args:
        size: How many numbers, at least 0.
        rate: Probability of dropping, in [0, 1).
        counts: Whole numbers by their names, each at least 0.

    Raises:
        ValueError: An argument is out of its range.
    """
    if not 0 <= rate < 1:
        raise ValueError(f"rate must be in [0, 1), got {rate}")
    counted(size=size, **counts)


def counted(**counts: int) -> None:
    """Refuse numbers below 0, each by its name.

    Raises:
        ValueError: One of them is.
    """
    for name, count in counts.items():
        if count < 0:
            raise ValueError(f"{name} must be at least 0, got {count}")
