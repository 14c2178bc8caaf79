"""OpenStack Cinder's Datera driver, and the least of a Cinder that it needs around it."""
