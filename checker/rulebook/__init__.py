"""Rule files, parameters, views, policy and clause registers, read strictly."""
