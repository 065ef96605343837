"""Speed and memory of the SP-2 pack against hand-written SQL, as ratios in one run."""
