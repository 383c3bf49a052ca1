"""Guards: what could escape execution, comparison or proof."""
