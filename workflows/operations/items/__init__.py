"""What happens to items: filed, screened, decided by the hundred, moved, set right. One act, one audit entry."""
