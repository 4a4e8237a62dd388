"""What a review for staff must not tell: small groups of internal facts, and what tells of them."""
