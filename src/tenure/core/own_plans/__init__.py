"""Plans that clients pay for themselves: what trying, subscribing, cancelling and a day's turn would do (R12, R15, R20)."""
