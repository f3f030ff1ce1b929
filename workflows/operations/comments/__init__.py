"""What happens in 征求意见: comments given and answered, windows set, the public let in."""
