"""Every property of `/api` at its limits and one beyond."""
