"""An invented installation: six firms on an ordinary day, made from a fixed seed through the operations."""
