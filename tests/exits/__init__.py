"""What is taken away from a snapshot never makes an audit look better."""
